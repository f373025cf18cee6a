using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Testing;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.ElbV2;

public sealed class LoadBalancerTests(ElbFixture fixture) : IClassFixture<ElbFixture>
{
    private readonly ElbTestbed _bed = fixture.Bed;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_NewName_AnswersAsAwsShapesIt()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("shape");

        Assert.Matches("^arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/shape/[0-9a-f]{16}$", balancer.LoadBalancerArn);
        Assert.Matches("^internal-shape-[0-9]+\\.eu-west-1\\.elb\\.localhost$", balancer.DNSName);
        Assert.Equal(LoadBalancerTypeEnum.Application, balancer.Type);
        Assert.Equal(_bed.VpcId, balancer.VpcId);
        Assert.Equal(IpAddressType.Ipv4, balancer.IpAddressType);
        Assert.Equal(_bed.Subnets.Order(StringComparer.Ordinal), balancer.AvailabilityZones.Select(zone => zone.SubnetId));
        Assert.Single(balancer.SecurityGroups);
    }

    [Fact]
    public async Task Create_OnAnOutpost_TakesOneSubnetAndACustomerOwnedPool()
    {
        const string Outpost = "arn:aws:outposts:eu-west-1:000000000000:outpost/op-0123456789abcdef0";
        var subnet = (await _bed.Ec2.CreateSubnetAsync(
            new CreateSubnetRequest { VpcId = _bed.VpcId, CidrBlock = "10.20.209.0/24", AvailabilityZone = "eu-west-1c", OutpostArn = Outpost }, Token)).Subnet.SubnetId;
        CreateLoadBalancerRequest Request(string name, string? pool, params string[] subnets) =>
            new() { Name = name, Scheme = LoadBalancerSchemeEnum.Internal, Subnets = [.. subnets], CustomerOwnedIpv4Pool = pool };
        async Task<string> RefusedAsync(CreateLoadBalancerRequest request) =>
            (await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => _bed.Elb.CreateLoadBalancerAsync(request, Token))).ErrorCode;

        var created = await _bed.Elb.CreateLoadBalancerAsync(Request("outpost", "ipv4pool-coip-0123456789abcdef0", subnet), Token);
        var balancer = await DescribeAsync(_bed, created.LoadBalancers.Single().LoadBalancerArn);

        Assert.Equal("ipv4pool-coip-0123456789abcdef0", balancer.CustomerOwnedIpv4Pool);
        Assert.Equal("op-0123456789abcdef0", Assert.Single(balancer.AvailabilityZones).OutpostId);
        Assert.Equal("InvalidConfigurationRequest", await RefusedAsync(Request("region", "ipv4pool-coip-0123456789abcdef0", [.. _bed.Subnets])));
        Assert.Equal("ValidationError", await RefusedAsync(Request("pool", "ipam-pool-0123456789abcdef0", subnet)));
        Assert.Equal("ValidationError", await RefusedAsync(Request("both", null, [.. _bed.Subnets, subnet])));
        Assert.Equal("DuplicateLoadBalancerName", await RefusedAsync(Request("outpost", null, subnet)));
    }

    [Fact]
    public async Task Create_NoTimeScale_SaysProvisioningAndIsActiveWhenLookedAt()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("instant");

        var observed = await DescribeAsync(_bed, balancer.LoadBalancerArn);

        Assert.Equal(LoadBalancerStateEnum.Provisioning, balancer.State.Code);
        Assert.Equal(LoadBalancerStateEnum.Active, observed.State.Code);
    }

    [Fact]
    public async Task Create_TimeScaleOne_IsActiveAfterTheTimeItTakesOnAws()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bed = await ElbTestbed.StartAsync(new RunningEmulatorOptions
        {
            Settings = new Dictionary<string, string?> { ["TimeScale"] = "1" },
            TimeProvider = time,
        });
        var balancer = await bed.CreateLoadBalancerAsync();

        time.Advance(TimeSpan.FromSeconds(149));
        var before = await DescribeAsync(bed, balancer.LoadBalancerArn);
        time.Advance(TimeSpan.FromSeconds(1));
        var after = await DescribeAsync(bed, balancer.LoadBalancerArn);

        Assert.Equal(LoadBalancerStateEnum.Provisioning, before.State.Code);
        Assert.Equal(LoadBalancerStateEnum.Active, after.State.Code);
    }

    [Fact]
    public async Task Create_SameSettingsAgain_AnswersTheSameOne()
    {
        var first = await _bed.CreateLoadBalancerAsync("again");
        var second = await _bed.CreateLoadBalancerAsync("again");

        Assert.Equal(first.LoadBalancerArn, second.LoadBalancerArn);
    }

    [Fact]
    public async Task Create_SameNameOtherSettings_IsRefused()
    {
        await _bed.CreateLoadBalancerAsync("other");

        var exception = await Assert.ThrowsAsync<DuplicateLoadBalancerNameException>(() => _bed.Elb.CreateLoadBalancerAsync(
            new CreateLoadBalancerRequest
            {
                Name = "other",
                Scheme = LoadBalancerSchemeEnum.Internal,
                Subnets = [.. _bed.Subnets],
                IpAddressType = IpAddressType.Dualstack,
            },
            Token));

        Assert.Equal("DuplicateLoadBalancerName", exception.ErrorCode);
        Assert.Equal("A load balancer with the same name 'other' exists, but with different settings", exception.Message);
    }

    [Theory]
    [InlineData("-a", "ValidationError")]
    [InlineData("a-", "ValidationError")]
    [InlineData("a_b", "ValidationError")]
    [InlineData("internal-a", "ValidationError")]
    [InlineData("a12345678901234567890123456789012", "ValidationError")]
    [InlineData("", "ValidationError")]
    public async Task Create_BadName_IsRefused(string name, string code)
    {
        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => _bed.CreateLoadBalancerAsync(name));

        Assert.Equal(code, exception.ErrorCode);
    }

    [Theory]
    [InlineData("one", "ValidationError", "At least two subnets in two different Availability Zones must be specified")]
    [InlineData("none", "ValidationError", "At least two subnets in two different Availability Zones must be specified")]
    [InlineData("missing", "SubnetNotFound", "The subnet ID 'subnet-00000000000000000' does not exist")]
    [InlineData("same zone", "InvalidConfigurationRequest", "A load balancer cannot be attached to multiple subnets in the same Availability Zone")]
    public async Task Create_BadSubnets_IsRefused(string what, string code, string message)
    {
        List<string> subnets = what switch
        {
            "one" => [_bed.Subnets[0]],
            "none" => [],
            "missing" => [_bed.Subnets[0], "subnet-00000000000000000"],
            _ => [.. _bed.Subnets, await SecondSubnetOfFirstZoneAsync()],
        };

        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => _bed.Elb.CreateLoadBalancerAsync(
            new CreateLoadBalancerRequest { Name = "bad", Scheme = LoadBalancerSchemeEnum.Internal, Subnets = subnets },
            Token));

        Assert.Equal(code, exception.ErrorCode);
        Assert.Equal(message, exception.Message);
    }

    [Fact]
    public async Task Create_InternetFacingWithoutInternetGateway_IsRefused()
    {
        var exception = await Assert.ThrowsAsync<InvalidSubnetException>(() => _bed.Elb.CreateLoadBalancerAsync(
            new CreateLoadBalancerRequest { Name = "outside", Scheme = LoadBalancerSchemeEnum.InternetFacing, Subnets = [.. _bed.Subnets] },
            Token));

        Assert.Equal($"VPC {_bed.VpcId} has no internet gateway", exception.Message);
    }

    [Fact]
    public async Task Create_OtherType_SaysThatItIsNotEmulated()
    {
        const string type = "gateway";
        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => _bed.Elb.CreateLoadBalancerAsync(
            new CreateLoadBalancerRequest { Name = "other-type", Type = type, Scheme = LoadBalancerSchemeEnum.Internal, Subnets = [.. _bed.Subnets] },
            Token));

        Assert.Equal("NotEmulated", exception.ErrorCode);
        Assert.Contains($"'{type}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_SchemeIsNone_IsRefused()
    {
        var exception = await Assert.ThrowsAsync<InvalidSchemeException>(() => _bed.Elb.CreateLoadBalancerAsync(
            new CreateLoadBalancerRequest { Name = "other-scheme", Scheme = "public", Subnets = [.. _bed.Subnets] }, Token));

        Assert.Equal(("InvalidScheme", "The scheme 'public' must be internal or internet-facing"), (exception.ErrorCode, exception.Message));
    }

    [Fact]
    public async Task Describe_UnknownName_IsNotFound()
    {
        await Assert.ThrowsAsync<LoadBalancerNotFoundException>(() =>
            _bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { Names = ["nobody"] }, Token));
    }

    [Fact]
    public async Task Describe_SmallPages_AnswersEachOnce()
    {
        await using var bed = await ElbTestbed.StartAsync();
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
        {
            await bed.CreateLoadBalancerAsync(name);
        }

        var names = new List<string>();
        string? marker = null;
        do
        {
            var page = await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { PageSize = 2, Marker = marker }, Token);
            Assert.InRange(page.LoadBalancers.Count, 1, 2);
            names.AddRange(page.LoadBalancers.Select(balancer => balancer.LoadBalancerName));
            marker = page.NextMarker;
        }
        while (marker is not null);

        Assert.Equal(["a", "b", "c", "d", "e"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Delete_DeletionProtection_IsRefusedUntilItIsSwitchedOff()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("protected");
        await SetAsync(balancer, "deletion_protection.enabled", "true");

        await Assert.ThrowsAsync<OperationNotPermittedException>(() =>
            _bed.Elb.DeleteLoadBalancerAsync(new DeleteLoadBalancerRequest { LoadBalancerArn = balancer.LoadBalancerArn }, Token));
        await SetAsync(balancer, "deletion_protection.enabled", "false");
        await _bed.Elb.DeleteLoadBalancerAsync(new DeleteLoadBalancerRequest { LoadBalancerArn = balancer.LoadBalancerArn }, Token);
        await _bed.Elb.DeleteLoadBalancerAsync(new DeleteLoadBalancerRequest { LoadBalancerArn = balancer.LoadBalancerArn }, Token);

        await Assert.ThrowsAsync<LoadBalancerNotFoundException>(() => DescribeAsync(_bed, balancer.LoadBalancerArn));
    }

    [Theory]
    [InlineData("idle_timeout.timeout_seconds", "0", "ValidationError")]
    [InlineData("idle_timeout.timeout_seconds", "4001", "ValidationError")]
    [InlineData("routing.http.xff_header_processing.mode", "drop", "ValidationError")]
    [InlineData("no.such.key", "1", "ValidationError")]
    [InlineData("dns_record.client_routing_policy", "any_availability_zone", "InvalidConfigurationRequest")]
    [InlineData("access_logs.s3.enabled", "true", "InvalidConfigurationRequest")]
    [InlineData("access_logs.s3.bucket", "Logs", "ValidationError")]
    [InlineData("access_logs.s3.bucket", "a..b", "ValidationError")]
    [InlineData("access_logs.s3.prefix", "../up", "ValidationError")]
    [InlineData("access_logs.s3.prefix", "/top", "ValidationError")]
    [InlineData("access_logs.s3.prefix", "my/AWSLogs", "ValidationError")]
    [InlineData("load_balancing.cross_zone.enabled", "false", "ValidationError")]
    [InlineData("health_check_logs.s3.enabled", "true", "InvalidConfigurationRequest")]
    [InlineData("routing.http.desync_mitigation_mode", "lenient", "ValidationError")]
    public async Task ModifyAttributes_BadOrIgnoredValue_IsRefused(string key, string value, string code)
    {
        var balancer = await _bed.CreateLoadBalancerAsync("attributes");

        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => SetAsync(balancer, key, value));

        Assert.Equal(code, exception.ErrorCode);
        Assert.Contains(key.Replace("logs.s3.enabled", "logs.s3.bucket", StringComparison.Ordinal), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModifyAttributes_GoodValue_IsAnsweredWithAllOthers()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("idle");

        await SetAsync(balancer, "idle_timeout.timeout_seconds", "120");
        var attributes = await _bed.Elb.DescribeLoadBalancerAttributesAsync(
            new DescribeLoadBalancerAttributesRequest { LoadBalancerArn = balancer.LoadBalancerArn }, Token);

        Assert.Equal("120", attributes.Attributes.Single(attribute => attribute.Key == "idle_timeout.timeout_seconds").Value);
        Assert.Equal("true", attributes.Attributes.Single(attribute => attribute.Key == "routing.http2.enabled").Value);
    }

    [Fact]
    public async Task SetSecurityGroups_GroupOfTheVpc_IsTakenAndAnUnknownOneIsNot()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("groups");
        var group = await _bed.Ec2.CreateSecurityGroupAsync(
            new CreateSecurityGroupRequest { GroupName = "front", Description = "front", VpcId = _bed.VpcId }, Token);

        var response = await _bed.Elb.SetSecurityGroupsAsync(
            new SetSecurityGroupsRequest { LoadBalancerArn = balancer.LoadBalancerArn, SecurityGroups = [group.GroupId] }, Token);
        var exception = await Assert.ThrowsAsync<InvalidConfigurationRequestException>(() => _bed.Elb.SetSecurityGroupsAsync(
            new SetSecurityGroupsRequest { LoadBalancerArn = balancer.LoadBalancerArn, SecurityGroups = ["sg-00000000000000000"] }, Token));

        Assert.Equal([group.GroupId], response.SecurityGroupIds);
        Assert.Equal("One or more security groups are invalid", exception.Message);
        Assert.Equal([group.GroupId], (await DescribeAsync(_bed, balancer.LoadBalancerArn)).SecurityGroups);
    }

    private async Task<string> SecondSubnetOfFirstZoneAsync()
    {
        var subnet = await _bed.Ec2.CreateSubnetAsync(
            new CreateSubnetRequest { VpcId = _bed.VpcId, CidrBlock = "10.20.9.0/24", AvailabilityZone = _bed.Emulator.Region + "a" }, Token);
        return subnet.Subnet.SubnetId;
    }

    private Task SetAsync(Amazon.ElasticLoadBalancingV2.Model.LoadBalancer balancer, string key, string value) =>
        _bed.Elb.ModifyLoadBalancerAttributesAsync(
            new ModifyLoadBalancerAttributesRequest
            {
                LoadBalancerArn = balancer.LoadBalancerArn,
                Attributes = [new LoadBalancerAttribute { Key = key, Value = value }],
            },
            Token);

    private static async Task<Amazon.ElasticLoadBalancingV2.Model.LoadBalancer> DescribeAsync(ElbTestbed bed, string arn) =>
        (await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { LoadBalancerArns = [arn] }, Token)).LoadBalancers.Single();
}
