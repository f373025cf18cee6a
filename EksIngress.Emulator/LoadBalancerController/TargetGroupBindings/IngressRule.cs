using Amazon.EC2.Model;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>A rule of an endpoint's security group that this controller writes.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="GroupId">Source; null when it is <paramref name="Cidr"/>.</param>
internal sealed record IngressRule(string Protocol, int FromPort, int ToPort, string? GroupId, string? Cidr)
{
    /// <summary>The rules of a permission that carry the controller's mark.</summary>
    public static IEnumerable<IngressRule> Read(IpPermission permission)
    {
        IEnumerable<IngressRule> Rules(IEnumerable<(string? GroupId, string? Cidr, string? Description)> sources) => sources
            .Where(source => source.Description == TargetNetworking.Description)
            .Select(source => new IngressRule(permission.IpProtocol, permission.FromPort ?? 0, permission.ToPort ?? 0, source.GroupId, source.Cidr));
        return Rules((permission.UserIdGroupPairs ?? []).Select(pair => ((string?)pair.GroupId, (string?)null, (string?)pair.Description)))
            .Concat(Rules((permission.Ipv4Ranges ?? []).Select(range => ((string?)null, (string?)range.CidrIp, (string?)range.Description))))
            .Concat(Rules((permission.Ipv6Ranges ?? []).Select(range => ((string?)null, (string?)range.CidrIpv6, (string?)range.Description))));
    }

    public IpPermission ToSdk()
    {
        var permission = new IpPermission { IpProtocol = Protocol, FromPort = FromPort, ToPort = ToPort };
        if (GroupId is not null)
        {
            permission.UserIdGroupPairs = [new UserIdGroupPair { GroupId = GroupId, Description = TargetNetworking.Description }];
        }
        else if (Cidr!.Contains(':', StringComparison.Ordinal))
        {
            permission.Ipv6Ranges = [new Ipv6Range { CidrIpv6 = Cidr, Description = TargetNetworking.Description }];
        }
        else
        {
            permission.Ipv4Ranges = [new IpRange { CidrIp = Cidr, Description = TargetNetworking.Description }];
        }

        return permission;
    }
}
