using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.Acm;
using EksIngress.Emulator.Tests.Aws;
using ModifyCapacityReservationRequest = Amazon.ElasticLoadBalancingV2.Model.ModifyCapacityReservationRequest;
using ModifyCapacityReservationResponse = Amazon.ElasticLoadBalancingV2.Model.ModifyCapacityReservationResponse;

namespace EksIngress.Emulator.Tests.ElbV2;

/// <summary>What can be set of load balancers, listeners, rules, target groups and trust stores that are there.</summary>
public sealed class SettingTests : IAsyncLifetime
{
    private ElbTestbed _bed = null!;
    private Amazon.ElasticLoadBalancingV2.Model.LoadBalancer _balancer = null!;

    private AmazonElasticLoadBalancingV2Client Elb => _bed.Elb;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bed = await ElbTestbed.StartAsync();
        _balancer = await _bed.CreateLoadBalancerAsync();
    }

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task TargetGroupAttributes_DescribedAfterAChange_AreAllThereWithDefaults()
    {
        var group = (await _bed.CreateTargetGroupAsync()).TargetGroupArn;
        var changed = await ModifyAsync(group, "slow_start.duration_seconds", "30");

        var described = (await Elb.DescribeTargetGroupAttributesAsync(new DescribeTargetGroupAttributesRequest { TargetGroupArn = group }, Token)).Attributes;

        Assert.Equal(changed.Attributes.Select(attribute => (attribute.Key, attribute.Value)), described.Select(attribute => (attribute.Key, attribute.Value)));
        Assert.Contains(described, attribute => (attribute.Key, attribute.Value) == ("slow_start.duration_seconds", "30"));
        Assert.Contains(described, attribute => (attribute.Key, attribute.Value) == ("deregistration_delay.timeout_seconds", "300"));
        Assert.Equal($"TargetGroupNotFound: Target group '{group}0' not found", await Failures.TextAsync(() => Elb.DescribeTargetGroupAttributesAsync(new DescribeTargetGroupAttributesRequest { TargetGroupArn = group + "0" }, Token)));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => ModifyAsync(group, "slow_start.duration_seconds", "29")));
    }

    [Fact]
    public async Task ListenerAttributes_Modified_ChangeWhatClientsSee()
    {
        var listener = (await _bed.CreateListenerAsync(_balancer.LoadBalancerArn, ElbTestbed.Fixed("200"))).ListenerArn;
        var address = await _bed.AddressOfAsync(listener);
        using (var before = await _bed.Http.GetAsync(address, Token))
        {
            Assert.Equal("awselb/2.0", before.Headers.Server.ToString());
        }

        var modified = await ModifyListenerAsync(listener, ("routing.http.response.server.enabled", "false"), ("routing.http.response.x_frame_options.header_value", "DENY"));
        var described = await Elb.DescribeListenerAttributesAsync(new DescribeListenerAttributesRequest { ListenerArn = listener }, Token);
        using var after = await _bed.Http.GetAsync(address, Token);

        Assert.Contains(modified.Attributes, attribute => (attribute.Key, attribute.Value) == ("routing.http.response.server.enabled", "false"));
        Assert.Contains(described.Attributes, attribute => (attribute.Key, attribute.Value) == ("routing.http.response.x_frame_options.header_value", "DENY"));
        Assert.Empty(after.Headers.Server);
        Assert.Equal(["DENY"], after.Headers.GetValues("X-Frame-Options"));
    }

    [Fact]
    public async Task ListenerAttributes_OfNoListenerOrUnknown_AreRefused()
    {
        var listener = (await _bed.CreateListenerAsync(_balancer.LoadBalancerArn, ElbTestbed.Fixed("200"))).ListenerArn;

        Assert.Equal("ListenerNotFound", await Failures.CodeAsync(() => ModifyListenerAsync(listener + "0", ("routing.http.response.server.enabled", "false"))));
        Assert.Equal("ListenerNotFound", await Failures.CodeAsync(() => Elb.DescribeListenerAttributesAsync(new DescribeListenerAttributesRequest { ListenerArn = listener + "0" }, Token)));
        Assert.Equal("ValidationError: Listener attribute key 'colour' is not recognized", await Failures.TextAsync(() => ModifyListenerAsync(listener, ("colour", "red"))));
        Assert.Equal("InvalidConfigurationRequest", await Failures.CodeAsync(() => ModifyListenerAsync(listener, ("tcp.idle_timeout.seconds", "60"))));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => ModifyListenerAsync(listener, ("routing.http.response.x_frame_options.header_value", "a\r\nb: c"))));
    }

    [Fact]
    public async Task CapacityReservation_MadeAnsweredAndReset()
    {
        var made = await ReserveAsync(new ModifyCapacityReservationRequest { LoadBalancerArn = _balancer.LoadBalancerArn, MinimumLoadBalancerCapacity = new MinimumLoadBalancerCapacity { CapacityUnits = 200 } });
        var described = await Elb.DescribeCapacityReservationAsync(new DescribeCapacityReservationRequest { LoadBalancerArn = _balancer.LoadBalancerArn }, Token);
        var reset = await ReserveAsync(new ModifyCapacityReservationRequest { LoadBalancerArn = _balancer.LoadBalancerArn, ResetCapacityReservation = true });

        Assert.Equal(200, made.MinimumLoadBalancerCapacity.CapacityUnits);
        Assert.Equal(["eu-west-1a 100", "eu-west-1b 100"], described.CapacityReservationState.Select(zone => $"{zone.AvailabilityZone} {zone.EffectiveCapacityUnits}").Order(StringComparer.Ordinal));
        Assert.Null(reset.MinimumLoadBalancerCapacity);
        Assert.Equal("LoadBalancerNotFound", await Failures.CodeAsync(() => ReserveAsync(new ModifyCapacityReservationRequest { LoadBalancerArn = _balancer.LoadBalancerArn + "0", ResetCapacityReservation = true })));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => ReserveAsync(new ModifyCapacityReservationRequest { LoadBalancerArn = _balancer.LoadBalancerArn })));
        Assert.Equal("InvalidConfigurationRequest", await Failures.CodeAsync(() => ReserveAsync(new ModifyCapacityReservationRequest { LoadBalancerArn = _balancer.LoadBalancerArn, MinimumLoadBalancerCapacity = new MinimumLoadBalancerCapacity { CapacityUnits = 99 } })));
        Assert.Equal("CapacityUnitsLimitExceeded", await Failures.CodeAsync(() => ReserveAsync(new ModifyCapacityReservationRequest { LoadBalancerArn = _balancer.LoadBalancerArn, MinimumLoadBalancerCapacity = new MinimumLoadBalancerCapacity { CapacityUnits = 1501 } })));
    }

    [Fact]
    public async Task IpPools_OfABalancerThatFacesTheInternet_AreKeptAndTakenAway()
    {
        var gateway = (await _bed.Ec2.CreateInternetGatewayAsync(new CreateInternetGatewayRequest(), Token)).InternetGateway.InternetGatewayId;
        await _bed.Ec2.AttachInternetGatewayAsync(new AttachInternetGatewayRequest { InternetGatewayId = gateway, VpcId = _bed.VpcId }, Token);
        var facing = (await Elb.CreateLoadBalancerAsync(new CreateLoadBalancerRequest { Name = "facing", Scheme = LoadBalancerSchemeEnum.InternetFacing, Subnets = [.. _bed.Subnets] }, Token)).LoadBalancers[0].LoadBalancerArn;

        var set = await PoolsAsync(new ModifyIpPoolsRequest { LoadBalancerArn = facing, IpamPools = new IpamPools { Ipv4IpamPoolId = "ipam-pool-0123456789abcdef0" } });
        var described = (await Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { LoadBalancerArns = [facing] }, Token)).LoadBalancers[0];
        var removed = await PoolsAsync(new ModifyIpPoolsRequest { LoadBalancerArn = facing, RemoveIpamPools = ["ipv4"] });

        Assert.Equal("ipam-pool-0123456789abcdef0", set.IpamPools.Ipv4IpamPoolId);
        Assert.Equal("ipam-pool-0123456789abcdef0", described.IpamPools.Ipv4IpamPoolId);
        Assert.Null(removed.IpamPools?.Ipv4IpamPoolId);
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => PoolsAsync(new ModifyIpPoolsRequest { LoadBalancerArn = facing })));
        Assert.Equal("LoadBalancerNotFound", await Failures.CodeAsync(() => PoolsAsync(new ModifyIpPoolsRequest { LoadBalancerArn = facing + "0", RemoveIpamPools = ["ipv4"] })));
        Assert.Equal("InvalidConfigurationRequest", await Failures.CodeAsync(() => PoolsAsync(new ModifyIpPoolsRequest { LoadBalancerArn = _balancer.LoadBalancerArn, RemoveIpamPools = ["ipv4"] })));
    }

    [Fact]
    public async Task SubnetsAndAddressType_Set_AreDescribed()
    {
        var zone = _bed.Emulator.Region + "c";
        var third = (await _bed.Ec2.CreateSubnetAsync(new CreateSubnetRequest { VpcId = _bed.VpcId, CidrBlock = "10.20.2.0/24", AvailabilityZone = zone }, Token)).Subnet.SubnetId;

        var set = await SubnetsAsync(_bed.Subnets[0], third);
        var type = await Elb.SetIpAddressTypeAsync(new SetIpAddressTypeRequest { LoadBalancerArn = _balancer.LoadBalancerArn, IpAddressType = IpAddressType.Dualstack }, Token);

        Assert.Equal([_bed.Emulator.Region + "a", zone], set.AvailabilityZones.Select(found => found.ZoneName).Order(StringComparer.Ordinal));
        Assert.Equal(IpAddressType.Dualstack, type.IpAddressType);
        var described = (await Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { LoadBalancerArns = [_balancer.LoadBalancerArn] }, Token)).LoadBalancers[0];
        Assert.Equal(new[] { _bed.Subnets[0], third }.Order(StringComparer.Ordinal), described.AvailabilityZones.Select(found => found.SubnetId).Order(StringComparer.Ordinal));
        Assert.Equal(IpAddressType.Dualstack, described.IpAddressType);
        Assert.Equal("ValidationError: At least two subnets in two different Availability Zones must be specified", await Failures.TextAsync(() => SubnetsAsync(_bed.Subnets[0])));
        Assert.Equal("SubnetNotFound", await Failures.CodeAsync(() => SubnetsAsync(_bed.Subnets[0], "subnet-00000000000000000")));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => Elb.SetIpAddressTypeAsync(new SetIpAddressTypeRequest { LoadBalancerArn = _balancer.LoadBalancerArn, IpAddressType = "ipv6" }, Token)));
        Assert.Equal("LoadBalancerNotFound", await Failures.CodeAsync(() => Elb.SetIpAddressTypeAsync(new SetIpAddressTypeRequest { LoadBalancerArn = _balancer.LoadBalancerArn + "0", IpAddressType = IpAddressType.Ipv4 }, Token)));
    }

    [Fact]
    public async Task Rule_Modified_RoutesByItsNewConditionsAndActions()
    {
        var listener = (await _bed.CreateListenerAsync(_balancer.LoadBalancerArn, ElbTestbed.Fixed("404"))).ListenerArn;
        var rule = (await _bed.CreateRuleAsync(listener, 5, ElbTestbed.Fixed("200"), ElbTestbed.Path("/a"))).RuleArn;
        var address = await _bed.AddressOfAsync(listener);

        var modified = (await Elb.ModifyRuleAsync(new ModifyRuleRequest { RuleArn = rule, Conditions = [ElbTestbed.Path("/b")], Actions = [ElbTestbed.Fixed("202")] }, Token)).Rules[0];

        Assert.Equal(("5", "/b"), (modified.Priority, modified.Conditions[0].PathPatternConfig.Values[0]));
        Assert.Equal(404, await StatusAsync(new Uri(address, "/a")));
        Assert.Equal(202, await StatusAsync(new Uri(address, "/b")));
        Assert.Equal("RuleNotFound", await Failures.CodeAsync(() => Elb.ModifyRuleAsync(new ModifyRuleRequest { RuleArn = rule + "0", Conditions = [ElbTestbed.Path("/b")] }, Token)));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => Elb.ModifyRuleAsync(new ModifyRuleRequest { RuleArn = rule, Conditions = [ElbTestbed.Path("/b"), ElbTestbed.Path("/c")] }, Token)));
        Assert.Equal("OperationNotPermitted", await Failures.CodeAsync(async () => await Elb.ModifyRuleAsync(
            new ModifyRuleRequest { RuleArn = (await Elb.DescribeRulesAsync(new DescribeRulesRequest { ListenerArn = listener }, Token)).Rules.Single(found => found.IsDefault == true).RuleArn, Conditions = [ElbTestbed.Path("/b")] }, Token)));
    }

    [Fact]
    public async Task TrustStore_Modified_HasTheAuthoritiesOfTheNewBundle()
    {
        using var first = new TestAuthority();
        using var second = new TestAuthority();
        await WriteBundleAsync("one.pem", first.Pem);
        await WriteBundleAsync("two.pem", first.Pem + second.Pem);
        await WriteBundleAsync("none.pem", "no certificate");
        var store = (await Elb.CreateTrustStoreAsync(new CreateTrustStoreRequest { Name = "clients", CaCertificatesBundleS3Bucket = "bundles", CaCertificatesBundleS3Key = "one.pem" }, Token)).TrustStores[0];

        var modified = await ModifyStoreAsync(store.TrustStoreArn, "two.pem");

        Assert.Equal((1, 2), (store.NumberOfCaCertificates, modified.TrustStores[0].NumberOfCaCertificates));
        Assert.Equal(2, (await Elb.DescribeTrustStoresAsync(new DescribeTrustStoresRequest { Names = ["clients"] }, Token)).TrustStores[0].NumberOfCaCertificates);
        Assert.Equal("TrustStoreNotFound", await Failures.CodeAsync(() => ModifyStoreAsync(store.TrustStoreArn + "0", "two.pem")));
        Assert.Equal("CaCertificatesBundleNotFound", await Failures.CodeAsync(() => ModifyStoreAsync(store.TrustStoreArn, "missing.pem")));
        Assert.Equal("InvalidCaCertificatesBundle", await Failures.CodeAsync(() => ModifyStoreAsync(store.TrustStoreArn, "none.pem")));
        Assert.Equal("NotEmulated", await Failures.CodeAsync(() => Elb.GetTrustStoreRevocationContentAsync(new GetTrustStoreRevocationContentRequest { TrustStoreArn = store.TrustStoreArn, RevocationId = 1 }, Token)));
    }

    [Fact]
    public async Task AccountLimits_InPages_NameEachOnce()
    {
        var names = new List<string>();
        string? marker = null;
        do
        {
            var page = await Elb.DescribeAccountLimitsAsync(new DescribeAccountLimitsRequest { PageSize = 3, Marker = marker }, Token);
            names.AddRange(page.Limits.Select(limit => $"{limit.Name}={limit.Max}"));
            marker = page.NextMarker;
        }
        while (marker is not null);

        Assert.Contains("application-load-balancers=50", names);
        Assert.Equal(names.Distinct(), names);
    }

    private async Task<int> StatusAsync(Uri address)
    {
        using var answer = await _bed.Http.GetAsync(address, Token);
        return (int)answer.StatusCode;
    }

    private Task WriteBundleAsync(string name, string content)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_bed.Emulator.Directory, "s3", "bundles"));
        return File.WriteAllTextAsync(Path.Combine(folder.FullName, name), content, Token);
    }

    private Task<ModifyTrustStoreResponse> ModifyStoreAsync(string arn, string key) =>
        Elb.ModifyTrustStoreAsync(new ModifyTrustStoreRequest { TrustStoreArn = arn, CaCertificatesBundleS3Bucket = "bundles", CaCertificatesBundleS3Key = key }, Token);

    private Task<ModifyTargetGroupAttributesResponse> ModifyAsync(string group, string key, string value) =>
        Elb.ModifyTargetGroupAttributesAsync(new ModifyTargetGroupAttributesRequest { TargetGroupArn = group, Attributes = [new TargetGroupAttribute { Key = key, Value = value }] }, Token);

    private Task<ModifyListenerAttributesResponse> ModifyListenerAsync(string listener, params (string Key, string Value)[] attributes) =>
        Elb.ModifyListenerAttributesAsync(
            new ModifyListenerAttributesRequest { ListenerArn = listener, Attributes = [.. attributes.Select(attribute => new ListenerAttribute { Key = attribute.Key, Value = attribute.Value })] }, Token);

    private Task<ModifyCapacityReservationResponse> ReserveAsync(ModifyCapacityReservationRequest request) => Elb.ModifyCapacityReservationAsync(request, Token);

    private Task<ModifyIpPoolsResponse> PoolsAsync(ModifyIpPoolsRequest request) => Elb.ModifyIpPoolsAsync(request, Token);

    private Task<SetSubnetsResponse> SubnetsAsync(params string[] subnets) => Elb.SetSubnetsAsync(new SetSubnetsRequest { LoadBalancerArn = _balancer.LoadBalancerArn, Subnets = [.. subnets] }, Token);
}
