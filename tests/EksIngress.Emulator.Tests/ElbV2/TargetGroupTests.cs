using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.ElbV2;

public sealed class TargetGroupTests(ElbFixture fixture) : IClassFixture<ElbFixture>
{
    private readonly ElbTestbed _bed = fixture.Bed;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_Defaults_AreThoseOfTheApi()
    {
        var response = await _bed.Elb.CreateTargetGroupAsync(
            new CreateTargetGroupRequest { Name = "defaults", Protocol = ProtocolEnum.HTTP, Port = 80, VpcId = _bed.VpcId, TargetType = TargetTypeEnum.Ip }, Token);
        var group = response.TargetGroups.Single();

        Assert.Matches("^arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/defaults/[0-9a-f]{16}$", group.TargetGroupArn);
        Assert.Equal(TargetTypeEnum.Ip, group.TargetType);
        Assert.Equal("HTTP1", group.ProtocolVersion);
        Assert.Equal((30, 5, 5, 2), (group.HealthCheckIntervalSeconds, group.HealthCheckTimeoutSeconds, group.HealthyThresholdCount, group.UnhealthyThresholdCount));
        Assert.Equal(("traffic-port", "/", "200"), (group.HealthCheckPort, group.HealthCheckPath, group.Matcher.HttpCode));
    }

    [Fact]
    public async Task Create_SameAgain_AnswersTheSameOneAndOtherSettingsAreRefused()
    {
        var first = await _bed.CreateTargetGroupAsync("again");
        var second = await _bed.CreateTargetGroupAsync("again");

        Assert.Equal(first.TargetGroupArn, second.TargetGroupArn);
        await Assert.ThrowsAsync<DuplicateTargetGroupNameException>(() => _bed.CreateTargetGroupAsync("again", request => request.Port = 9090));
    }

    [Fact]
    public async Task Create_TargetControlPort_IsKeptAndNeverChanges()
    {
        var group = await _bed.CreateTargetGroupAsync("controlled", request => request.TargetControlPort = 3000);
        var plain = await _bed.CreateTargetGroupAsync("plain");

        Assert.Equal(3000, group.TargetControlPort);
        Assert.Null(plain.TargetControlPort);
        await Assert.ThrowsAsync<DuplicateTargetGroupNameException>(() => _bed.CreateTargetGroupAsync("controlled", request => request.TargetControlPort = 3001));
        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(
            () => _bed.CreateTargetGroupAsync("beyond", request => request.TargetControlPort = 65536));
        Assert.Equal("ValidationError", exception.ErrorCode);
    }

    [Theory]
    [InlineData(4, 2, 5, 2, "/", "200", "traffic-port")]
    [InlineData(301, 5, 5, 2, "/", "200", "traffic-port")]
    [InlineData(30, 1, 5, 2, "/", "200", "traffic-port")]
    [InlineData(30, 30, 5, 2, "/", "200", "traffic-port")]
    [InlineData(30, 5, 1, 2, "/", "200", "traffic-port")]
    [InlineData(30, 5, 5, 11, "/", "200", "traffic-port")]
    [InlineData(30, 5, 5, 2, "health", "200", "traffic-port")]
    [InlineData(30, 5, 5, 2, "/a b", "200", "traffic-port")]
    [InlineData(30, 5, 5, 2, "/", "199", "traffic-port")]
    [InlineData(30, 5, 5, 2, "/", "200-500", "traffic-port")]
    [InlineData(30, 5, 5, 2, "/", "299-200", "traffic-port")]
    [InlineData(30, 5, 5, 2, "/", "200", "0")]
    [InlineData(30, 5, 5, 2, "/", "200", "http")]
    public async Task Create_HealthCheckOutOfRange_IsRefused(
        int interval, int timeout, int healthy, int unhealthy, string path, string matcher, string port)
    {
        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => _bed.CreateTargetGroupAsync("range", request =>
        {
            request.HealthCheckIntervalSeconds = interval;
            request.HealthCheckTimeoutSeconds = timeout;
            request.HealthyThresholdCount = healthy;
            request.UnhealthyThresholdCount = unhealthy;
            request.HealthCheckPath = path;
            request.HealthCheckPort = port;
            request.Matcher = new Matcher { HttpCode = matcher };
        }));

