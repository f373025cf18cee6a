namespace EksIngress.Emulator.Kubernetes;

/// <summary>Where a write comes from: who makes it, who hears of warnings, and when nobody waits for it any more.</summary>
internal sealed record WriteOrigin(KubernetesUser User, Action<string> Warn, CancellationToken Cancelled);
