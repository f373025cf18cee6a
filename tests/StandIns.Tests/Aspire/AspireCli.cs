using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Threading.Channels;

namespace StandIns.Tests.Aspire;

/// <summary>The real Aspire CLI in a home of its own, at work on an AppHost that is built.</summary>
/// <param name="appHost">The AppHost's assembly.</param>
/// <param name="environment">Variables that its processes get beside this one's.</param>
internal sealed class AspireCli(Assembly appHost, IReadOnlyDictionary<string, string>? environment = null) : IDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(15);

    private readonly string _executable = Path.GetFullPath("../../bin/aspire", Path.GetDirectoryName(BuildMetadata(appHost, "dcpclipath"))!);
    private readonly string _appHost = Path.Combine(BuildMetadata(appHost, "apphostprojectpath"), BuildMetadata(appHost, "apphostprojectname"));
    private readonly List<Process> _started = [];

    /// <summary>The folder of the AppHost's project.</summary>
    public string AppHostFolder => Path.GetDirectoryName(_appHost)!;

    public string Home { get; } = Directory.CreateTempSubdirectory("aspire-cli-").FullName;

    /// <summary>Runs a command to its end.</summary>
    /// <returns>Its exit code, and all that it wrote.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var (process, lines) = Start(arguments);
        var output = await ReadAsync(process, lines, static _ => false);
        using var deadline = Deadline();
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, output);
    }

    /// <summary>Starts the AppHost, until it has written where its dashboard is. It goes on until it is told to stop.</summary>
    public async Task<Process> RunAppHostAsync()
    {
        var (process, lines) = Start("run", "--no-build");
        var output = await ReadAsync(process, lines, static line => IsReady(line));
        return IsReady(output) ? process : throw new InvalidOperationException($"aspire run has ended. It wrote:\n{output}");

        static bool IsReady(string text) => text.Contains("/login?t=", StringComparison.Ordinal);
    }

    /// <summary>Stops the AppHost that runs, and waits for the end of <c>aspire run</c>.</summary>
    /// <returns>True when it ended by itself; false when the CLI, which gives it ten seconds, killed it: a busy machine needs longer.</returns>
    public async Task<bool> StopAppHostAsync(Process run)
    {
        const int Killed = 128 + 9;
        var (exitCode, output) = await RunAsync("stop");
        Assert.True(exitCode == 0, output);
        using var deadline = Deadline();
        await run.WaitForExitAsync(deadline.Token);
        Assert.True(run.ExitCode is 0 or Killed, $"aspire run ended with {run.ExitCode}. aspire stop wrote:\n{output}");
        return run.ExitCode == 0;
    }

    private (Process Process, ChannelReader<string> Lines) Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(_executable, [.. arguments, "--apphost", _appHost, "--non-interactive", "--nologo"])
        {
            WorkingDirectory = Home,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NUGET_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        start.Environment["HOME"] = Home;
        start.Environment["NO_COLOR"] = "1";
        start.Environment["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        start.Environment["DcpPublisher__RandomizePorts"] = "true";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        _started.Add(process);

        // Both streams; the reader sees the end when both have ended.
        var lines = Channel.CreateUnbounded<string>();
        _ = Task.WhenAll(CopyAsync(process.StandardOutput, lines.Writer), CopyAsync(process.StandardError, lines.Writer))
            .ContinueWith(copying => lines.Writer.TryComplete(copying.Exception), TaskScheduler.Default);
        return (process, lines.Reader);
    }

    /// <summary>Reads until the line that is looked for, or the end.</summary>
    private static async Task<string> ReadAsync(Process process, ChannelReader<string> lines, Func<string, bool> isLast)
    {
        var output = new StringBuilder();
        using var deadline = Deadline();
        try
        {
            await foreach (var line in lines.ReadAllAsync(deadline.Token))
            {
                output.AppendLine(line);
                if (isLast(line))
                {
                    break;
                }
            }

            return output.ToString();
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"aspire {string.Join(' ', process.StartInfo.ArgumentList)} {(process.HasExited ? "has ended, its output has not" : "does not end")}. So far it wrote:\n{output}", exception);
        }
    }

    private static CancellationTokenSource Deadline()
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(s_deadline);
        return deadline;
    }

    public void Dispose()
    {
        foreach (var process in _started)
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }

            process.Dispose();
        }

        Directory.Delete(Home, recursive: true);
    }

    private static string BuildMetadata(Assembly appHost, string key) =>
        appHost.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    private static async Task CopyAsync(StreamReader reader, ChannelWriter<string> writer)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            writer.TryWrite(line);
        }
    }
}
