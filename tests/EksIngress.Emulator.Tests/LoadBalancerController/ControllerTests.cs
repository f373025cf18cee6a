using System.Net;
using System.Text.Json.Nodes;
using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>What the controller makes of Ingresses, keeps, repairs and takes away.</summary>
public sealed class ControllerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ingress_WithReadyPods_AnswersThroughALoadBalancerOpenedToItsPods()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web", replicas: 2);
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));

        await bed.AnswersAsync("shop", "/", "web");

        Assert.Equal("Successfully reconciled", await bed.EventAsync("shop", "SuccessfullyReconciled"));
        var ingress = await bed.AddressedAsync("shop");
        var balancer = Assert.Single((await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers);
        Assert.Equal(balancer.DNSName.ToLowerInvariant(), (string?)ingress["status"]!["loadBalancer"]!["ingress"]![0]!["hostname"]);
        Assert.Equal("""["ingress.k8s.aws/resources"]""", ingress["metadata"]!["finalizers"]!.ToJsonString());
        var binding = await bed.BindingAsync("web");
        Assert.Equal("Successfully reconciled", await bed.EventAsync((string)binding["metadata"]!["name"]!, "SuccessfullyReconciled"));
        var pods = await bed.ListAsync("/api/v1/namespaces/default/pods");
        Assert.Equal(pods.Select(pod => $"{pod["status"]!["podIP"]}:8080").Order(StringComparer.Ordinal), await bed.TargetsAsync((string)binding["spec"]!["targetGroupARN"]!));

        // The nodes' group lets the load balancers' shared group in, on the pods' port and no other.
        var backend = Assert.Single((await bed.Ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest { Filters = [new Filter("tag:elbv2.k8s.aws/resource", ["backend-sg"])] }, Token)).SecurityGroups);
        var rule = Assert.Single(await bed.NodeRulesAsync());
        Assert.Equal(("tcp", 8080, 8080), (rule.IpProtocol, rule.FromPort, rule.ToPort));
        var source = Assert.Single(rule.UserIdGroupPairs);
        Assert.Equal((backend.GroupId, "elbv2.k8s.aws/targetGroupBinding=shared"), (source.GroupId, source.Description));
    }

    [Fact]
    public async Task Ingress_InstanceTargets_AnswerThroughNodePortsOfTheNodes()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web", serviceType: "NodePort");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")], ("target-type", "instance"), ("healthcheck-path", "/health")));

        await bed.AnswersAsync("shop", "/", "web");

        var binding = await bed.BindingAsync("web");
        var port = (int)(await bed.FindAsync("/api/v1/namespaces/default/services/web"))!["spec"]!["ports"]![0]!["nodePort"]!;
        Assert.Equal(bed.Instances.Select(id => $"{id}:{port}").Order(StringComparer.Ordinal), await bed.TargetsAsync((string)binding["spec"]!["targetGroupARN"]!));
        Assert.Equal((port, port), (Assert.Single(await bed.NodeRulesAsync()).FromPort, Assert.Single(await bed.NodeRulesAsync()).ToPort));

        // A node that is taken out of load balancers goes; the other serves on.
        await bed.SendAsync(HttpMethod.Patch, "/api/v1/nodes/node-1", JsonNode.Parse("""{"metadata":{"labels":{"node.kubernetes.io/exclude-from-external-load-balancers":"true"}}}"""), "application/merge-patch+json");
        await Eventually.UntilAsync(async () => (await bed.TargetsAsync((string)binding["spec"]!["targetGroupARN"]!)).SequenceEqual([$"{bed.Instances[1]}:{port}"]));
        await bed.AnswersAsync("shop", "/", "web");
    }

    [Fact]
    public async Task Ingress_Deleted_TakesEverythingWithItInOrder()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.AnswersAsync("shop", "/", "web");
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        await bed.EventAsync((string)(await bed.BindingAsync("web"))["metadata"]!["name"]!, "SuccessfullyReconciled");
        await bed.SettleAsync();
        var before = bed.Calls.Count;

        await bed.DeleteAsync($"{Manifest.Ingresses}/shop");
        await bed.GoneAsync($"{Manifest.Ingresses}/shop");

        Assert.Empty((await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers ?? []);
        Assert.Empty((await bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups ?? []);
        Assert.Empty(await bed.ListAsync(Manifest.Bindings));
        Assert.Empty(await bed.NodeRulesAsync());
        var groups = (await bed.Ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest(), Token)).SecurityGroups;
        Assert.DoesNotContain(groups, group => group.GroupName.StartsWith("k8s-", StringComparison.Ordinal));
        Assert.Equal(
            ["DeleteLoadBalancer", "DeregisterTargets", "RevokeSecurityGroupIngress", "DeleteTargetGroup", "DeleteSecurityGroup", "DeleteSecurityGroup"],
            bed.Calls.Skip(before).Where(call => !call.StartsWith("Describe", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Ingress_ReconciledAgain_WritesNothing()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.AnswersAsync("shop", "/", "web");
        await bed.EventAsync((string)(await bed.BindingAsync("web"))["metadata"]!["name"]!, "SuccessfullyReconciled");
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        await bed.SettleAsync();
        var writes = bed.Writes.ToList();
        var version = (string?)(await bed.FindAsync($"{Manifest.Ingresses}/shop"))!["metadata"]!["resourceVersion"];

        await bed.RestartControllerAsync();
        await Eventually.UntilAsync(async () =>
            (await bed.ListAsync("/api/v1/namespaces/default/events")).Count(item => (string?)item["involvedObject"]!["name"] == "shop" && (string?)item["reason"] == "SuccessfullyReconciled") > 1);

        Assert.Equal(writes, bed.Writes.Where(call => call != "AssumeRoleWithWebIdentity"));
        Assert.Equal(version, (string?)(await bed.FindAsync($"{Manifest.Ingresses}/shop"))!["metadata"]!["resourceVersion"]);
    }

    [Fact]
    public async Task Pods_ScaleAndMove_TargetsFollow()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.AnswersAsync("shop", "/", "web");
        var arn = (string)(await bed.BindingAsync("web"))["spec"]!["targetGroupARN"]!;

        await bed.ApplyAsync(Manifest.Deployment("web", 3, "web"));
        await Eventually.UntilAsync(async () => (await bed.TargetsAsync(arn)).Count == 3);
        await bed.ApplyAsync(Manifest.Deployment("web", 0, "web"));
        await Eventually.UntilAsync(async () => (await bed.TargetsAsync(arn)).Count == 0);
    }

    [Fact]
    public async Task Drift_SomebodyChangesAws_IsRepairedByTheNextReconcile()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.AnswersAsync("shop", "/", "web");
        var rule = Assert.Single(await bed.RulesAsync());
        await bed.Elb.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = rule.RuleArn }, Token);
        var group = Assert.Single((await bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups);
        await bed.Elb.ModifyTargetGroupAsync(new ModifyTargetGroupRequest { TargetGroupArn = group.TargetGroupArn, HealthCheckIntervalSeconds = 200 }, Token);

        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")], ("tags", "team=shop")));

        await Eventually.UntilAsync(async () => (await bed.RulesAsync()).Count == 1);
        await bed.AnswersAsync("shop", "/", "web");
        Assert.Equal(15, Assert.Single((await bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups).HealthCheckIntervalSeconds);
    }

    [Fact]
    public async Task SyncPeriod_Passes_TargetsThatSomebodyTookOutComeBack()
    {
        await using var bed = await ControllerBed.StartAsync(new() { Args = ["--sync-period=1s"] });
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.AnswersAsync("shop", "/", "web");
        var arn = (string)(await bed.BindingAsync("web"))["spec"]!["targetGroupARN"]!;
        var target = Assert.Single((await bed.Elb.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = arn }, Token)).TargetHealthDescriptions).Target;

        await bed.Elb.DeregisterTargetsAsync(new DeregisterTargetsRequest { TargetGroupArn = arn, Targets = [target] }, Token);

        await Eventually.UntilAsync(async () => (await bed.TargetsAsync(arn)).Count == 1);
    }

    [Fact]
    public async Task Scheme_Changes_ReplacesTheLoadBalancerAndKeepsTheTargetGroup()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")], ("load-balancer-attributes", "deletion_protection.enabled=true")));
        await bed.AnswersAsync("shop", "/", "web");
        var before = Assert.Single((await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers);
        var group = (string?)(await bed.BindingAsync("web"))["spec"]!["targetGroupARN"];

        // Protection is of the load balancer, not of its scheme: it is switched off, and the new one gets it again.
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")], ("scheme", "internal"), ("load-balancer-attributes", "deletion_protection.enabled=true")));

        var after = await Eventually.GetAsync(async () =>
            (await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers?.Find(balancer => balancer.LoadBalancerArn != before.LoadBalancerArn));
        Assert.Equal(LoadBalancerSchemeEnum.Internal, after.Scheme);
        await bed.WaitAsync($"{Manifest.Ingresses}/shop", item =>
            string.Equals((string?)item["status"]?["loadBalancer"]?["ingress"]?[0]?["hostname"], after.DNSName, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(group, (string?)(await bed.BindingAsync("web"))["spec"]!["targetGroupARN"]);

        await bed.DeleteAsync($"{Manifest.Ingresses}/shop");

        // It is no member any more, so it gets no event; it stays, and the controller's log says why.
        await Eventually.UntilAsync(async () =>
            (await bed.ControllerLogAsync()).Contains("deletion_protection is enabled, cannot delete the ingress: shop", StringComparison.Ordinal));
        Assert.NotNull(await bed.FindAsync($"{Manifest.Ingresses}/shop"));
    }

    [Fact]
    public async Task TargetType_Changes_TheNewGroupServesBeforeTheOldOneGoes()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web", serviceType: "NodePort");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.AnswersAsync("shop", "/", "web");
        var before = bed.Writes.Count();

        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")], ("target-type", "instance")));
        await Eventually.UntilAsync(() => Task.FromResult(bed.Writes.Skip(before).Contains("DeleteTargetGroup")));

        Assert.Equal(
            ["CreateTargetGroup", "ModifyRule", "DeleteTargetGroup"],
            bed.Writes.Skip(before).Where(call => call is "CreateTargetGroup" or "ModifyRule" or "DeleteTargetGroup"));
        await bed.AnswersAsync("shop", "/", "web");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(9)]
    [InlineData(12)]
    public async Task Controller_IsKilledAfterSoManyCalls_TheNextOneFinishes(int calls)
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await Eventually.UntilAsync(() => Task.FromResult(bed.Calls.Count >= calls));

        await bed.RestartControllerAsync();

        await bed.AnswersAsync("shop", "/", "web");
        Assert.Single((await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers);
        Assert.Single((await bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups);
        await bed.DeleteAsync($"{Manifest.Ingresses}/shop");
        await bed.GoneAsync($"{Manifest.Ingresses}/shop");
        Assert.Empty((await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers ?? []);
    }

    [Fact]
    public async Task Pod_OfTheController_ServesProbesAndMetrics()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        var address = (string?)Assert.Single(await bed.ControllerPodsAsync())["status"]!["podIP"];
        using var client = new HttpClient();

        Assert.Equal("ok", await client.GetStringAsync(new Uri($"http://{address}:61779/healthz"), Token));
        Assert.Equal("ok", await client.GetStringAsync(new Uri($"http://{address}:61779/readyz"), Token));
        Assert.Contains("controller_runtime_reconcile_total{controller=\"ingress\",result=\"success\"} 1", await client.GetStringAsync(new Uri($"http://{address}:8080/metrics"), Token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri($"http://{address}:8080/healthz"), Token)).StatusCode);
    }
}
