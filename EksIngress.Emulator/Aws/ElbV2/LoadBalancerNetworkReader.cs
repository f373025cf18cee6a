using System.Text.RegularExpressions;
using EksIngress.Emulator.Aws.Ec2;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Reads and checks the subnets, addresses and security groups of a load balancer.</summary>
internal sealed partial class LoadBalancerNetworkReader(Ec2Network ec2)
{
    /// <summary>The subnets of <c>Subnets</c> or <c>SubnetMappings</c>, by subnet id.</summary>
    /// <exception cref="AwsException">A subnet is missing, or they do not lie in as many zones of one VPC as the type of load balancer needs.</exception>
    public IReadOnlyList<Ec2SubnetFact> Subnets(AwsCall call, string type, string scheme)
    {
        var ids = call.Parameters.Strings("Subnets.member");
        var mappings = call.Parameters.Structures("SubnetMappings.member");
        if (ids.Count > 0 && mappings.Count > 0)
        {
            throw ElbErrors.Validation("You cannot specify both subnets and subnet mappings");
        }

        if (type == ElbTypes.Application && mappings.Any(mapping => mapping.Has("AllocationId") || mapping.Has("PrivateIPv4Address") || mapping.Has("IPv6Address")))
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

        if (subnets.Count == 0)
        {
            throw ElbErrors.Validation(type == ElbTypes.Network ? "At least one subnet must be specified" : "At least two subnets in two different Availability Zones must be specified");
        }

        var onOutpost = subnets.Exists(subnet => subnet.OutpostArn is not null);
        if (onOutpost && type == ElbTypes.Network)
        {
            throw ElbErrors.NotEmulated("A Network Load Balancer on an Outpost", "Use subnets of the region.");
        }

        if (onOutpost && subnets.Count > 1)
        {
            throw ElbErrors.Validation("Exactly one subnet must be specified for a load balancer on an Outpost");
        }

        if (!onOutpost && zones < 2 && type == ElbTypes.Application)
        {
            throw ElbErrors.Validation("At least two subnets in two different Availability Zones must be specified");
        }

        var vpcId = subnets[0].VpcId;
        return scheme == "internet-facing" && ec2.FindVpc(call.Region, vpcId) is { HasInternetGateway: false }
            ? throw new AwsException("InvalidSubnet", $"VPC {vpcId} has no internet gateway")
            : subnets;
    }

    /// <summary>The addresses that subnet mappings name; the others come from EC2.</summary>
    /// <param name="present">The load balancer whose subnets are changed: its addresses are its own. Null for a new one.</param>
    /// <exception cref="AwsException">An address is not there, in use, of another subnet, or not for this scheme.</exception>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SubnetMapping.html</remarks>
    public IReadOnlyList<SubnetAddress> Addresses(AwsCall call, string type, string scheme, LoadBalancer? present)
    {
        if (type == ElbTypes.Application)
        {
            return [];
        }

        List<SubnetAddress> addresses =
        [
            .. call.Parameters.Structures("SubnetMappings.member")
                .Select(mapping => Address(call, mapping, scheme, present))
                .OfType<SubnetAddress>()
                .OrderBy(address => address.SubnetId, StringComparer.Ordinal),
        ];
        return addresses.DistinctBy(address => address.AllocationId ?? address.PrivateIp).Count() == addresses.Count
            ? addresses
            : throw ElbErrors.InvalidConfigurationRequest("An address can be specified for one subnet only");
    }

