using EksIngress.Alb.Explain;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Plans;

/// <summary>The targets that the controller would register, as far as the objects say it.</summary>
internal sealed class PlannedTargets(KubernetesObjects objects)
{
    public (IReadOnlyList<TargetModel>? Targets, string? Unknown) Find(TargetGroupBindingSpec binding)
    {
        _ = objects;
        return (null, $"no EndpointSlice of Service {binding.Key.Namespace}/{binding.ServiceName} was given");
    }
}
