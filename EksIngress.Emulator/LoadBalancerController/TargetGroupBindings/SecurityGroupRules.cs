using Amazon.EC2.Model;
using SecurityGroupRule = EksIngress.Alb.Endpoints.SecurityGroupRule;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Rules of endpoints' security groups, to and from EC2.</summary>
internal static class SecurityGroupRules
{
    /// <summary>The rules of a permission that carry the controller's mark.</summary>
    public static IEnumerable<SecurityGroupRule> Read(IpPermission permission)
    {
        var sources = (permission.UserIdGroupPairs ?? []).Select(pair => (SecurityGroupRule.SourceKind.SecurityGroup, Source: pair.GroupId, pair.Description))
            .Concat((permission.Ipv4Ranges ?? []).Select(range => (SecurityGroupRule.SourceKind.Ipv4, Source: range.CidrIp, range.Description)))
            .Concat((permission.Ipv6Ranges ?? []).Select(range => (SecurityGroupRule.SourceKind.Ipv6, Source: range.CidrIpv6, range.Description)));
        return sources.Where(source => SecurityGroupRule.IsOwn(source.Description ?? ""))
            .Select(source => new SecurityGroupRule(permission.IpProtocol, permission.FromPort ?? 0, permission.ToPort ?? 0, source.Item1, source.Source));
    }

    public static IpPermission ToSdk(SecurityGroupRule rule)
    {
        var permission = new IpPermission { IpProtocol = rule.Protocol, FromPort = rule.FromPort, ToPort = rule.ToPort };
        switch (rule.Kind)
        {
            case SecurityGroupRule.SourceKind.SecurityGroup:
                permission.UserIdGroupPairs = [new UserIdGroupPair { GroupId = rule.Source, Description = SecurityGroupRule.Description }];
                break;
            case SecurityGroupRule.SourceKind.Ipv6:
                permission.Ipv6Ranges = [new Ipv6Range { CidrIpv6 = rule.Source, Description = SecurityGroupRule.Description }];
                break;
            default:
                permission.Ipv4Ranges = [new IpRange { CidrIp = rule.Source, Description = SecurityGroupRule.Description }];
                break;
        }

        return permission;
    }
}
