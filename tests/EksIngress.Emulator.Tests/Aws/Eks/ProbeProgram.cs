using System.Diagnostics;
using System.Threading.Channels;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Tests.Aws.Eks;

/// <summary>Image <c>probe:1</c>: a process with the pod's environment alone, in which an SDK asks who it is.</summary>
internal sealed class ProbeProgram : IPodProgram
{
    private readonly Channel<string> _answers = Channel.CreateUnbounded<string>();

    public bool Runs(string image) => image == "probe:1";

    /// <summary>What the next pod's process wrote: an ARN, or its error.</summary>
    public ValueTask<string> AnswerAsync(CancellationToken cancellationToken) => _answers.Reader.ReadAsync(cancellationToken);

    public async Task RunAsync(PodContext pod, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "StandIns.Probe.dll"), "caller" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_CONFIG_FILE"] = "/dev/null";
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        foreach (var (name, value) in pod.Environment)
        {
            start.Environment[name] = name.EndsWith("_TOKEN_FILE", StringComparison.Ordinal) ? pod.ResolvePath(value) : value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        await _answers.Writer.WriteAsync(((await output) + (await error)).Trim(), cancellationToken);
        pod.SetReady(true);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }
}
