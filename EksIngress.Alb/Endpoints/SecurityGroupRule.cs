using System.Globalization;

namespace EksIngress.Alb.Endpoints;

/// <summary>An inbound rule of the targets' security group.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="FromPort">First port.</param>
/// <param name="ToPort">Last port.</param>
/// <param name="Kind">What the source is.</param>
/// <param name="Source">Id of a security group or prefix list, or a CIDR block.</param>
public sealed record SecurityGroupRule(string Protocol, int FromPort, int ToPort, SecurityGroupRule.SourceKind Kind, string Source)
{
    /// <summary>Description that every one of these rules carries, by which the controller knows its own.</summary>
    public const string Description = "elbv2.k8s.aws/targetGroupBinding=shared";

    /// <summary>
    /// Equal for rules that EC2 takes for the same, whatever their description, for example
    /// <c>IpProtocol: tcp, FromPort: 80, ToPort: 80, IpRange: 10.0.0.0/8</c>.
    /// </summary>
    public string Identity
    {
        get
        {
            var source = Kind switch
            {
                SourceKind.SecurityGroup => "UserIdGroupPair",
                SourceKind.Ipv4 => "IpRange",
                SourceKind.Ipv6 => "Ipv6Range",
                _ => "PrefixListId",
            };
            return string.Create(CultureInfo.InvariantCulture, $"IpProtocol: {Protocol}, FromPort: {FromPort}, ToPort: {ToPort}, {source}: {Source}");
        }
    }

    /// <summary>Whether the controller may revoke a rule with this description: it has the label of <see cref="Description"/>.</summary>
    public static bool IsOwn(string description) =>
        SecurityGroupRuleLabels.Read(description).GetValueOrDefault("elbv2.k8s.aws/targetGroupBinding") == "shared";

    /// <summary>What a source is.</summary>
    public enum SourceKind
    {
        /// <summary>Whatever carries a security group.</summary>
        SecurityGroup,

        /// <summary>An IPv4 block.</summary>
        Ipv4,

        /// <summary>An IPv6 block.</summary>
        Ipv6,

        /// <summary>A managed prefix list.</summary>
        PrefixList,
    }
}
