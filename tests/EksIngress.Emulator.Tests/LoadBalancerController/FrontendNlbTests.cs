using System.Text.Json.Nodes;
using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.IdentityManagement.Model;
using SdkLoadBalancer = Amazon.ElasticLoadBalancingV2.Model.LoadBalancer;
using TargetGroup = Amazon.ElasticLoadBalancingV2.Model.TargetGroup;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>Ingresses with a Network Load Balancer in front of their ALB: <c>enable-frontend-nlb</c>.</summary>
public sealed class FrontendNlbTests
{
    private static readonly (string, string)[] s_enabled = [("enable-frontend-nlb", "true"), ("frontend-nlb-healthcheck-path", "/health")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ingress_AsksForOne_ItsHostNameComesSecondAndAnswers()
    {
        await using var bed = await StartAsync();
        await bed.ApplyAsync(Ingress());
        var addresses = await AddressesAsync(bed, 2);
        await bed.SettleAsync();

        var (application, network) = await BalancersAsync(bed);
        var group = await GroupAsync(bed);
        Assert.Equal([application!.DNSName.ToLowerInvariant(), network!.DNSName.ToLowerInvariant()], addresses.Select(address => (string)address["hostname"]!));
        Assert.Equal((LoadBalancerSchemeEnum.Internal, $"{application.LoadBalancerName}-nlb"[..Math.Min(32, application.LoadBalancerName.Length + 4)]), (network.Scheme, network.LoadBalancerName));
        Assert.Equal(application.SecurityGroups.Order(StringComparer.Ordinal), network.SecurityGroups.Order(StringComparer.Ordinal));
        Assert.Equal((ProtocolEnum.TCP, TargetTypeEnum.Alb, 80), (group!.Protocol, group.TargetType, group.Port));
        Assert.Equal([$"{application.LoadBalancerArn}:80"], await bed.TargetsAsync(group.TargetGroupArn));
        await AnswersAsync(addresses[1], "web");
        Assert.NotEqual((int)addresses[0]["ports"]![0]!["port"]!, (int)addresses[1]["ports"]![0]!["port"]!);

        // By id in the stack: what is the NLB's comes before what is the Ingress's and the ALB's; the ALB is registered when all is there.
        Assert.Equal(
            ["CreateTargetGroup", "CreateTargetGroup", "CreateLoadBalancer", "CreateLoadBalancer", "CreateListener", "CreateListener", "CreateRule"],
            bed.Writes.Where(call => call.StartsWith("Create", StringComparison.Ordinal) && call != "CreateSecurityGroup"));
    }

    [Fact]
    public async Task Ingress_OfHttps_IsServedThroughIt()
    {
        await using var bed = await StartAsync();
        await bed.CreateCertificateAsync(SecureManifest.Host);
        await bed.ApplyAsync(SecureManifest.Ingress("shop", SecureManifest.Host, [("enable-frontend-nlb", "true"), ("frontend-nlb-healthcheck-protocol", "HTTPS")]));
        await AddressesAsync(bed, 2);

        await Eventually.UntilAsync(async () => await bed.GetSecurelyAsync("shop", SecureManifest.Host, "/", address: 1) == "web");

        Assert.Equal("web", await bed.GetSecurelyAsync("shop", SecureManifest.Host, "/", address: 0));
    }

    [Fact]
    public async Task Ingress_MapsPorts_TheListenersAreThoseOfTheMapping()
    {
        await using var bed = await StartAsync();
        await bed.ApplyAsync(Ingress(("listen-ports", """[{"HTTP":80},{"HTTP":81}]"""), ("frontend-nlb-listener-port-mapping", "4080=81,4081=9999")));
        var addresses = await AddressesAsync(bed, 2);

        var (application, network) = await BalancersAsync(bed);
        var listener = Assert.Single((await bed.Elb.DescribeListenersAsync(new DescribeListenersRequest { LoadBalancerArn = network!.LoadBalancerArn }, Token)).Listeners);
        Assert.Equal((4080, ProtocolEnum.TCP), (listener.Port, listener.Protocol));
        Assert.Equal([$"{application!.LoadBalancerArn}:81"], await bed.TargetsAsync((await GroupAsync(bed))!.TargetGroupArn));
        await AnswersAsync(addresses[1], "web");
    }

    [Fact]
    public async Task Ingress_GivesElasticAddresses_TheyAreTheNlbs()
    {
        await using var bed = await StartAsync();
        var first = await bed.Ec2.AllocateAddressAsync(new AllocateAddressRequest { Domain = "vpc" }, Token);
        var second = await bed.Ec2.AllocateAddressAsync(new AllocateAddressRequest { Domain = "vpc" }, Token);
        await bed.ApplyAsync(Ingress(
            ("frontend-nlb-scheme", "internet-facing"),
            ("frontend-nlb-eip-allocations", $"{first.AllocationId},{second.AllocationId}"),
            ("frontend-nlb-attributes", "load_balancing.cross_zone.enabled=true")));
        await AddressesAsync(bed, 2);

        var network = (await BalancersAsync(bed)).Network!;
        var attributes = await bed.Elb.DescribeLoadBalancerAttributesAsync(new DescribeLoadBalancerAttributesRequest { LoadBalancerArn = network.LoadBalancerArn }, Token);
        Assert.Equal(
            new[] { first.PublicIp, second.PublicIp }.Order(StringComparer.Ordinal),
            network.AvailabilityZones.Select(zone => zone.LoadBalancerAddresses.Single().IpAddress).Order(StringComparer.Ordinal));
        Assert.Equal("true", attributes.Attributes.Single(attribute => attribute.Key == "load_balancing.cross_zone.enabled").Value);
    }

    [Fact]
    public async Task SwitchedOff_TheNlbGoesAndTheAlbStays()
    {
        await using var bed = await StartAsync();
        await bed.ApplyAsync(Ingress());
        await AddressesAsync(bed, 2);
        await bed.EventAsync((string)(await bed.BindingAsync("web"))["metadata"]!["name"]!, "SuccessfullyReconciled");
        var before = (await BalancersAsync(bed)).Application!.LoadBalancerArn;
        await bed.SettleAsync();
        var writes = bed.Writes.Count();

        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        var addresses = await AddressesAsync(bed, 1);
        await bed.SettleAsync();

        var (application, network) = await BalancersAsync(bed);
        Assert.Equal(before, application!.LoadBalancerArn);
        Assert.Null(network);
        Assert.Null(await GroupAsync(bed));
        await AnswersAsync(addresses[0], "web");
        Assert.Equal(["DeregisterTargets", "DeleteLoadBalancer", "DeleteTargetGroup"], bed.Writes.Skip(writes));
    }

    [Fact]
    public async Task Deleted_NothingIsLeft()
    {
        await using var bed = await StartAsync();
        await bed.ApplyAsync(Ingress());
        await AddressesAsync(bed, 2);
        await bed.EventAsync((string)(await bed.BindingAsync("web"))["metadata"]!["name"]!, "SuccessfullyReconciled");
        await bed.SettleAsync();
        var writes = bed.Writes.Count();

        await bed.DeleteAsync($"{Manifest.Ingresses}/shop");
        await bed.GoneAsync($"{Manifest.Ingresses}/shop");
        await bed.SettleAsync();

        Assert.Equal((null, null), await BalancersAsync(bed));
        Assert.Empty((await bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups ?? []);
        Assert.Equal(
            [
                "DeregisterTargets", "DeleteLoadBalancer", "DeleteLoadBalancer",
                "DeregisterTargets", "RevokeSecurityGroupIngress", "DeleteTargetGroup", "DeleteTargetGroup", "DeleteSecurityGroup", "DeleteSecurityGroup",
            ],
            bed.Writes.Skip(writes));
    }

    [Fact]
    public async Task Reconciled_Again_ChangesNothing()
    {
        await using var bed = await StartAsync();
        await bed.ApplyAsync(Ingress());
        await AddressesAsync(bed, 2);
        await bed.EventAsync((string)(await bed.BindingAsync("web"))["metadata"]!["name"]!, "SuccessfullyReconciled");
        await bed.SettleAsync();
        var before = bed.Writes.Count();

        await bed.RestartControllerAsync();
        await Eventually.UntilAsync(async () => (await bed.ControllerLogAsync()).Contains("successfully deployed model", StringComparison.Ordinal));
        await bed.SettleAsync();

        Assert.Empty(bed.Writes.Skip(before));
    }

    [Fact]
    public async Task Drift_OfTargetListenerAndHealthCheck_IsMended()
    {
        await using var bed = await StartAsync();
        await bed.ApplyAsync(Ingress());
        await AddressesAsync(bed, 2);
        var (application, network) = await BalancersAsync(bed);
        var group = (await GroupAsync(bed))!.TargetGroupArn;
        await bed.Elb.DeregisterTargetsAsync(
            new DeregisterTargetsRequest { TargetGroupArn = group, Targets = [new TargetDescription { Id = application!.LoadBalancerArn, Port = 80 }] }, Token);
        await Eventually.UntilAsync(async () =>
            ((await bed.Elb.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = group }, Token)).TargetHealthDescriptions ?? []).Count == 0);
        await bed.Elb.ModifyTargetGroupAsync(new ModifyTargetGroupRequest { TargetGroupArn = group, HealthCheckPath = "/other" }, Token);
        var other = (await bed.Elb.CreateListenerAsync(
            new CreateListenerRequest
            {
                LoadBalancerArn = network!.LoadBalancerArn,
                Port = 4099,
                Protocol = ProtocolEnum.TCP,
                DefaultActions = [new Amazon.ElasticLoadBalancingV2.Model.Action { Type = ActionTypeEnum.Forward, TargetGroupArn = group }],
            },
            Token)).Listeners.Single();

        await bed.ApplyAsync(Ingress(("tags", "team=shop")));
        await Eventually.UntilAsync(async () => (await bed.TargetsAsync(group)).Count == 1);

        Assert.Equal("/health", (await GroupAsync(bed))!.HealthCheckPath);
        var listeners = (await bed.Elb.DescribeListenersAsync(new DescribeListenersRequest { LoadBalancerArn = network.LoadBalancerArn }, Token)).Listeners;
        Assert.DoesNotContain(other.ListenerArn, listeners.Select(listener => listener.ListenerArn));
        Assert.Equal([80], listeners.Select(listener => listener.Port));
    }

