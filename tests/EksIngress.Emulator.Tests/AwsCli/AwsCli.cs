using System.Diagnostics;
using System.Text.Json;
using EksIngress.Testing;

namespace EksIngress.Emulator.Tests.AwsCli;

/// <summary>
/// The real aws CLI with a home of its own: Debian's, or else what is on PATH. Where there is none its tests skip and say so; in CI they fail.
/// </summary>
internal sealed class AwsCli : IDisposable
{
    private const string Debian = "/usr/bin/aws";
    private const string Missing = "There is no aws CLI: tests/install-awscli.sh installs it.";

    private readonly string _directory = Directory.CreateTempSubdirectory("aws-cli-").FullName;
    private readonly string _program;
    private readonly RunningEmulator _emulator;

    public AwsCli(RunningEmulator emulator)
    {
        _emulator = emulator;
        _program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(directory => Path.Combine(directory, "aws"))
            .Prepend(Debian)
            .FirstOrDefault(File.Exists) ?? "";
        Assert.False(_program.Length == 0 && Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, Missing);
        Assert.SkipWhen(_program.Length == 0, Missing);
    }

    /// <summary>Keys that calls are signed with in place of the administrator's.</summary>
    public (string AccessKeyId, string SecretAccessKey)? Keys { get; set; }

    /// <summary>Runs it; arguments are split at spaces.</summary>
    public Task<(int Code, string Output, string Error)> TryAsync(string arguments, params string[] more) =>
        // Debian's version does not know AWS_ENDPOINT_URL yet.
        RunAsync(Prepare(_program, ["--endpoint-url", _emulator.AwsEndpoint.ToString().TrimEnd('/'), .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. more]));

    /// <summary>Runs it, and fails the test when it ends with an error.</summary>
    public async Task<string> TextAsync(string arguments, params string[] more)
    {
        var (code, output, error) = await TryAsync(arguments, more);
        Assert.True(code == 0, $"aws {arguments} ended with {code}: {output}{error}");
        return output;
    }

    public async Task<JsonElement> JsonAsync(string arguments, params string[] more)
    {
        using var document = JsonDocument.Parse(await TextAsync(arguments, more));
        return document.RootElement.Clone();
    }

    /// <summary>The CLI's last line for a call that AWS refuses: <c>An error occurred (CODE) when calling the X operation: MESSAGE</c>.</summary>
    public async Task<string> ErrorAsync(string arguments, params string[] more)
    {
        var (code, output, error) = await TryAsync(arguments, more);
        Assert.True(code != 0, $"aws {arguments} succeeded: {output}");
        // Debian's version also says how often it tried.
        return error.Trim().Replace(" (reached max retries: 0)", "", StringComparison.Ordinal);
    }

    public string Write(string name, string content)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>A program that finds this CLI as <c>aws</c> and has its environment: its keys, and nothing of the machine's own account.</summary>
    public ProcessStartInfo Prepare(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _directory,
        };
        // Nothing of the machine's own account: no profile, no metadata, no other endpoint.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = _directory;
        start.Environment["AWS_CONFIG_FILE"] = Path.Combine(_directory, "config");
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(_directory, "credentials");
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_REGION"] = _emulator.Region;
        start.Environment["AWS_DEFAULT_REGION"] = _emulator.Region;
        start.Environment["AWS_DEFAULT_OUTPUT"] = "json";
        start.Environment["AWS_MAX_ATTEMPTS"] = "1";
        start.Environment["AWS_PAGER"] = "";
        start.Environment["AWS_ACCESS_KEY_ID"] = Keys?.AccessKeyId ?? _emulator.AccessKeyId;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = Keys?.SecretAccessKey ?? _emulator.SecretAccessKey;
        start.Environment["PATH"] = Path.GetDirectoryName(_program) + Path.PathSeparator + start.Environment["PATH"];
        return start;
    }

    /// <summary>Runs a program to its end, two minutes at most.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        var (written, complaint) = (await output, await error);
        TestContext.Current.TestOutputHelper?.WriteLine($"$ {Path.GetFileName(start.FileName)} {string.Join(' ', start.ArgumentList)}\n{written}{complaint}");
        return (process.ExitCode, written, complaint);
    }
}
