using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EksIngress.Emulator.Tests.State;

/// <summary>The emulator as a program of its own, to be killed.</summary>
internal sealed class EmulatorProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EmulatorProcess(Process process) => _process = process;

    /// <summary>What it says in <c>outputs.json</c>.</summary>
    public JsonElement Outputs { get; private set; }

    /// <summary>Whether it runs, and all that it said.</summary>
    public string State => $"The emulator {(_process.HasExited ? string.Create(CultureInfo.InvariantCulture, $"ended with {_process.ExitCode}") : "runs")}. It said:\n{Output}";

    public string Text(string name) => Outputs.GetProperty(name).GetString()!;

    /// <summary>Starts it and waits until it serves.</summary>
    public static async Task<EmulatorProcess> StartAsync(string directory, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "EksIngress.Emulator.dll"), "--directory", directory })
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE", StringComparison.Ordinal) || name.StartsWith("OTEL", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        var process = new Process { StartInfo = start };
        var starting = new EmulatorProcess(process);
        process.OutputDataReceived += (_, line) => starting.OnLine(line.Data);
        process.ErrorDataReceived += (_, line) => starting.OnLine(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await Task.WhenAny(starting._ready.Task, process.WaitForExitAsync(cancellationToken)).WaitAsync(s_patience, cancellationToken);
            if (!starting._ready.Task.IsCompleted)
            {
                throw new InvalidOperationException(starting.State);
            }

            using var outputs = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(directory, "outputs.json"), cancellationToken));
            starting.Outputs = outputs.RootElement.Clone();
            return starting;
        }
        catch
        {
            starting.Dispose();
            throw;
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    private void OnLine(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line?.StartsWith("Outputs:", StringComparison.Ordinal) == true)
        {
            _ready.TrySetResult();
        }
    }
}
