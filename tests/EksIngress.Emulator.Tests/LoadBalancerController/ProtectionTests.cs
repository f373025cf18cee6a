using System.Text.Json.Nodes;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.Runtime;
using Amazon.Shield;
using Amazon.Shield.Model;
using Amazon.WAFV2;
using Amazon.WAFV2.Model;
using EksIngress.Emulator.Aws.Shield;
using EksIngress.Emulator.Aws.Waf;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>Web ACLs, Shield Advanced, reserved capacity and address pools of the load balancer of an Ingress.</summary>
public sealed class ProtectionTests
{
    internal const string AclArn = "arn:aws:wafv2:eu-west-1:000000000000:regional/webacl/guard/11111111-1111-1111-1111-111111111111";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WebAcl_ByArn_IsAssociatedAndTakenAway()
    {
        await using var bed = await StartAsync();
        AddWebAcl(bed);
        using var waf = new AmazonWAFV2Client(Admin(bed), new AmazonWAFV2Config { ServiceURL = bed.Emulator.AwsEndpoint.ToString(), AuthenticationRegion = bed.Emulator.Region });
        async Task<string?> AssociatedAsync() => (await waf.GetWebACLForResourceAsync(
            new GetWebACLForResourceRequest { ResourceArn = await bed.LoadBalancerArnAsync() }, Token)).WebACL?.ARN;

        await bed.ApplyAsync(Ingress(("wafv2-acl-arn", AclArn)));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        Assert.Equal(AclArn, await AssociatedAsync());

        // Without a word about it, it stays.
        await bed.ApplyAsync(Ingress(("healthcheck-path", "/health2")));
        await Eventually.UntilAsync(() => Task.FromResult(bed.Calls.Contains("ModifyTargetGroup")));
        Assert.Equal(AclArn, await AssociatedAsync());

        await bed.ApplyAsync(Ingress(("wafv2-acl-arn", "none")));
        await Eventually.UntilAsync(async () => await AssociatedAsync() is null);
    }

    [Fact]
    public async Task WebAcl_ByName_NeedsAPermissionThatTheUsualPolicyLacks()
    {
        await using var bed = await StartAsync();
        AddWebAcl(bed);
        await bed.ApplyAsync(Ingress(("wafv2-acl-name", "guard")));

        Assert.Equal("Failed build model due to couldn't find WAFv2 WebACL with name: guard", await bed.EventAsync("shop", "FailedBuildModel"));
        await bed.AllowAsync("wafv2:ListWebACLs");
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        Assert.Contains("AssociateWebACL", bed.Calls);
    }