        Assert.Equal("ValidationError", exception.ErrorCode);
    }

    [Fact]
    public async Task Create_Grpc_IsCheckedByItsOwnCodesAndNeedsHttps()
    {
        var group = await _bed.CreateTargetGroupAsync("grpc", request => request.ProtocolVersion = "GRPC");
        var balancer = await _bed.CreateLoadBalancerAsync("grpc");

        var wrong = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => _bed.Elb.ModifyTargetGroupAsync(
            new ModifyTargetGroupRequest { TargetGroupArn = group.TargetGroupArn, Matcher = new Matcher { GrpcCode = "100" } }, Token));
        var plain = await Assert.ThrowsAsync<InvalidConfigurationRequestException>(() =>
            _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Forward(group.TargetGroupArn)));
        var changed = await _bed.Elb.ModifyTargetGroupAsync(
            new ModifyTargetGroupRequest { TargetGroupArn = group.TargetGroupArn, Matcher = new Matcher { GrpcCode = "0-99" } }, Token);

        Assert.Equal(("/AWS.ALB/healthcheck", "12", null), (group.HealthCheckPath, group.Matcher.GrpcCode, group.Matcher.HttpCode));
        Assert.Equal("ValidationError", wrong.ErrorCode);
        Assert.Equal("Listener protocol 'HTTP' is not supported with a target group with the protocol-version 'GRPC'", plain.Message);
        Assert.Equal("0-99", changed.TargetGroups.Single().Matcher.GrpcCode);
    }

    [Fact]
    public async Task Create_ProtocolVersionThatIsNone_IsRefused()
    {
        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() =>
            _bed.CreateTargetGroupAsync("version", request => request.ProtocolVersion = "HTTP3"));

        Assert.Equal("ValidationError", exception.ErrorCode);
    }

    [Fact]
    public async Task Create_OtherTargetType_SaysThatItIsNotEmulated()
    {
        const string type = "lambda";
        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() =>
            _bed.CreateTargetGroupAsync("type", request => request.TargetType = new TargetTypeEnum(type)));

        Assert.Equal("NotEmulated", exception.ErrorCode);
        Assert.Contains($"'{type}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_GroupInUse_IsRefusedUntilTheRuleIsGone()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("in-use");
        var group = await _bed.CreateTargetGroupAsync("in-use");
        var listener = await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"));
        var rule = await _bed.CreateRuleAsync(listener.ListenerArn, 1, ElbTestbed.Forward(group.TargetGroupArn), ElbTestbed.Path("/"));
        var delete = new DeleteTargetGroupRequest { TargetGroupArn = group.TargetGroupArn };

        var described = await _bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest { LoadBalancerArn = balancer.LoadBalancerArn }, Token);
        await Assert.ThrowsAsync<ResourceInUseException>(() => _bed.Elb.DeleteTargetGroupAsync(delete, Token));
        await _bed.Elb.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = rule.RuleArn }, Token);
        await _bed.Elb.DeleteTargetGroupAsync(delete, Token);

        Assert.Equal([balancer.LoadBalancerArn], described.TargetGroups.Single().LoadBalancerArns);
        await Assert.ThrowsAsync<TargetGroupNotFoundException>(() =>
            _bed.Elb.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = group.TargetGroupArn }, Token));
    }

    [Fact]
    public async Task Forward_GroupOfAnotherLoadBalancer_IsRefused()
    {
        var group = await _bed.CreateTargetGroupAsync("one-owner");
        var first = await _bed.CreateLoadBalancerAsync("first-owner");
        var second = await _bed.CreateLoadBalancerAsync("second-owner");
        await _bed.CreateListenerAsync(first.LoadBalancerArn, ElbTestbed.Forward(group.TargetGroupArn));

        await Assert.ThrowsAsync<TargetGroupAssociationLimitException>(() =>
            _bed.CreateListenerAsync(second.LoadBalancerArn, ElbTestbed.Forward(group.TargetGroupArn)));
    }

    [Theory]
    [InlineData("8.8.8.8", "InvalidTarget")]
    [InlineData("not-an-address", "ValidationError")]
    [InlineData("1", "ValidationError")]
    [InlineData("::1", "ValidationError")]
    public async Task Register_AddressThatCannotBeATarget_IsRefused(string id, string code)
    {
        var group = await _bed.CreateTargetGroupAsync("addresses");

        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => _bed.Elb.RegisterTargetsAsync(
            new RegisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [new TargetDescription { Id = id }] }, Token));

        Assert.Equal(code, exception.ErrorCode);
    }

    [Fact]
    public async Task Register_AvailabilityZone_IsKeptAndTakenAgain()
    {
        var group = await _bed.CreateTargetGroupAsync("zones");
        TargetDescription target = new() { Id = "10.20.0.77", Port = 80, AvailabilityZone = "all" };

        await _bed.Elb.RegisterTargetsAsync(new RegisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [target] }, Token);
        var described = await _bed.Elb.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = group.TargetGroupArn, Targets = [target] }, Token);
        await _bed.Elb.DeregisterTargetsAsync(new DeregisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [target] }, Token);

        Assert.Equal("all", described.TargetHealthDescriptions.Single().Target.AvailabilityZone);
    }

    [Fact]
    public async Task Register_AvailabilityZoneThatThereIsNot_IsRefused()
    {
        var group = await _bed.CreateTargetGroupAsync("no-zone");

        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => _bed.Elb.RegisterTargetsAsync(
            new RegisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [new TargetDescription { Id = "10.20.0.78", AvailabilityZone = "eu-west-1z" }] }, Token));

        Assert.Equal(("ValidationError", "'eu-west-1z' is not a valid Availability Zone"), (exception.ErrorCode, exception.Message));
    }

    [Fact]
    public async Task Health_NoListenerUsesTheGroup_IsUnusedAndNothingIsProbed()
    {
        var probed = 0;
        await using var target = await TargetServer.StartAsync(_ =>
        {
            Interlocked.Increment(ref probed);
            return Task.CompletedTask;
        });
        var group = await _bed.CreateTargetGroupAsync("unused");
        await _bed.Elb.RegisterTargetsAsync(new RegisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [target.Description] }, Token);

        var health = Assert.Single(await _bed.HealthAsync(group.TargetGroupArn));

        Assert.Equal((TargetHealthStateEnum.Unused, TargetHealthReasonEnum.TargetNotInUse), (health.State, health.Reason));
        Assert.Equal(0, probed);
    }

    [Fact]
    public async Task Health_TargetThatIsNotRegistered_SaysSo()
    {
        var group = await _bed.CreateTargetGroupAsync("stranger");

        var described = await _bed.Elb.DescribeTargetHealthAsync(
            new DescribeTargetHealthRequest { TargetGroupArn = group.TargetGroupArn, Targets = [new TargetDescription { Id = "10.20.0.9", Port = 80 }] }, Token);

        var health = described.TargetHealthDescriptions.Single().TargetHealth;
        Assert.Equal((TargetHealthStateEnum.Unused, TargetHealthReasonEnum.TargetNotRegistered), (health.State, health.Reason));
    }

    [Theory]
    [InlineData("deregistration_delay.timeout_seconds", "3601", "ValidationError")]
    [InlineData("stickiness.enabled", "yes", "ValidationError")]
    [InlineData("slow_start.duration_seconds", "29", "ValidationError")]
    [InlineData("slow_start.duration_seconds", "901", "ValidationError")]
    [InlineData("stickiness.lb_cookie.duration_seconds", "604801", "ValidationError")]
    [InlineData("stickiness.app_cookie.cookie_name", "AWSALB", "ValidationError")]
    [InlineData("stickiness.app_cookie.cookie_name", "a=b", "ValidationError")]
    [InlineData("stickiness.type", "source_ip", "ValidationError")]
    [InlineData("load_balancing.algorithm.type", "random", "ValidationError")]
    [InlineData("load_balancing.algorithm.anomaly_mitigation", "on", "InvalidConfigurationRequest")]
    [InlineData("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "2", "InvalidConfigurationRequest")]
    [InlineData("proxy_protocol_v2.enabled", "true", "InvalidConfigurationRequest")]
    [InlineData("no.such.attribute", "true", "ValidationError")]
    public async Task ModifyAttributes_BadValue_IsRefused(string key, string value, string code)
    {
        var group = await _bed.CreateTargetGroupAsync("attributes");

        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => _bed.Elb.ModifyTargetGroupAttributesAsync(
            new ModifyTargetGroupAttributesRequest
            {
                TargetGroupArn = group.TargetGroupArn,
                Attributes = [new TargetGroupAttribute { Key = key, Value = value }],
            },
            Token));

        Assert.Equal(code, exception.ErrorCode);
    }
}
