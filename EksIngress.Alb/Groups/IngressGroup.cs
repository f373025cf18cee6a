using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Groups;

/// <param name="Members">In the order in which their rules are built.</param>
/// <param name="InactiveMembers">Still carry the group's finalizer but are being deleted or belong elsewhere now.</param>
internal sealed record IngressGroup(
    IngressGroupId Id,
    IReadOnlyList<ClassifiedIngress> Members,
    IReadOnlyList<Ingress> InactiveMembers);
