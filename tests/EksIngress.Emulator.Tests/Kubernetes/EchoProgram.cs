using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Tests.Kubernetes;

/// <summary>Image <c>echo:1</c>: logs its arguments, is ready, and runs until it is stopped. <c>echo:broken</c> fails at once.</summary>
internal sealed class EchoProgram : IPodProgram
{
    public bool Runs(string image) => image.StartsWith("echo:", StringComparison.Ordinal);

    public async Task RunAsync(PodContext pod, CancellationToken cancellationToken)
    {
        foreach (var argument in pod.Args)
        {
            pod.Log(argument);
        }

        if (pod.Args.Contains("fail"))
        {
            throw new InvalidOperationException("It was told to fail.");
        }

        foreach (var (name, value) in pod.Environment.Where(pair => pair.Key.StartsWith("AWS_", StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            pod.Log($"{name}={value}");
        }

        if (pod.Environment.TryGetValue("AWS_WEB_IDENTITY_TOKEN_FILE", out var path))
        {
            pod.Log("TOKEN=" + await File.ReadAllTextAsync(pod.ResolvePath(path), cancellationToken));
        }

        pod.Log("API-TOKEN=" + await File.ReadAllTextAsync(pod.ResolvePath("/var/run/secrets/kubernetes.io/serviceaccount/token"), cancellationToken));
        pod.SetReady(true);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }
}
