using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.Aws;
using EksIngress.Testing;
using SubnetMapping = Amazon.ElasticLoadBalancingV2.Model.SubnetMapping;

namespace EksIngress.Emulator.Tests.ElbV2;

/// <summary>Network Load Balancers as the API has them.</summary>
public sealed class NetworkLoadBalancerTests(ElbFixture fixture) : IClassFixture<ElbFixture>
{
    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        ["access_logs.s3.bucket"] = "",
        ["access_logs.s3.enabled"] = "false",
        ["access_logs.s3.prefix"] = "",
        ["deletion_protection.enabled"] = "false",
        ["dns_record.client_routing_policy"] = "any_availability_zone",
        ["ipv6.deny_all_igw_traffic"] = "false",
        ["load_balancing.cross_zone.enabled"] = "false",
        ["secondary_ips.auto_assigned.per_subnet"] = "0",
        ["zonal_shift.config.enabled"] = "false",
    };

    private readonly ElbTestbed _bed = fixture.Bed;

    /// <summary>What, name of the request's change, what the answer begins with.</summary>
    public static TheoryData<string, Action<CreateLoadBalancerRequest>, string> Refused => new()
    {
        { "no subnet", request => request.SubnetMappings = [], "ValidationError: At least one subnet" },
        { "elastic address of an internal one", request => request.SubnetMappings[0].AllocationId = "eipalloc-0123456789abcdef0", "InvalidConfigurationRequest: Elastic IP addresses" },
        { "private address outside the subnet", request => request.SubnetMappings[0].PrivateIPv4Address = "10.99.0.9", "InvalidConfigurationRequest: The private IPv4 address '10.99.0.9'" },
        { "private address that is none", request => request.SubnetMappings[0].PrivateIPv4Address = "ten", "InvalidConfigurationRequest: The private IPv4 address 'ten'" },
        { "IPv6 address", request => request.SubnetMappings[0].IPv6Address = "2001:db8::1", "NotEmulated: An IPv6 address" },
        { "address type of ALBs", request => request.IpAddressType = IpAddressType.DualstackWithoutPublicIpv4, "InvalidConfigurationRequest: The IP address type 'dualstack-without-public-ipv4' is not supported" },
        { "unknown security group", request => request.SecurityGroups = ["sg-0123456789abcdef0"], "InvalidConfigurationRequest: One or more security groups are invalid" },
        { "pool of addresses", request => request.IpamPools = new IpamPools { Ipv4IpamPoolId = "ipam-pool-0123456789abcdef0" }, "InvalidConfigurationRequest: The IPAM pool" },
        { "pool of an Outpost", request => request.CustomerOwnedIpv4Pool = "ipv4pool-coip-0123456789abcdef0", "InvalidConfigurationRequest: A customer-owned pool" },
        { "no internet gateway", request => request.Scheme = LoadBalancerSchemeEnum.InternetFacing, "InvalidSubnet: VPC" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_NoSecurityGroups_AnswersAsAwsShapesIt()
    {
        var balancer = await _bed.CreateNetworkLoadBalancerAsync("shape", request => request.SubnetMappings = [new SubnetMapping { SubnetId = _bed.Subnets[0] }]);

        Assert.Matches("^arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/net/shape/[0-9a-f]{16}$", balancer.LoadBalancerArn);
        Assert.Equal($"shape-{balancer.LoadBalancerArn[^16..]}.eu-west-1.elb.localhost", balancer.DNSName);
        Assert.Equal(LoadBalancerTypeEnum.Network, balancer.Type);
        Assert.Equal(LoadBalancerSchemeEnum.Internal, balancer.Scheme);
        Assert.Equal(_bed.Subnets[0], Assert.Single(balancer.AvailabilityZones).SubnetId);
        Assert.Empty(balancer.SecurityGroups ?? []);
        Assert.Null(balancer.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Create_WrongRequest_IsRefused(string what, Action<CreateLoadBalancerRequest> change, string answer)
    {
        var text = await Failures.TextAsync(() => _bed.CreateNetworkLoadBalancerAsync("refused", change));

        Assert.True(text.StartsWith(answer, StringComparison.Ordinal), $"{what}: {text}");
    }

    [Fact]
    public async Task Create_SameNameAsAnAlb_IsRefused()
    {
        await _bed.CreateLoadBalancerAsync("either");

        Assert.Equal("DuplicateLoadBalancerName", await Failures.CodeAsync(() => _bed.CreateNetworkLoadBalancerAsync("either")));
    }

    [Fact]
    public async Task Create_ElasticAddresses_AreItsOwnUntilItIsDeleted()
    {
        await using var bed = await ElbTestbed.StartAsync();
        await AttachGatewayAsync(bed);
        var addresses = new List<AllocateAddressResponse>();
        foreach (var _ in bed.Subnets)
        {
            addresses.Add(await bed.Ec2.AllocateAddressAsync(new AllocateAddressRequest { Domain = "vpc" }, Token));
        }

        void WithAddresses(CreateLoadBalancerRequest request)
        {
            request.Scheme = LoadBalancerSchemeEnum.InternetFacing;
            request.SubnetMappings = [.. bed.Subnets.Zip(addresses, (id, address) => new SubnetMapping { SubnetId = id, AllocationId = address.AllocationId })];
        }

        var balancer = await bed.CreateNetworkLoadBalancerAsync("fixed", WithAddresses);
        var observed = (await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { LoadBalancerArns = [balancer.LoadBalancerArn] }, Token)).LoadBalancers.Single();
        var taken = await Failures.TextAsync(() => bed.CreateNetworkLoadBalancerAsync("taken", WithAddresses));
        var unknown = await Failures.CodeAsync(() => bed.CreateNetworkLoadBalancerAsync("unknown", request =>
        {
            WithAddresses(request);
            request.SubnetMappings[0].AllocationId = "eipalloc-0123456789abcdef0";
        }));
        var release = new ReleaseAddressRequest { AllocationId = addresses[0].AllocationId };
        var inUse = await Failures.CodeAsync(() => bed.Ec2.ReleaseAddressAsync(release, Token));
        await bed.Elb.DeleteLoadBalancerAsync(new DeleteLoadBalancerRequest { LoadBalancerArn = balancer.LoadBalancerArn }, Token);
        await bed.Ec2.ReleaseAddressAsync(release, Token);

        Assert.Equal(
            addresses.Select(address => (address.AllocationId, address.PublicIp)).Order(),
            observed.AvailabilityZones.Select(zone => Assert.Single(zone.LoadBalancerAddresses)).Select(address => (address.AllocationId, address.IpAddress)).Order());
        Assert.StartsWith("ResourceInUse: The allocation ID", taken, StringComparison.Ordinal);
        Assert.Equal("AllocationIdNotFound", unknown);
        Assert.Equal("InvalidIPAddress.InUse", inUse);
    }

    [Fact]
    public async Task Create_PrivateAddress_IsThatOfItsInterface()
    {
        var balancer = await _bed.CreateNetworkLoadBalancerAsync("private", request => request.SubnetMappings[0].PrivateIPv4Address = "10.20.0.77");

        var zone = balancer.AvailabilityZones.Single(item => item.SubnetId == _bed.Subnets[0]);
        var found = await _bed.Ec2.DescribeNetworkInterfacesAsync(
            new DescribeNetworkInterfacesRequest { Filters = [new Amazon.EC2.Model.Filter("private-ip-address", ["10.20.0.77"])] }, Token);
        var taken = await Failures.CodeAsync(() => _bed.CreateNetworkLoadBalancerAsync("private-2", request => request.SubnetMappings[0].PrivateIPv4Address = "10.20.0.77"));

        Assert.Equal("10.20.0.77", Assert.Single(zone.LoadBalancerAddresses).PrivateIPv4Address);
        Assert.StartsWith("ELB net/private/", Assert.Single(found.NetworkInterfaces).Description, StringComparison.Ordinal);
        Assert.Equal("ResourceInUse", taken);
    }

    [Fact]
    public async Task SetSecurityGroups_MadeWithout_IsRefusedAndMadeWith_Changes()
    {
        var without = await _bed.CreateNetworkLoadBalancerAsync("sg-without");
        var (first, second) = (await GroupAsync("nlb-first"), await GroupAsync("nlb-second"));
        var with = await _bed.CreateNetworkLoadBalancerAsync("sg-with", request => request.SecurityGroups = [first]);
        Task<SetSecurityGroupsResponse> SetAsync(string arn, params string[] groups) => _bed.Elb.SetSecurityGroupsAsync(
            new SetSecurityGroupsRequest { LoadBalancerArn = arn, SecurityGroups = [.. groups], EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic = "off" }, Token);

        var changed = await SetAsync(with.LoadBalancerArn, second);
        var interfaces = await _bed.Ec2.DescribeNetworkInterfacesAsync(
            new DescribeNetworkInterfacesRequest { Filters = [new Amazon.EC2.Model.Filter("group-id", [second])] }, Token);

        Assert.Equal("on", with.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic);
        Assert.Equal([second], changed.SecurityGroupIds);
        Assert.Equal("off", changed.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic);
        Assert.Equal(2, interfaces.NetworkInterfaces.Count);
        Assert.Equal("InvalidConfigurationRequest", await Failures.CodeAsync(() => SetAsync(without.LoadBalancerArn, first)));
        Assert.Equal("InvalidConfigurationRequest", await Failures.CodeAsync(() => SetAsync(with.LoadBalancerArn)));
        await _bed.Ec2.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = first }, Token);
    }

    [Fact]
    public async Task SetSubnets_FewerThenMore_KeepsTheAddressOfTheOneThatStays()
    {
        var balancer = await _bed.CreateNetworkLoadBalancerAsync("subnets", request => request.SubnetMappings[0].PrivateIPv4Address = "10.20.0.88");
        var kept = new SubnetMapping { SubnetId = _bed.Subnets[0], PrivateIPv4Address = "10.20.0.88" };
        async Task<string> InterfaceAsync() => (await _bed.Ec2.DescribeNetworkInterfacesAsync(
            new DescribeNetworkInterfacesRequest { Filters = [new Amazon.EC2.Model.Filter("private-ip-address", ["10.20.0.88"])] }, Token)).NetworkInterfaces.Single().NetworkInterfaceId;
        var before = await InterfaceAsync();

        var fewer = await _bed.Elb.SetSubnetsAsync(new SetSubnetsRequest { LoadBalancerArn = balancer.LoadBalancerArn, SubnetMappings = [kept] }, Token);
        var more = await _bed.Elb.SetSubnetsAsync(
            new SetSubnetsRequest { LoadBalancerArn = balancer.LoadBalancerArn, SubnetMappings = [kept, new SubnetMapping { SubnetId = _bed.Subnets[1] }] }, Token);

        Assert.Single(fewer.AvailabilityZones);
        Assert.Equal(2, more.AvailabilityZones.Count);
        Assert.Equal(before, await InterfaceAsync());
    }

    [Fact]
    public async Task Attributes_AreThoseOfANetworkLoadBalancer()
    {
        var arn = (await _bed.CreateNetworkLoadBalancerAsync("attributes")).LoadBalancerArn;
        Task<ModifyLoadBalancerAttributesResponse> SetAsync(string key, string value) => _bed.Elb.ModifyLoadBalancerAttributesAsync(
            new ModifyLoadBalancerAttributesRequest { LoadBalancerArn = arn, Attributes = [new LoadBalancerAttribute { Key = key, Value = value }] }, Token);

        var defaults = await _bed.Elb.DescribeLoadBalancerAttributesAsync(new DescribeLoadBalancerAttributesRequest { LoadBalancerArn = arn }, Token);
        var changed = await SetAsync("load_balancing.cross_zone.enabled", "true");

        Assert.Equal(Defaults, defaults.Attributes.ToDictionary(attribute => attribute.Key, attribute => attribute.Value));
        Assert.Equal("true", changed.Attributes.Single(attribute => attribute.Key == "load_balancing.cross_zone.enabled").Value);
        Assert.Equal(
            "InvalidConfigurationRequest: Load balancer attribute key 'idle_timeout.timeout_seconds' is not supported on load balancers with type 'network'",
            await Failures.TextAsync(() => SetAsync("idle_timeout.timeout_seconds", "60")));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => SetAsync("dns_record.client_routing_policy", "nowhere")));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => SetAsync("secondary_ips.auto_assigned.per_subnet", "8")));
        Assert.Equal("InvalidConfigurationRequest", await Failures.CodeAsync(() => SetAsync("access_logs.s3.enabled", "true")));
    }

    [Fact]
    public async Task Delete_Protected_IsRefused()
    {
        var arn = (await _bed.CreateNetworkLoadBalancerAsync("protected")).LoadBalancerArn;
        await _bed.Elb.ModifyLoadBalancerAttributesAsync(
            new ModifyLoadBalancerAttributesRequest { LoadBalancerArn = arn, Attributes = [new LoadBalancerAttribute { Key = "deletion_protection.enabled", Value = "true" }] }, Token);

        Assert.Equal("OperationNotPermitted", await Failures.CodeAsync(() => _bed.Elb.DeleteLoadBalancerAsync(new DeleteLoadBalancerRequest { LoadBalancerArn = arn }, Token)));
    }

    [Fact]
    public async Task Create_MoreThanTheQuota_CountsNetworkOnesAlone()
    {
        await using var bed = await ElbTestbed.StartAsync(new RunningEmulatorOptions
        {
            Settings = new Dictionary<string, string?> { ["Quotas:elasticloadbalancing/NetworkLoadBalancers"] = "1" },
        });
        await bed.CreateLoadBalancerAsync();
        await bed.CreateNetworkLoadBalancerAsync("first");

        Assert.Equal("TooManyLoadBalancers", await Failures.CodeAsync(() => bed.CreateNetworkLoadBalancerAsync("second")));
    }

    [Fact]
    public async Task ReserveCapacity_SaysThatItIsNotEmulated()
    {
        var arn = (await _bed.CreateNetworkLoadBalancerAsync("capacity")).LoadBalancerArn;

        Assert.Equal("NotEmulated", await Failures.CodeAsync(() => _bed.Elb.ModifyCapacityReservationAsync(
            new Amazon.ElasticLoadBalancingV2.Model.ModifyCapacityReservationRequest { LoadBalancerArn = arn, MinimumLoadBalancerCapacity = new MinimumLoadBalancerCapacity { CapacityUnits = 5500 } }, Token)));
    }

    private async Task<string> GroupAsync(string name) =>
        (await _bed.Ec2.CreateSecurityGroupAsync(new CreateSecurityGroupRequest { GroupName = name, Description = name, VpcId = _bed.VpcId }, Token)).GroupId;

    private static async Task AttachGatewayAsync(ElbTestbed bed)
    {
        var gateway = (await bed.Ec2.CreateInternetGatewayAsync(new CreateInternetGatewayRequest(), Token)).InternetGateway.InternetGatewayId;
        await bed.Ec2.AttachInternetGatewayAsync(new AttachInternetGatewayRequest { InternetGatewayId = gateway, VpcId = bed.VpcId }, Token);
    }
}
