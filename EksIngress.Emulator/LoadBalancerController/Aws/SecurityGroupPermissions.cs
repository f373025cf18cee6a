using Amazon.EC2.Model;
using SecurityGroupRule = EksIngress.Alb.Endpoints.SecurityGroupRule;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Inbound rules of security groups, to and from EC2.</summary>
internal static class SecurityGroupPermissions
{
    /// <summary>EC2 gathers the sources of one port in one permission; compared is one source at a time.</summary>
    /// <returns>For each source <see cref="SecurityGroupRule.Identity"/>, its description, and a permission with it alone.</returns>
    public static IEnumerable<(string Identity, string Description, IpPermission Permission)> Read(IpPermission permission) =>
    [
        .. (permission.Ipv4Ranges ?? []).Select(range => Single(
            permission, SecurityGroupRule.SourceKind.Ipv4, range.CidrIp, range.Description, single => single.Ipv4Ranges = [range])),
        .. (permission.Ipv6Ranges ?? []).Select(range => Single(
            permission, SecurityGroupRule.SourceKind.Ipv6, range.CidrIpv6, range.Description, single => single.Ipv6Ranges = [range])),
        .. (permission.PrefixListIds ?? []).Select(list => Single(
            permission, SecurityGroupRule.SourceKind.PrefixList, list.Id, list.Description, single => single.PrefixListIds = [list])),
        .. (permission.UserIdGroupPairs ?? []).Select(pair => Single(
            permission, SecurityGroupRule.SourceKind.SecurityGroup, pair.GroupId, pair.Description, single => single.UserIdGroupPairs = [pair])),
    ];

    /// <param name="rule">The rule.</param>
    /// <param name="description">Empty for none.</param>
    public static IpPermission ToSdk(SecurityGroupRule rule, string description)
    {
        var text = description.Length == 0 ? null : description;
        var permission = new IpPermission { IpProtocol = rule.Protocol, FromPort = rule.FromPort, ToPort = rule.ToPort };
        switch (rule.Kind)
        {
            case SecurityGroupRule.SourceKind.SecurityGroup:
                permission.UserIdGroupPairs = [new UserIdGroupPair { GroupId = rule.Source, Description = text }];
                break;
            case SecurityGroupRule.SourceKind.Ipv6:
                permission.Ipv6Ranges = [new Ipv6Range { CidrIpv6 = rule.Source, Description = text }];
                break;
            case SecurityGroupRule.SourceKind.PrefixList:
                permission.PrefixListIds = [new PrefixListId { Id = rule.Source, Description = text }];
                break;
            default:
                permission.Ipv4Ranges = [new IpRange { CidrIp = rule.Source, Description = text }];
                break;
        }

        return permission;
    }

    private static (string Identity, string Description, IpPermission Permission) Single(
        IpPermission permission, SecurityGroupRule.SourceKind kind, string source, string? description, Action<IpPermission> set)
    {
        var single = new IpPermission { IpProtocol = permission.IpProtocol, FromPort = permission.FromPort, ToPort = permission.ToPort };
        set(single);
        var rule = new SecurityGroupRule(permission.IpProtocol, permission.FromPort ?? 0, permission.ToPort ?? 0, kind, source);
        return (rule.Identity, description ?? "", single);
    }
}
