using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.Aws;
using EksIngress.Testing;
using Microsoft.Extensions.Time.Testing;
using TargetHealthDescription = Amazon.ElasticLoadBalancingV2.Model.TargetHealthDescription;

namespace EksIngress.Emulator.Tests.ElbV2;

/// <summary>Application Load Balancers as targets of Network ones, as the API has them.</summary>
public sealed class AlbTargetTests(ElbFixture fixture) : IClassFixture<ElbFixture>
{
    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        ["deregistration_delay.connection_termination.enabled"] = "false",
        ["deregistration_delay.timeout_seconds"] = "300",
        ["load_balancing.cross_zone.enabled"] = "use_load_balancer_configuration",
        ["preserve_client_ip.enabled"] = "true",
        ["proxy_protocol_v2.enabled"] = "false",
        ["stickiness.enabled"] = "false",
        ["stickiness.type"] = "source_ip",
        ["target_group_health.dns_failover.minimum_healthy_targets.count"] = "1",
        ["target_group_health.dns_failover.minimum_healthy_targets.percentage"] = "off",
        ["target_group_health.unhealthy_state_routing.minimum_healthy_targets.count"] = "1",
        ["target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage"] = "off",
        ["target_health_state.unhealthy.connection_termination.enabled"] = "true",
        ["target_health_state.unhealthy.draining_interval_seconds"] = "0",
    };

    private readonly ElbTestbed _bed = fixture.Bed;

    /// <summary>What, change of a good request, what the answer begins with.</summary>
    public static TheoryData<string, Action<CreateTargetGroupRequest>, string> Refused => new()
    {
        { "HTTP", request => request.Protocol = ProtocolEnum.HTTP, "ValidationError: Target groups with target type 'alb' must have protocol TCP" },
        { "UDP", request => request.Protocol = ProtocolEnum.UDP, "NotEmulated: The target group protocol 'UDP'" },
        { "TLS", request => request.Protocol = ProtocolEnum.TLS, "NotEmulated: The target group protocol 'TLS'" },
        { "addresses", request => request.TargetType = TargetTypeEnum.Ip, "NotEmulated: A target group of protocol TCP with target type 'ip'" },
        { "instances", request => request.TargetType = TargetTypeEnum.Instance, "NotEmulated: A target group of protocol TCP with target type 'instance'" },
        { "version", request => request.ProtocolVersion = "HTTP1", "ValidationError: ProtocolVersion cannot be specified" },
        { "IPv6", request => request.IpAddressType = TargetGroupIpAddressTypeEnum.Ipv6, "ValidationError: The IP address type" },
        { "check by TCP", request => request.HealthCheckProtocol = ProtocolEnum.TCP, "ValidationError: Health check protocol 'TCP' must be HTTP or HTTPS" },
        { "status codes", request => request.Matcher = new Matcher { HttpCode = "200-600" }, "ValidationError: Health check matcher HTTP code '200-600' must be within '200-599' inclusive" },
        { "interval", request => request.HealthCheckIntervalSeconds = 4, "ValidationError: Health check interval" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_DefaultsAreThoseOfANetworkLoadBalancer()
    {
        var group = await _bed.CreateAlbTargetGroupAsync("defaults");
        var attributes = await _bed.Elb.DescribeTargetGroupAttributesAsync(new DescribeTargetGroupAttributesRequest { TargetGroupArn = group.TargetGroupArn }, Token);

        Assert.Equal((ProtocolEnum.TCP, TargetTypeEnum.Alb, 80), (group.Protocol, group.TargetType, group.Port));
        Assert.Null(group.ProtocolVersion);
        Assert.Equal((ProtocolEnum.HTTP, "traffic-port", "/"), (group.HealthCheckProtocol, group.HealthCheckPort, group.HealthCheckPath));
        Assert.Equal((30, 6, 5, 2), (group.HealthCheckIntervalSeconds, group.HealthCheckTimeoutSeconds, group.HealthyThresholdCount, group.UnhealthyThresholdCount));
        Assert.Equal("200-399", group.Matcher.HttpCode);
        Assert.Equal(Defaults, attributes.Attributes.ToDictionary(attribute => attribute.Key, attribute => attribute.Value));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Create_WrongRequest_IsRefused(string what, Action<CreateTargetGroupRequest> change, string answer)
    {
        var text = await Failures.TextAsync(() => _bed.CreateAlbTargetGroupAsync("refused", change));

        Assert.True(text.StartsWith(answer, StringComparison.Ordinal), $"{what}: {text}");
    }

    [Theory]
    [InlineData("preserve_client_ip.enabled", "false", "ValidationError")]
    [InlineData("proxy_protocol_v2.enabled", "true", "ValidationError")]
    [InlineData("stickiness.type", "lb_cookie", "ValidationError")]
    [InlineData("slow_start.duration_seconds", "30", "InvalidConfigurationRequest")]
    [InlineData("target_health_state.unhealthy.draining_interval_seconds", "30", "InvalidConfigurationRequest")]
    [InlineData("no.such.attribute", "1", "ValidationError")]
    public async Task ModifyAttributes_NotOfThisGroup_IsRefused(string key, string value, string code)
    {
        var group = await _bed.CreateAlbTargetGroupAsync("attributes");

        Assert.Equal(code, await Failures.CodeAsync(() => _bed.Elb.ModifyTargetGroupAttributesAsync(
            new ModifyTargetGroupAttributesRequest { TargetGroupArn = group.TargetGroupArn, Attributes = [new TargetGroupAttribute { Key = key, Value = value }] }, Token)));
    }

    [Fact]
    public async Task Register_NotALoadBalancerThatCanBeATarget_IsRefused()
    {
        var group = await _bed.CreateAlbTargetGroupAsync("register");
        var network = await _bed.CreateNetworkLoadBalancerAsync("register");
        var application = await _bed.CreateLoadBalancerAsync("register-alb");
        Task RegisterAsync(string id, int? port = null, string? zone = null) => _bed.Elb.RegisterTargetsAsync(
            new RegisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [new TargetDescription { Id = id, Port = port, AvailabilityZone = zone }] }, Token);

        Assert.Equal("InvalidTarget", await Failures.CodeAsync(() => RegisterAsync("127.0.0.5")));
        Assert.Equal("InvalidTarget", await Failures.CodeAsync(() => RegisterAsync(network.LoadBalancerArn)));
        Assert.Equal("InvalidTarget", await Failures.CodeAsync(() => RegisterAsync(application.LoadBalancerArn.Replace("register-alb", "other", StringComparison.Ordinal))));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => RegisterAsync(application.LoadBalancerArn, zone: "eu-west-1a")));
        Assert.Equal(
            "ValidationError: If the target type is ALB, the target must have at least one listener that matches the target group port or any specified port overrides",
            await Failures.TextAsync(() => RegisterAsync(application.LoadBalancerArn)));
        Assert.Empty(await TargetsAsync(group.TargetGroupArn));
    }

    [Fact]
    public async Task Register_OtherVpc_IsRefused()
    {
        var vpc = (await _bed.Ec2.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.30.0.0/16" }, Token)).Vpc.VpcId;
        var group = await _bed.CreateAlbTargetGroupAsync("other-vpc", request => request.VpcId = vpc);
        var application = await _bed.CreateLoadBalancerAsync("other-vpc");

        Assert.StartsWith(
            $"InvalidTarget: The following targets are not in the target group VPC '{vpc}'",
            await Failures.TextAsync(() => _bed.RegisterAlbAsync(group.TargetGroupArn, application.LoadBalancerArn)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_SecondTarget_IsRefused()
    {
        var group = await _bed.CreateAlbTargetGroupAsync("second");
        var application = await _bed.CreateLoadBalancerAsync("second");
        await _bed.CreateListenerAsync(application.LoadBalancerArn, ElbTestbed.Fixed("200"));
        await _bed.CreateListenerAsync(application.LoadBalancerArn, ElbTestbed.Fixed("200"), 4051);
        await _bed.RegisterAlbAsync(group.TargetGroupArn, application.LoadBalancerArn);

        Assert.Equal("TooManyTargets", await Failures.CodeAsync(() => _bed.RegisterAlbAsync(group.TargetGroupArn, application.LoadBalancerArn, 4051)));
        var target = Assert.Single(await TargetsAsync(group.TargetGroupArn));
        Assert.Equal((application.LoadBalancerArn, 80), (target.Target.Id, target.Target.Port));
        Assert.Equal("unused", target.TargetHealth.State.Value);
    }

    [Fact]
    public async Task Register_LoadBalancerIsProvisioned_IsRefusedUntilItIsActive()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bed = await ElbTestbed.StartAsync(new RunningEmulatorOptions
        {
            Settings = new Dictionary<string, string?> { ["TimeScale"] = "1" },
            TimeProvider = time,
        });
        var application = await bed.CreateLoadBalancerAsync();
        await bed.CreateListenerAsync(application.LoadBalancerArn, ElbTestbed.Fixed("200"));
        var group = await bed.CreateAlbTargetGroupAsync();

        var before = await Failures.CodeAsync(() => bed.RegisterAlbAsync(group.TargetGroupArn, application.LoadBalancerArn));
        time.Advance(TimeSpan.FromSeconds(150));
        await bed.RegisterAlbAsync(group.TargetGroupArn, application.LoadBalancerArn);

        Assert.Equal("InvalidTarget", before);
    }

    [Fact]
    public async Task Registered_TheLoadBalancerAndItsListenerStay_UntilItIsDeregistered()
    {
        var group = await _bed.CreateAlbTargetGroupAsync("in-use");
        var application = await _bed.CreateLoadBalancerAsync("in-use");
        var listener = await _bed.CreateListenerAsync(application.LoadBalancerArn, ElbTestbed.Fixed("200"));
        var other = await _bed.CreateListenerAsync(application.LoadBalancerArn, ElbTestbed.Fixed("200"), 4052);
        await _bed.RegisterAlbAsync(group.TargetGroupArn, application.LoadBalancerArn);
        Task DeleteListenerAsync(string arn) => _bed.Elb.DeleteListenerAsync(new DeleteListenerRequest { ListenerArn = arn }, Token);
        Task DeleteAsync() => _bed.Elb.DeleteLoadBalancerAsync(new DeleteLoadBalancerRequest { LoadBalancerArn = application.LoadBalancerArn }, Token);

        Assert.Equal(
            $"ResourceInUse: Listener port '80' is in use by registered target '{application.LoadBalancerArn}' and cannot be removed.",
            await Failures.TextAsync(() => DeleteListenerAsync(listener.ListenerArn)));
        Assert.Equal("ResourceInUse", await Failures.CodeAsync(() => _bed.Elb.ModifyListenerAsync(new ModifyListenerRequest { ListenerArn = listener.ListenerArn, Port = 4053 }, Token)));
        Assert.StartsWith("ResourceInUse: Load balancer", await Failures.TextAsync(DeleteAsync), StringComparison.Ordinal);
        await DeleteListenerAsync(other.ListenerArn);
        await _bed.Elb.DeregisterTargetsAsync(
            new DeregisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [new TargetDescription { Id = application.LoadBalancerArn }] }, Token);
        await DeleteListenerAsync(listener.ListenerArn);
        await DeleteAsync();
    }

    private async Task<IReadOnlyList<TargetHealthDescription>> TargetsAsync(string arn) =>
        (await _bed.Elb.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = arn }, Token)).TargetHealthDescriptions ?? [];
}
