using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Reads and checks the subnets and security groups of a load balancer.</summary>
internal sealed partial class LoadBalancerNetworkReader(IEc2Lookup ec2)
{
    /// <summary>The subnets of <c>Subnets</c> or <c>SubnetMappings</c>, by subnet id.</summary>
    /// <exception cref="AwsException">A subnet is missing, or they do not lie in two zones of one VPC.</exception>
    public IReadOnlyList<Ec2SubnetFact> Subnets(AwsCall call, string scheme)
    {
        var ids = call.Parameters.Strings("Subnets.member");
        var mappings = call.Parameters.Structures("SubnetMappings.member");
        if (ids.Count > 0 && mappings.Count > 0)
        {
            throw ElbErrors.Validation("You cannot specify both subnets and subnet mappings");
        }

        if (mappings.Any(mapping => mapping.Has("AllocationId") || mapping.Has("PrivateIPv4Address") || mapping.Has("IPv6Address")))
        {
            throw ElbErrors.InvalidConfigurationRequest("You cannot specify addresses in subnet mappings for load balancers of type 'application'");
        }

        var named = ids.Concat(mappings.Select(mapping => mapping.Get("SubnetId"))).Distinct(StringComparer.Ordinal).ToList();
        var subnets = named
            .Select(id => ec2.FindSubnet(call.Region, id) ?? throw new AwsException("SubnetNotFound", $"The subnet ID '{id}' does not exist"))
            .OrderBy(subnet => subnet.SubnetId, StringComparer.Ordinal)
            .ToList();

        if (subnets.Select(subnet => subnet.VpcId).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            throw ElbErrors.InvalidConfigurationRequest("All subnets must belong to the same VPC");
        }

        var zones = subnets.Select(subnet => subnet.AvailabilityZone).Distinct(StringComparer.Ordinal).Count();
        if (zones < subnets.Count)
        {
            throw ElbErrors.InvalidConfigurationRequest("A load balancer cannot be attached to multiple subnets in the same Availability Zone");
        }

        var onOutpost = subnets.Exists(subnet => subnet.OutpostArn is not null);
        if (onOutpost && subnets.Count > 1)
        {
            throw ElbErrors.Validation("Exactly one subnet must be specified for a load balancer on an Outpost");
        }

        if (!onOutpost && zones < 2)
        {
            throw ElbErrors.Validation("At least two subnets in two different Availability Zones must be specified");
        }

        var vpcId = subnets[0].VpcId;
        return scheme == "internet-facing" && ec2.FindVpc(call.Region, vpcId) is { HasInternetGateway: false }
            ? throw new AwsException("InvalidSubnet", $"VPC {vpcId} has no internet gateway")
            : subnets;
    }

    /// <summary>The member <c>CustomerOwnedIpv4Pool</c>; null when it was not sent. The pool itself is not looked up: there are none in this account.</summary>
    /// <exception cref="AwsException"><c>ValidationError</c>: no id of a pool; <c>InvalidConfigurationRequest</c>: the subnet is on no Outpost.</exception>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html</remarks>
    public static string? CustomerOwnedPool(AwsCall call, IReadOnlyList<Ec2SubnetFact> subnets)
    {
        if (call.Parameters.Find("CustomerOwnedIpv4Pool") is not { } pool)
        {
            return null;
        }

        if (pool.Length > 256 || !PoolId().IsMatch(pool))
        {
            throw ElbErrors.Validation($"Customer-owned pool '{pool[..Math.Min(pool.Length, 256)]}' must be ipv4pool-coip- with letters and digits after it");
        }

        return subnets.All(subnet => subnet.OutpostArn is not null)
            ? pool
            : throw ElbErrors.InvalidConfigurationRequest("A customer-owned pool can be specified only for a load balancer whose subnet is on an Outpost");
    }

    /// <summary>The groups of <c>SecurityGroups</c> in order; the VPC's default group when none was sent.</summary>
    /// <exception cref="AwsException"><c>InvalidConfigurationRequest</c>: a group is missing, in another VPC, or one too many.</exception>
    public IReadOnlyList<string> SecurityGroups(AwsCall call, string vpcId)
    {
        var ids = call.Parameters.Strings("SecurityGroups.member").Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count == 0)
        {
            return ec2.FindDefaultSecurityGroup(call.Region, vpcId) is { } group ? [group.GroupId] : [];
        }

        if (ids.Count > ElbLimits.SecurityGroups)
        {
            throw ElbErrors.InvalidConfigurationRequest($"A load balancer can have at most {ElbLimits.SecurityGroups} security groups");
        }

        return ids.TrueForAll(id => ec2.FindSecurityGroup(call.Region, id)?.VpcId == vpcId)
            ? ids
            : throw ElbErrors.InvalidConfigurationRequest("One or more security groups are invalid");
    }

    [GeneratedRegex(@"^ipv4pool-coip-[a-zA-Z0-9]+\z")]
    private static partial Regex PoolId();
}
