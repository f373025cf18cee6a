using EksIngress.Alb.Endpoints;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Something that a target group should hold: a pod or a node.</summary>
/// <param name="Pod">The pod that answers there; null for a node.</param>
/// <param name="Node">The node that passes requests on; null for a pod.</param>
/// <param name="Observed">The pod as the cache had it; null for a node.</param>
internal sealed record TargetEndpoint(PodEndpoint? Pod, NodePortEndpoint? Node, V1Pod? Observed = null)
{
    /// <param name="protocol">Protocol of the target group: with QUIC another server id is another endpoint.</param>
    public string Identify(string? protocol) => Pod?.Identify(withTimestamp: false, IsQuic(protocol)) ?? Node!.Identifier;

    /// <summary>Equal as long as it is the same pod or node at the same place.</summary>
    /// <param name="protocol">Protocol of the target group.</param>
    public string IdentifyWithTimestamp(string? protocol) => Pod?.Identify(withTimestamp: true, IsQuic(protocol)) ?? Node!.IdentifierWithTimestamp;

    private static bool IsQuic(string? protocol) => protocol is "QUIC" or "TCP_QUIC";
}
