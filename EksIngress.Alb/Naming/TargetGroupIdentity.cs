using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Naming;

/// <summary>What of a target group goes into its name, since none of it can be changed later.</summary>
/// <param name="ServicePort">As the Ingress spells it: <c>80</c> and <c>http</c> are two target groups.</param>
/// <param name="Port">Port of the target group itself.</param>
/// <param name="TargetType"><c>instance</c> or <c>ip</c>.</param>
/// <param name="Protocol"><c>HTTP</c> or <c>HTTPS</c>.</param>
/// <param name="ProtocolVersion"><c>HTTP1</c>, <c>HTTP2</c> or <c>GRPC</c>.</param>
public sealed record TargetGroupIdentity(IntOrString ServicePort, int Port, string TargetType, string Protocol, string ProtocolVersion)
{
    /// <summary>Port of the agent that controls targets; null without one.</summary>
    public int? ControlPort { get; init; }
}
