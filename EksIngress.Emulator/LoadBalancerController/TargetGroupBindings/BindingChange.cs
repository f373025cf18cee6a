using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>What brings a target group in line, whatever its targets are.</summary>
/// <param name="Observed">What is registered, draining targets among it.</param>
/// <param name="Deregister">Targets that no endpoint wants.</param>
/// <param name="Pods">Pods of endpoints with the health of their targets; nodes wait for nothing.</param>
/// <param name="Lacks">Whether an endpoint is no target yet, even one beyond the limit.</param>
internal sealed record BindingChange(
    IReadOnlyList<TargetFact> Observed,
    IReadOnlyList<TargetFact> Deregister,
    IReadOnlyList<(Pod Pod, TargetHealthFact? Health)> Pods,
    bool Lacks);
