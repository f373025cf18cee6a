namespace EksIngress.Alb.Endpoints;

/// <summary>An inbound rule of the targets' security group.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="FromPort">First port.</param>
/// <param name="ToPort">Last port.</param>
/// <param name="Kind">What the source is.</param>
/// <param name="Source">Id of a security group, or a CIDR block.</param>
public sealed record SecurityGroupRule(string Protocol, int FromPort, int ToPort, SecurityGroupRule.SourceKind Kind, string Source)
{
    /// <summary>Description that every one of these rules carries, by which the controller knows its own.</summary>
    public const string Description = "elbv2.k8s.aws/targetGroupBinding=shared";

    /// <summary>What a source is.</summary>
    public enum SourceKind
    {
        /// <summary>Whatever carries a security group.</summary>
        SecurityGroup,

        /// <summary>An IPv4 block.</summary>
        Ipv4,

        /// <summary>An IPv6 block.</summary>
        Ipv6,
    }
}