    [Fact]
    public async Task Registration_Refused_IsTriedAgainAndNobodyIsTold()
    {
        await using var bed = await StartAsync();
        var role = bed.RoleArn[(bed.RoleArn.LastIndexOf('/') + 1)..];
        await bed.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest
            {
                RoleName = role,
                PolicyName = "no-registration",
                PolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"elasticloadbalancing:RegisterTargets","Resource":"*"}]}""",
            },
            Token);
        await bed.ApplyAsync(Ingress());
        await Eventually.UntilAsync(async () => await GroupAsync(bed) is not null && bed.Calls.Contains("RegisterTargets"));
        await bed.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = role, PolicyName = "no-registration" }, Token);

        // Any change of the Ingress comes before the 15 seconds that are waited.
        await bed.ApplyAsync(Ingress(("tags", "team=shop")));
        var addresses = await AddressesAsync(bed, 2);

        await AnswersAsync(addresses[1], "web");
        Assert.DoesNotContain(
            await bed.ListAsync("/api/v1/namespaces/default/events"),
            item => (string?)item["involvedObject"]!["name"] == "shop" && (string?)item["reason"] == "FailedDeployModel");
    }

    [Fact]
    public async Task AlbMustBeReplaced_IsRefusedWhileItIsATarget()
    {
        await using var bed = await StartAsync();
        await bed.ApplyAsync(Ingress());
        await AddressesAsync(bed, 2);
        var arn = (await BalancersAsync(bed)).Application!.LoadBalancerArn;

        await bed.ApplyAsync(Ingress(("scheme", "internal")));

        Assert.Contains(
            $"ResourceInUse: Load balancer '{arn}' cannot be deleted because it is currently associated with another service",
            await bed.EventAsync("shop", "FailedDeployModel"),
            StringComparison.Ordinal);
        Assert.Equal(arn, (await BalancersAsync(bed)).Application!.LoadBalancerArn);
    }

    private static async Task<ControllerBed> StartAsync()
    {
        var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        return bed;
    }

    private static JsonObject Ingress(params (string Key, string Value)[] annotations) => Manifest.Ingress("shop", [("/", "web")], [.. s_enabled, .. annotations]);

    private static async Task<IReadOnlyList<JsonNode>> AddressesAsync(ControllerBed bed, int count) =>
        [.. (await bed.WaitAsync($"{Manifest.Ingresses}/shop", item => item["status"]?["loadBalancer"]?["ingress"]?.AsArray().Count == count))["status"]!["loadBalancer"]!["ingress"]!.AsArray().Select(item => item!)];

    private static async Task AnswersAsync(JsonNode address, string expected)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{address["ports"]![0]!["port"]}") };
        await Eventually.UntilAsync(async () =>
        {
            using var response = await client.GetAsync(new Uri("/", UriKind.Relative), Token);
            return await response.Content.ReadAsStringAsync(Token) == expected;
        });
    }

    private static async Task<(SdkLoadBalancer? Application, SdkLoadBalancer? Network)> BalancersAsync(ControllerBed bed)
    {
        var all = (await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers ?? [];
        return (all.SingleOrDefault(item => item.Type == LoadBalancerTypeEnum.Application), all.SingleOrDefault(item => item.Type == LoadBalancerTypeEnum.Network));
    }

    private static async Task<TargetGroup?> GroupAsync(ControllerBed bed) =>
        ((await bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups ?? []).SingleOrDefault(group => group.TargetType == TargetTypeEnum.Alb);
}