    [Theory]
    [InlineData("wafv2-acl-arn", AclArn, "failed to create WAFv2 webACL association on LoadBalancer: operation error WAFV2: AssociateWebACL, https response error StatusCode: 400, ", "WAFNonexistentItemException: ")]
    [InlineData("waf-acl-id", "11111111-1111-1111-1111-111111111111", "failed to create WAFClassic webACL association on LoadBalancer: operation error WAF Regional: AssociateWebACL, https response error StatusCode: 400, ", "WAFNonexistentItemException: ")]
    public async Task WebAcl_DoesNotExist_IsTold(string annotation, string value, string text, string code)
    {
        await using var bed = await StartAsync();
        await bed.ApplyAsync(Ingress((annotation, value)));

        var message = await bed.EventAsync("shop", "FailedDeployModel");

        Assert.StartsWith($"Failed deploy model due to {text}", message, StringComparison.Ordinal);
        Assert.Contains(code, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WebAcl_AddOnIsOff_IsPassedOver()
    {
        await using var bed = await StartAsync("--enable-wafv2=false", "--enable-waf=false");
        await bed.ApplyAsync(Ingress(("wafv2-acl-arn", AclArn), ("waf-acl-id", "any")));

        await bed.EventAsync("shop", "SuccessfullyReconciled");
        Assert.DoesNotContain("GetWebACLForResource", bed.Calls);
    }

    [Fact]
    public async Task Shield_AccountIsSubscribed_ProtectionComesAndGoes()
    {
        await using var bed = await StartAsync();
        bed.Emulator.Services.GetRequiredService<Guarded<ShieldState>>().Update(state => state with { IsSubscribed = true });
        using var shield = new AmazonShieldClient(Admin(bed), new AmazonShieldConfig { ServiceURL = bed.Emulator.AwsEndpoint.ToString(), AuthenticationRegion = bed.Emulator.Region });

        await bed.ApplyAsync(Ingress(("shield-advanced-protection", "true")));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        var request = new DescribeProtectionRequest { ResourceArn = await bed.LoadBalancerArnAsync() };
        var protection = (await shield.DescribeProtectionAsync(request, Token)).Protection;
        await bed.ApplyAsync(Ingress(("shield-advanced-protection", "false")));
        await Eventually.UntilAsync(() => Task.FromResult(bed.Calls.Contains("DeleteProtection")));

        Assert.Equal("managed by aws-load-balancer-controller", protection.Name);
        await Eventually.UntilAsync(() => Task.FromResult(bed.Emulator.Services.GetRequiredService<Guarded<ShieldState>>().Current.Protections.IsEmpty));
    }

    [Fact]
    public async Task Shield_AccountIsNotSubscribed_NothingIsAskedFor()
    {
        await using var bed = await StartAsync();
        await bed.ApplyAsync(Ingress(("shield-advanced-protection", "true")));

        await bed.EventAsync("shop", "SuccessfullyReconciled");
        Assert.Contains("GetSubscriptionState", bed.Calls);
        Assert.DoesNotContain("CreateProtection", bed.Calls);
    }

    [Fact]
    public async Task Shield_SubscriptionMayNotBeRead_TheLogSaysSoAndTheRestIsDone()
    {
        await using var bed = await ControllerBed.StartAsync(new() { Denied = "shield:GetSubscriptionState" });
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Ingress());

        await bed.EventAsync("shop", "SuccessfullyReconciled");

        // No annotation asks for protection; the subscription is looked at all the same.
        Assert.Contains("unable to determine AWS Shield subscription state, skipping AWS shield reconciliation", await bed.ControllerLogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Capacity_IsReservedAndGivenBack()
    {
        await using var bed = await StartAsync();
        async Task<int?> UnitsAsync() => (await bed.Elb.DescribeCapacityReservationAsync(
            new DescribeCapacityReservationRequest { LoadBalancerArn = await bed.LoadBalancerArnAsync() }, Token)).MinimumLoadBalancerCapacity?.CapacityUnits;

        await bed.ApplyAsync(Ingress(("minimum-load-balancer-capacity", "CapacityUnits=1000")));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        Assert.Equal(1000, await UnitsAsync());

        await bed.ApplyAsync(Ingress(("minimum-load-balancer-capacity", "CapacityUnits=0")));
        await Eventually.UntilAsync(async () => await UnitsAsync() is null or 0);
    }

    [Fact]
    public async Task IpamPool_IsSetChangedAndTakenAway()
    {
        await using var bed = await StartAsync();
        async Task<string?> PoolAsync() => (await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers.Single().IpamPools?.Ipv4IpamPoolId;

        await bed.ApplyAsync(Ingress(("ipam-ipv4-pool-id", "ipam-pool-11111111111111111")));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        Assert.Equal("ipam-pool-11111111111111111", await PoolAsync());

        await bed.ApplyAsync(Ingress(("ipam-ipv4-pool-id", "ipam-pool-22222222222222222")));
        await Eventually.UntilAsync(async () => await PoolAsync() == "ipam-pool-22222222222222222");
        await bed.ApplyAsync(Ingress());
        await Eventually.UntilAsync(async () => await PoolAsync() is null);
    }

    [Fact]
    public async Task CustomerOwnedPool_IsTakenOnAnOutpostOnly()
    {
        const string Pool = "ipv4pool-coip-11111111";
        await using var bed = await StartAsync();
        var subnet = (await bed.Ec2.CreateSubnetAsync(
            new Amazon.EC2.Model.CreateSubnetRequest
            {
                VpcId = bed.VpcId,
                CidrBlock = "192.168.96.0/24",
                AvailabilityZone = "eu-west-1c",
                OutpostArn = "arn:aws:outposts:eu-west-1:000000000000:outpost/op-0123456789abcdef0",
            },
            Token)).Subnet.SubnetId;

        await bed.ApplyAsync(Ingress(("customer-owned-ipv4-pool", Pool)));
        Assert.Contains("InvalidConfigurationRequest: ", await bed.EventAsync("shop", "FailedDeployModel"), StringComparison.Ordinal);

        await bed.ApplyAsync(Ingress(("customer-owned-ipv4-pool", Pool), ("subnets", subnet)));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        Assert.Equal(Pool, (await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers.Single().CustomerOwnedIpv4Pool);
    }

    [Fact]
    public async Task TargetControlPort_Changes_AnotherTargetGroupServesBeforeTheOldOneGoes()
    {
        await using var bed = await StartAsync();
        async Task<IEnumerable<int?>> PortsAsync() =>
            (await bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups.Select(group => group.TargetControlPort);

        await bed.ApplyAsync(Ingress(("target-control-port.web.80", "3000")));
        await bed.AnswersAsync("shop", "/", "web");
        Assert.Equal([3000], await PortsAsync());
        var before = bed.Writes.Count();

        await bed.ApplyAsync(Ingress(("target-control-port.web.80", "3001")));
        await Eventually.UntilAsync(async () => await PortsAsync() is var ports && ports.SequenceEqual([3001]));

        await bed.SettleAsync();
        Assert.Equal(
            ["CreateTargetGroup", "ModifyRule", "DeleteTargetGroup"],
            bed.Writes.Skip(before).Where(call => call is "CreateTargetGroup" or "ModifyRule" or "DeleteTargetGroup"));
        await bed.AnswersAsync("shop", "/", "web");
    }

    private static async Task<ControllerBed> StartAsync(params string[] args)
    {
        var bed = await ControllerBed.StartAsync(new() { Args = args });
        await bed.AddWebAsync("web");
        return bed;
    }

    private static JsonObject Ingress(params (string Key, string Value)[] annotations) => Manifest.Ingress("shop", [("/", "web")], annotations);

    private static BasicAWSCredentials Admin(ControllerBed bed) => new(bed.Emulator.AccessKeyId, bed.Emulator.SecretAccessKey);

    internal static void AddWebAcl(ControllerBed bed) => bed.Emulator.Services.GetRequiredService<Guarded<WebAclState>>().Update(state => state with
    {
        WebAcls = state.WebAcls.SetItem(AclArn, new WebAcl(AclArn, "11111111-1111-1111-1111-111111111111", "eu-west-1", "guard", "", [], "lock")),
    });
}
