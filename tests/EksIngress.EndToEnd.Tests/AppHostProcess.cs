using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;

namespace EksIngress.EndToEnd.Tests;

/// <summary>
/// <c>dotnet run --project EksIngress.AppHost</c> as a user starts it: a process group of its own, its console lines,
/// and Ctrl+C. Everything it starts inherits a mark in its environment, so what it leaves behind can be found.
/// </summary>
internal sealed partial class AppHostProcess : IAsyncDisposable
{
    private const int Sigint = 2;
    private const int Sigkill = 9;
    private const string MarkVariable = "EKSINGRESS_TEST_MARK";

    private readonly string _mark = Guid.NewGuid().ToString("N");
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _output = new();
    private readonly Lock _outputLock = new();

    public AppHostProcess(IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("setsid")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["dotnet", "run", "--project", "EksIngress.AppHost", "--no-build", "--no-launch-profile", "--", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[MarkVariable] = _mark;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => OnLine(line.Data);
        _process.ErrorDataReceived += (_, line) => OnLine(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>All console lines so far.</summary>
    public string Output
    {
        get
        {
            lock (_outputLock)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Waits for a console line that contains the text.</summary>
    public async Task<string> WaitForLineAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(cancellationToken))
            {
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No line with '{text}' in time. Console so far:\n{Output}");
        }

        throw new InvalidOperationException($"The AppHost ended without a line with '{text}':\n{Output}");
    }

    /// <summary>Ctrl+C: an interrupt to the whole process group, as a terminal sends it. Returns the exit code.</summary>
    public async Task<int> InterruptAsync(CancellationToken cancellationToken)
    {
        _ = Kill(-_process.Id, Sigint);
        return await WaitForExitAsync(cancellationToken);
    }

    /// <summary>Ends the AppHost itself without a word, as a crash does. What it started is left to the orchestrator.</summary>
    public void KillAppHost() => Assert.Equal(0, Kill(MarkedProcesses().Single(id => ReadProcFile(id, "comm").Trim() == "EksIngress.AppH"), Sigkill));

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Command lines of processes that carry this run's mark.</summary>
    public IReadOnlyList<string> FindProcesses() =>
        [.. MarkedProcesses().Select(id => ReadProcFile(id, "cmdline").Replace('\0', ' '))];

    public async ValueTask DisposeAsync()
    {
        foreach (var id in MarkedProcesses())
        {
            _ = Kill(id, Sigkill);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Whether a program of this name (its first 15 letters) runs with the text in its environment.</summary>
    public static bool IsAnyWith(string program, string text) =>
        Processes().Any(id => ReadProcFile(id, "comm").Trim() == program && ReadProcFile(id, "environ").Contains(text, StringComparison.Ordinal));

    private IEnumerable<int> MarkedProcesses() =>
        Processes().Where(id => ReadProcFile(id, "environ").Contains($"{MarkVariable}={_mark}", StringComparison.Ordinal));

    private static IEnumerable<int> Processes() =>
        Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _))
            .Select(name => int.Parse(name!, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Empty when the process has ended meanwhile, or is not ours to read.</summary>
    private static string ReadProcFile(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private void OnLine(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_outputLock)
        {
            _output.AppendLine(line);
        }

        _lines.Writer.TryWrite(line);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int id, int signal);
}
