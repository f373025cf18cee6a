using System.Text.Json.Nodes;
using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

public sealed class ControllerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ingress_WithReadyEndpoints_GetsALoadBalancerWithRegisteredTargets()
    {
        await using var world = await ControllerWorld.StartAsync();
        world.PutService("web", ("127.0.0.1", 8080));
        world.PutIngress("shop");

        Assert.Equal("Successfully reconciled", await world.EventAsync("shop", "SuccessfullyReconciled"));

        await world.Api.WaitForAsync(() => world.StatusOf("shop") is not null);
        var balancer = Assert.Single((await world.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers);
        Assert.Equal(balancer.DNSName.ToLowerInvariant(), (string?)world.StatusOf("shop")!["hostname"]);
        Assert.EndsWith(".elb.localhost", balancer.DNSName, StringComparison.Ordinal);
        Assert.Contains("ingress.k8s.aws/resources", world.Api.Find(ControllerWorld.Ingresses, "default", "shop")!["metadata"]!["finalizers"]!.ToJsonString(), StringComparison.Ordinal);
        var binding = Assert.Single(world.Api.All(ControllerWorld.Bindings));
        await world.EventAsync((string)binding["metadata"]!["name"]!, "SuccessfullyReconciled");
        var health = await world.Elb.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = (string)binding["spec"]!["targetGroupARN"]! }, Token);
        var target = Assert.Single(health.TargetHealthDescriptions).Target;
        Assert.Equal(("127.0.0.1", 8080, "all"), (target.Id, target.Port, target.AvailabilityZone));
        Assert.True(world.HasLogged("successfully built model", "AWS::ElasticLoadBalancingV2::LoadBalancer"));
    }

    [Fact]
    public async Task Ingress_Deleted_TakesEverythingWithIt()
    {
        await using var world = await ControllerWorld.StartAsync();
        world.PutService("web", ("127.0.0.1", 8080));
        world.PutIngress("shop");
        await world.EventAsync("shop", "SuccessfullyReconciled");

        world.Api.Delete(ControllerWorld.Ingresses, "default", "shop");
        await world.Api.WaitForAsync(() => world.Api.Find(ControllerWorld.Ingresses, "default", "shop") is null);

        Assert.Empty((await world.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers ?? []);
        Assert.Empty((await world.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups ?? []);
        Assert.Empty(world.Api.All(ControllerWorld.Bindings));
        var groups = (await world.Ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest(), Token)).SecurityGroups;
        Assert.DoesNotContain(groups, group => group.GroupName.StartsWith("k8s-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ingress_ReconciledAgain_MakesNoWrite()
    {
        await using var world = await ControllerWorld.StartAsync();
        world.PutService("web", ("127.0.0.1", 8080));
        world.PutIngress("shop");
        await world.EventAsync("shop", "SuccessfullyReconciled");
        var binding = Assert.Single(world.Api.All(ControllerWorld.Bindings));
        await world.EventAsync((string)binding["metadata"]!["name"]!, "SuccessfullyReconciled");
        await world.Api.WaitForAsync(() => world.StatusOf("shop") is not null);
        var rules = await RulesAsync(world);
        var writes = world.Api.Writes.Count;

        world.Api.Put("/apis/networking.k8s.io/v1/ingressclasses", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "other" },
            ["spec"] = new JsonObject { ["controller"] = "example.com/other" },
        });
        await world.Api.WaitForAsync(() => world.Api.All("/api/v1/events").Any(item => (string?)item["involvedObject"]!["name"] == "shop" && (int?)item["count"] > 1));

        Assert.Equal(writes, world.Api.Writes.Count);
        Assert.Equal(rules, await RulesAsync(world));
    }

    [Fact]
    public async Task Endpoints_Change_TargetsFollow()
    {
        await using var world = await ControllerWorld.StartAsync();
        world.PutService("web", ("127.0.0.1", 8080));
        world.PutIngress("shop");
        await world.EventAsync("shop", "SuccessfullyReconciled");
        var binding = Assert.Single(world.Api.All(ControllerWorld.Bindings));
        await world.EventAsync((string)binding["metadata"]!["name"]!, "SuccessfullyReconciled");

        world.PutEndpoints("web", ("127.0.0.2", 8080), ("127.0.0.3", 8080));
        // The event that follows the registration makes this look again.
        await world.Api.WaitForAsync(() => world.HasLogged("registered targets", "127.0.0.3:8080"));

        var health = await world.Elb.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = (string)binding["spec"]!["targetGroupARN"]! }, Token);
        // The old target may still be shown while it drains; it takes no new requests then.
        Assert.Equal(
            ["127.0.0.2", "127.0.0.3"],
            health.TargetHealthDescriptions
                .Where(description => description.TargetHealth.State.Value != "draining")
                .Select(description => description.Target.Id)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task TrustPolicy_NamesAnotherServiceAccount_TheIngressSaysSo()
    {
        await using var world = await ControllerWorld.StartAsync(trustedSubject: "system:serviceaccount:kube-system:somebody-else");
        world.PutService("web", ("127.0.0.1", 8080));
        world.PutIngress("shop");

        var message = await world.EventAsync("shop", "FailedBuildModel");

        Assert.StartsWith("Failed build model due to ", message, StringComparison.Ordinal);
        Assert.Matches(
            "operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 403, RequestID: [^,]+, api error AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity$",
            message);
    }

    [Fact]
    public async Task ServiceAccount_WithoutRole_TheIngressSaysSo()
    {
        await using var world = await ControllerWorld.StartAsync(withRole: false);
        world.PutService("web", ("127.0.0.1", 8080));
        world.PutIngress("shop");

        Assert.Contains("no EC2 IMDS role found", await world.EventAsync("shop", "FailedBuildModel"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_LacksAPermission_TheIngressSaysWhich()
    {
        await using var world = await ControllerWorld.StartAsync(
            policy: ControllerPolicy.Document.Replace("\"elasticloadbalancing:CreateLoadBalancer\",", "", StringComparison.Ordinal));
        world.PutService("web", ("127.0.0.1", 8080));
        world.PutIngress("shop");

        var message = await world.EventAsync("shop", "FailedDeployModel");

        Assert.StartsWith("Failed deploy model due to operation error Elastic Load Balancing v2: CreateLoadBalancer, https response error StatusCode: 403", message, StringComparison.Ordinal);
        Assert.Contains("is not authorized to perform: elasticloadbalancing:CreateLoadBalancer", message, StringComparison.Ordinal);
        Assert.Empty((await world.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers ?? []);
    }

    [Fact]
    public async Task Ingress_PathWithWildcard_FailsToBuild()
    {
        await using var world = await ControllerWorld.StartAsync();
        world.PutService("web", ("127.0.0.1", 8080));
        world.PutIngress("shop", path: "/a/*");

        Assert.Equal(
            "Failed build model due to ingress: default/shop: prefix path shouldn't contain wildcards: /a/*", await world.EventAsync("shop", "FailedBuildModel"));
    }

    private static async Task<string> RulesAsync(ControllerWorld world)
    {
        var balancer = (await world.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers.Single();
        var listener = (await world.Elb.DescribeListenersAsync(new DescribeListenersRequest { LoadBalancerArn = balancer.LoadBalancerArn }, Token)).Listeners.Single();
        var rules = await world.Elb.DescribeRulesAsync(new DescribeRulesRequest { ListenerArn = listener.ListenerArn }, Token);
        return string.Join('\n', rules.Rules.Select(rule => $"{rule.RuleArn} {rule.Priority}").Prepend($"{balancer.LoadBalancerArn} {listener.ListenerArn}"));
    }
}
