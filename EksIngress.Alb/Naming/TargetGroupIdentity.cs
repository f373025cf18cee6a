using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Naming;

/// <summary>What of a target group goes into its name, since none of it can be changed later.</summary>
/// <param name="ServicePort">As the Ingress spells it: <c>80</c> and <c>http</c> are two target groups.</param>
/// <param name="Port">Port of the target group itself.</param>
internal sealed record TargetGroupIdentity(IntOrString ServicePort, int Port, string TargetType, string Protocol, string ProtocolVersion);
