namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Attributes, security groups, subnets and address type of a load balancer.</summary>
internal sealed class LoadBalancerSettingOperations(
    ElbRegions regions,
    ElbAccess access,
    LoadBalancerNetworkReader network,
    LoadBalancerInterfaces interfaces) : IElbOperations
{
    private const string Arn = "LoadBalancerArn";

    public IEnumerable<AwsOperation> Operations =>
    [
        new() { Name = "DescribeLoadBalancerAttributes", Members = new("LoadBalancerArn"), Access = ElbAccess.Describe("DescribeLoadBalancerAttributes"), Handle = DescribeAttributesAsync },
        new() { Name = "ModifyLoadBalancerAttributes", Members = new("LoadBalancerArn Attributes[](Key Value)"), Access = access.OnResource("ModifyLoadBalancerAttributes", Arn), Handle = ModifyAttributesAsync },
        new() { Name = "SetSecurityGroups", Members = new("LoadBalancerArn SecurityGroups[] EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"), Access = access.OnResource("SetSecurityGroups", Arn), Handle = SetSecurityGroupsAsync },
        new() { Name = "SetSubnets", Members = new("LoadBalancerArn Subnets[] SubnetMappings[](SubnetId AllocationId PrivateIPv4Address IPv6Address) IpAddressType"), Access = access.OnResource("SetSubnets", Arn), Handle = SetSubnetsAsync },
        new() { Name = "SetIpAddressType", Members = new("LoadBalancerArn IpAddressType"), Access = access.OnResource("SetIpAddressType", Arn), Handle = SetIpAddressTypeAsync },
    ];

    private ValueTask<AwsResult> DescribeAttributesAsync(AwsCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult<AwsResult>(new AwsResult.Xml(
            ElbXml.Attributes(regions[call].Current.GetLoadBalancer(call.Parameters.Get(Arn)).Attributes)));

    private async ValueTask<AwsResult> ModifyAttributesAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var changes = AttributeReader.Read(call);
        var balancer = await ChangeAsync(call, found => found with { Attributes = found.Attributes.With(changes) }, cancellationToken);
        return new AwsResult.Xml(ElbXml.Attributes(balancer.Attributes));
    }

    private async ValueTask<AwsResult> SetSecurityGroupsAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var balancer = await ChangeAsync(
            call,
            found => found with
            {
                SecurityGroups = network.SecurityGroups(call, found.Type, found.VpcId),
                InboundRulesOnPrivateLink = ReadPrivateLink(call, found),
            },
            cancellationToken);
        return new AwsResult.Xml(
            ElbXml.Strings("SecurityGroupIds", balancer.SecurityGroups),
            ElbXml.Optional("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", balancer.InboundRulesOnPrivateLink));
    }

    // A network load balancer that was made without security groups never gets any, and one that has some never loses all of them.
    private static string? ReadPrivateLink(AwsCall call, LoadBalancer found)
    {
        var sent = call.Parameters.Find("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic");
        if (found.Type != ElbTypes.Network)
        {
            return sent is null
                ? null
                : throw ElbErrors.InvalidConfigurationRequest("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic can be specified only for load balancers of type 'network'");
        }

        if (found.SecurityGroups.Count == 0)
        {
            throw ElbErrors.InvalidConfigurationRequest("You can set security groups of a load balancer of type 'network' only if you specified a security group when you created it");
        }

        if (call.Parameters.Strings("SecurityGroups.member").Count == 0)
        {
            throw ElbErrors.InvalidConfigurationRequest("At least one security group must be specified");
        }

        return sent is null or "on" or "off"
            ? sent ?? found.InboundRulesOnPrivateLink
            : throw ElbErrors.Validation($"1 validation error detected: Value '{sent}' at 'enforceSecurityGroupInboundRulesOnPrivateLinkTraffic' failed to satisfy constraint: Member must satisfy enum value set: [on, off]");
    }

    private async ValueTask<AwsResult> SetSubnetsAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var balancer = await ChangeAsync(
            call,
            found =>
            {
                var subnets = network.Subnets(call, found.Type, found.Scheme);
                return subnets[0].VpcId == found.VpcId
                    ? found with
                    {
                        Subnets = subnets,
                        Addresses = network.Addresses(call, found.Type, found.Scheme, found),
                        IpAddressType = IpAddressTypes.Read(call, found.Type) ?? found.IpAddressType,
                    }
                    : throw ElbErrors.InvalidConfigurationRequest($"The subnets are not in the VPC '{found.VpcId}' of the load balancer");
            },
            cancellationToken);
        return new AwsResult.Xml(ElbXml.AvailabilityZones(balancer), ElbXml.Optional("IpAddressType", balancer.IpAddressType));
    }

    private async ValueTask<AwsResult> SetIpAddressTypeAsync(AwsCall call, CancellationToken cancellationToken)
    {
        _ = call.Parameters.Get("IpAddressType");
        var balancer = await ChangeAsync(call, found => found with { IpAddressType = IpAddressTypes.Read(call, found.Type) ?? found.IpAddressType }, cancellationToken);
        return new AwsResult.Xml(ElbXml.Optional("IpAddressType", balancer.IpAddressType));
    }

    private Task<LoadBalancer> ChangeAsync(AwsCall call, Func<LoadBalancer, LoadBalancer> change, CancellationToken cancellationToken) =>
        regions[call].UpdateAsync(
            state =>
            {
                var found = state.GetLoadBalancer(call.Parameters.Get(Arn));
                var changed = interfaces.Replace(call.Region, found, change(found));
                return (state with { LoadBalancers = state.LoadBalancers.SetItem(changed.Arn, changed) }, changed);
            },
            cancellationToken);
}
