using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Groups;

/// <summary>Ingresses that share one load balancer.</summary>
/// <param name="Id">Identity of the group.</param>
/// <param name="Members">In the order in which their rules are built: by <c>group.order</c>, then by <c>namespace/name</c>.</param>
/// <param name="InactiveMembers">Still carry the group's finalizer but are being deleted or belong elsewhere now, by <c>namespace/name</c>.</param>
public sealed record IngressGroup(
    IngressGroupId Id,
    IReadOnlyList<ClassifiedIngress> Members,
    IReadOnlyList<Ingress> InactiveMembers);
