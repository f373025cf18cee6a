using System.Diagnostics;
using System.Globalization;
using EksIngress.Bench.Roles;
using EksIngress.Emulator;

namespace EksIngress.Bench.Peers;

/// <summary>A process that serves the rules. Disposing ends it and what it started, by id.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RoleStopTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    // A role ends with its input, and cleans up; others know nothing of that.
    private readonly bool _isRole;

    private Peer(string name, Process process, int port, bool isRole)
    {
        Name = name;
        _process = process;
        _isRole = isRole;
        Port = port;
    }

    public string Name { get; }

    /// <summary>On 127.0.0.1.</summary>
    public int Port { get; }

    public double ProcessorSeconds => ProcessorTime.Seconds(_process.Id);

    /// <summary>Starts this program in a role; it says its port when it serves.</summary>
    public static async Task<Peer> StartRoleAsync(string name, string role, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        // What plays the emulator runs with the emulator's own settings of the runtime, all others with those of every web server.
        var settings = role is Role.Alb or Role.AlbRecording or Role.Account or Role.DurableAccount ? typeof(EmulatorApplication).Assembly : typeof(Peer).Assembly;
        var process = Start("dotnet", [
            "exec",
            "--runtimeconfig", Path.ChangeExtension(settings.Location, "runtimeconfig.json"),
            "--depsfile", Path.ChangeExtension(typeof(Peer).Assembly.Location, "deps.json"),
            typeof(Peer).Assembly.Location, "role", role, .. arguments,
        ]);
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(StartTimeout, cancellationToken);
            return line?.Split(' ') is ["ready", var port]
                ? new Peer(name, process, int.Parse(port, CultureInfo.InvariantCulture), isRole: true)
                : throw new BenchException($"{name} did not start: {line ?? "it ended"}");
        }
        catch
        {
            await StopAsync(process);
            throw;
        }
    }

    /// <summary>Starts another program that was told its port, and waits until it accepts connections.</summary>
    public static async Task<Peer> StartProgramAsync(string name, string file, IEnumerable<string> arguments, int port, CancellationToken cancellationToken)
    {
        var process = Start(file, arguments);
        try
        {
            await WaitForPortAsync(name, process, port, cancellationToken);
            return new Peer(name, process, port, isRole: false);
        }
        catch
        {
            await StopAsync(process);
            throw;
        }
    }

    /// <summary>Sends a line to a role and reads its answer.</summary>
    public async Task<string> AskAsync(string line, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        return await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new BenchException($"{Name} ended.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_isRole)
        {
            _process.StandardInput.Close();
            await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(RoleStopTimeout, TimeProvider.System));
        }

        await StopAsync(_process);
    }

    private static Process Start(string file, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = false,
            UseShellExecute = false,
        };
        // Nothing of the machine's settings may reach a peer or be reached by it.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.StartsWith("OTEL_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        return Process.Start(start) ?? throw new BenchException($"{file} did not start.");
    }

    private static async Task WaitForPortAsync(string name, Process process, int port, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StartTimeout);
        while (true)
        {
            if (process.HasExited)
            {
                throw new BenchException($"{name} ended with {process.ExitCode}: {await process.StandardOutput.ReadToEndAsync(cancellationToken)}");
            }

            using var client = new System.Net.Sockets.TcpClient();
            try
            {
                await client.ConnectAsync(System.Net.IPAddress.Loopback, port, deadline.Token);
                return;
            }
            catch (System.Net.Sockets.SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
            }
        }
    }

    private static async Task StopAsync(Process process)
    {
        using (process)
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            await process.WaitForExitAsync().WaitAsync(StopTimeout);
        }
    }
}
