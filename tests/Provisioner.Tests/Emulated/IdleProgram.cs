using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>Pods that are ready and do nothing until they are stopped.</summary>
internal sealed class IdleProgram : IPodProgram
{
    public bool Runs(string image) => image.StartsWith("idle:", StringComparison.Ordinal);

    public Task RunAsync(PodContext pod, CancellationToken cancellationToken)
    {
        pod.SetReady(true);
        return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }
}