    private SubnetAddress? Address(AwsCall call, AwsParameters mapping, string scheme, LoadBalancer? present)
    {
        var subnetId = mapping.Get("SubnetId");
        if (mapping.Has("IPv6Address"))
        {
            throw ElbErrors.NotEmulated("An IPv6 address of a load balancer", "Leave IPv6Address out.");
        }

        var (allocationId, privateIp) = (mapping.Find("AllocationId"), mapping.Find("PrivateIPv4Address"));
        if (allocationId is not null && scheme == "internal")
        {
            throw ElbErrors.InvalidConfigurationRequest("Elastic IP addresses can be specified only for internet-facing load balancers");
        }

        if (privateIp is not null && scheme == "internet-facing")
        {
            throw ElbErrors.InvalidConfigurationRequest("Private IPv4 addresses can be specified only for internal load balancers");
        }

        return allocationId is not null ? ElasticAddress(call, subnetId, allocationId, present)
            : privateIp is not null ? PrivateAddress(call, subnetId, privateIp, present)
            : null;
    }

    private SubnetAddress ElasticAddress(AwsCall call, string subnetId, string allocationId, LoadBalancer? present)
    {
        if (ec2.Find<ElasticIp>(call.Region, allocationId) is not { } address)
        {
            throw new AwsException("AllocationIdNotFound", $"The allocation ID '{allocationId}' does not exist");
        }

        return address.NetworkInterfaceId is { } used && present?.InterfaceIds.Contains(used, StringComparer.Ordinal) != true
            ? throw ElbErrors.InUse($"The allocation ID '{allocationId}' is in use")
            : new SubnetAddress(subnetId, allocationId, Ipv4Cidr.Format(address.PublicIp), null);
    }

    private SubnetAddress PrivateAddress(AwsCall call, string subnetId, string text, LoadBalancer? present)
    {
        if (present?.FindAddress(subnetId)?.PrivateIp == text)
        {
            return present.FindAddress(subnetId)!;
        }

        try
        {
            ec2.CheckAddress(call.Region, subnetId, text);
            return new SubnetAddress(subnetId, null, null, text);
        }
        catch (AwsException exception) when (exception.Code == "InvalidIPAddress.InUse")
        {
            throw ElbErrors.InUse($"The private IPv4 address '{text}' is in use");
        }
        catch (AwsException exception) when (exception.Code == "InvalidParameterValue")
        {
            throw ElbErrors.InvalidConfigurationRequest($"The private IPv4 address '{text}' is not one of the subnet '{subnetId}'");
        }
    }

    /// <summary>The member <c>CustomerOwnedIpv4Pool</c>; null when it was not sent. The pool itself is not looked up: there are none in this account.</summary>
    /// <exception cref="AwsException"><c>ValidationError</c>: no id of a pool; <c>InvalidConfigurationRequest</c>: the subnet is on no Outpost.</exception>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html</remarks>
    public static string? CustomerOwnedPool(AwsCall call, string type, IReadOnlyList<Ec2SubnetFact> subnets)
    {
        if (call.Parameters.Find("CustomerOwnedIpv4Pool") is not { } pool)
        {
            return null;
        }

        if (pool.Length > 256 || !PoolId().IsMatch(pool))
        {
            throw ElbErrors.Validation($"Customer-owned pool '{pool[..Math.Min(pool.Length, 256)]}' must be ipv4pool-coip- with letters and digits after it");
        }

        return type == ElbTypes.Application && subnets.All(subnet => subnet.OutpostArn is not null)
            ? pool
            : throw ElbErrors.InvalidConfigurationRequest("A customer-owned pool can be specified only for a load balancer whose subnet is on an Outpost");
    }

    /// <summary>The groups of <c>SecurityGroups</c> in order; when none was sent, an Application Load Balancer has the VPC's default group, and a Network one none.</summary>
    /// <exception cref="AwsException"><c>InvalidConfigurationRequest</c>: a group is missing, in another VPC, or one too many.</exception>
    public IReadOnlyList<string> SecurityGroups(AwsCall call, string type, string vpcId)
    {
        var ids = call.Parameters.Strings("SecurityGroups.member").Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count == 0)
        {
            return type == ElbTypes.Application && ec2.FindDefaultSecurityGroup(call.Region, vpcId) is { } group ? [group.GroupId] : [];
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
