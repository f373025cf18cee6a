using EksIngress.Alb.Endpoints;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Something that a target group should hold: one of the two.</summary>
/// <param name="Pod">The pod that answers there; null for a node.</param>
/// <param name="Node">The node that passes requests on; null for a pod.</param>
internal sealed record TargetEndpoint(PodEndpoint? Pod, NodePortEndpoint? Node)
{
    public string Identifier => Pod?.Identifier ?? Node!.Identifier;

    /// <summary>Equal as long as it is the same pod or node at the same place.</summary>
    public string IdentifierWithTimestamp => Pod?.IdentifierWithTimestamp ?? Node!.IdentifierWithTimestamp;
}
