using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>What brings a target group in line, whatever its targets are.</summary>
/// <param name="Register">Targets to register.</param>
/// <param name="Deregister">Targets that no endpoint wants.</param>
/// <param name="Pods">Pods of endpoints with the health of their targets; nodes wait for nothing.</param>
/// <param name="Lacks">Whether an endpoint is no target yet, even one beyond the limit.</param>
internal sealed record BindingChange(
    IReadOnlyList<TargetRegistration> Register,
    IReadOnlyList<TargetFact> Deregister,
    IReadOnlyList<(Pod Pod, TargetHealthFact? Health)> Pods,
    bool Lacks)
{
    public static BindingChange Of(TargetChange<PodEndpoint> change, int wanted) => new(
        [.. change.Register.Select(pair => pair.Target)],
        change.Deregister,
        [
            .. change.Matched.Select(pair => (pair.Endpoint.Pod, pair.Target.Health)),
            .. change.Register.Select(pair => (pair.Endpoint.Pod, (TargetHealthFact?)TargetHealthFact.Registering)),
        ],
        wanted > change.Matched.Count);

    public static BindingChange Of(TargetChange<NodePortEndpoint> change, int wanted) =>
        new([.. change.Register.Select(pair => pair.Target)], change.Deregister, [], wanted > change.Matched.Count);
}
