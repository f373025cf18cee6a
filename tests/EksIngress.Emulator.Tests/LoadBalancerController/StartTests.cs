using System.Net;
using System.Text.Json.Nodes;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>How the controller starts, what it says when it cannot, and who works when there are two of them.</summary>
public sealed class StartTests
{
    private const string Lease = "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/aws-load-balancer-controller-leader";

    private const string NoMetadata =
        "failed to fetch VPC ID from instance metadata: error in fetching vpc id through ec2 metadata: get mac metadata: operation error ec2imds: GetMetadata, canceled, context deadline exceeded";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--aws-vpc-id=", "unable to initialize AWS cloud", $"failed to get VPC ID: {NoMetadata}")]
    [InlineData("--aws-vpc-id= --aws-vpc-tags=Name=nobody", "unable to initialize AWS cloud", "failed to get VPC ID: failed to fetch VPC ID with tags: operation error EC2: DescribeVpcs, get identity: get credentials: failed to refresh cached credentials, no EC2 IMDS role found, ")]
    [InlineData("--aws-region=", "unable to initialize AWS cloud", "failed to introspect region from EC2Metadata, specify --aws-region instead if EC2Metadata is unavailable: operation error ec2imds: GetRegion, canceled, context deadline exceeded")]
    [InlineData("--aws-api-endpoints=EC2=https://ec2.eu-west-1.amazonaws.com", "unable to initialize AWS cloud", "--aws-api-endpoints=EC2=https://ec2.eu-west-1.amazonaws.com does not name a loopback address; the emulated controller will not call AWS itself")]
    [InlineData("--cluster-name=", "unable to load controller config", "kubernetes cluster name must be specified")]
    [InlineData("--no-such-flag=1", "unable to load controller config", "unknown flag: --no-such-flag")]
    [InlineData("--service-max-concurrent-reconciles=5", "unable to load controller config", "--service-max-concurrent-reconciles is not emulated: nothing here makes load balancers of Services; remove it to continue")]
    [InlineData("--webhook-cert-dir=/nowhere", "problem running manager", "open /nowhere/tls.crt: ")]
    [InlineData("--health-probe-bind-addr=:x", "unable to start manager", "invalid argument \":x\" for \"--health-probe-bind-addr\" flag: listen tcp: address :x: invalid port")]
    public async Task Pod_CannotStart_SaysWhyAndIsStartedAgain(string args, string what, string reason)
    {
        // Without a role: the webhook that gives pods one gives them the region, too.
        await using var bed = await ControllerBed.StartAsync(new() { Args = args.Split(' '), HasRole = false, IsExpectedToRun = false });

        var pod = await Eventually.GetAsync(async () =>
            (await bed.ControllerPodsAsync()).FirstOrDefault(found => (int?)found["status"]?["containerStatuses"]?[0]?["restartCount"] >= 1));

        var line = await Eventually.GetAsync(async () => (await bed.ControllerLogAsync()).Split('\n')
            .Where(text => text.StartsWith('{')).Select(text => JsonNode.Parse(text)!).FirstOrDefault(entry => (string?)entry["level"] == "error"));
        Assert.Equal(("setup", what), ((string?)line["logger"], (string?)line["msg"]));
        Assert.StartsWith(reason, (string?)line["error"], StringComparison.Ordinal);
        Assert.Equal("Error", (string?)pod["status"]!["containerStatuses"]![0]!["lastState"]!["terminated"]!["reason"]);

        // It is the same pod that is started again, and no other beside it.
        Assert.Equal((string?)pod["metadata"]!["uid"], (string?)Assert.Single(await bed.ControllerPodsAsync())["metadata"]!["uid"]);

        // While it is down, its webhooks hold Ingresses back.
        var (status, body) = await bed.SendAsync(HttpMethod.Post, Manifest.Ingresses, Manifest.Ingress("shop", [("/", "web")]));
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("failed calling webhook \"vingress.elbv2.k8s.aws\"", (string?)body["message"], StringComparison.Ordinal);
        Assert.Contains("no endpoints available for service \"aws-load-balancer-webhook-service\"", (string?)body["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vpc_IsNotNamed_IsFoundByTheNodesInstanceId()
    {
        await using var bed = await ControllerBed.StartAsync(new() { Args = ["--aws-vpc-id="], Environment = new Dictionary<string, string> { ["NODENAME"] = "i-0123456789abcdef0" }, IsExpectedToRun = false });
        await Eventually.UntilAsync(async () => (await bed.ControllerPodsAsync()).Count == 1 && (await bed.ControllerLogAsync()).Contains("failed to get VPC ID", StringComparison.Ordinal));

        // An instance that is none: both ways are told.
        Assert.Contains(
            $"failed to get VPC ID: [{NoMetadata}, failed to describe instance \\\"i-0123456789abcdef0\\\": operation error EC2: DescribeInstances, https response error StatusCode: 400, ",
            await bed.ControllerLogAsync(),
            StringComparison.Ordinal);

        await bed.SendAsync(
            HttpMethod.Patch,
            "/apis/apps/v1/namespaces/kube-system/deployments/aws-load-balancer-controller",
            new JsonArray(new JsonObject { ["op"] = "replace", ["path"] = "/spec/template/spec/containers/0/env/0/value", ["value"] = bed.Instances[0] }),
            "application/json-patch+json");
        await bed.ControllerReadyAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        Assert.Equal(bed.VpcId, (await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers.Single().VpcId);
    }

    [Fact]
    public async Task Replicas_Two_BothServeWebhooksAndOneActsUntilItEnds()
    {
        await using var bed = await ControllerBed.StartAsync(new() { Replicas = 2 });
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.AnswersAsync("shop", "/", "web");
        var holder = await HolderAsync(bed);
        Assert.Equal(["leads", "waits"], (await LogsAsync(bed)).Select(log => log.Value.Contains("successfully acquired lease", StringComparison.Ordinal) ? "leads" : "waits").Order(StringComparer.Ordinal));
        Assert.All(await LogsAsync(bed), log => Assert.Contains("Serving webhook server", log.Value, StringComparison.Ordinal));
        Assert.Equal([holder], (await LogsAsync(bed)).Where(log => log.Value.Contains("successfully deployed model", StringComparison.Ordinal)).Select(log => log.Key));

        await bed.DeleteAsync($"/api/v1/namespaces/kube-system/pods/{holder}?gracePeriodSeconds=0");
        await bed.DeleteAsync(Lease);
        await Eventually.UntilAsync(async () => await bed.FindAsync(Lease) is not null && await HolderAsync(bed) is var next && next != holder && next.Length > 0);
        await bed.ApplyAsync(Manifest.Ingress("second", [("/", "web")]));

        await bed.EventAsync("second", "SuccessfullyReconciled");
        var leader = await HolderAsync(bed);
        Assert.Equal([leader], (await LogsAsync(bed)).Where(log => log.Value.Contains("\"ingressGroup\":\"default/second\"", StringComparison.Ordinal)).Select(log => log.Key));
    }

    [Fact]
    public async Task LeaderElection_IsSwitchedOff_NoLeaseIsTaken()
    {
        await using var bed = await ControllerBed.StartAsync(new() { Args = ["--enable-leader-election=false", "--log-level=debug"] });
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));

        await bed.AnswersAsync("shop", "/", "web");

        Assert.Null(await bed.FindAsync(Lease));
        var log = await bed.ControllerLogAsync();
        Assert.DoesNotContain("successfully acquired lease", log, StringComparison.Ordinal);
        Assert.Contains("\"level\":\"debug\"", log, StringComparison.Ordinal);
        Assert.Contains("vpcid is specified using flag --aws-vpc-id, controller will use the value", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeaderElection_OtherLease_IsRefusedByTheChartsRole()
    {
        await using var bed = await ControllerBed.StartAsync(new() { Args = ["--leader-election-id=mine"] });

        // The role of the chart knows one name; with another the controller serves webhooks and never acts.
        await Eventually.UntilAsync(async () => (await bed.ControllerLogAsync()).Contains("error retrieving resource lock", StringComparison.Ordinal));
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        Assert.Null((await bed.FindAsync($"{Manifest.Ingresses}/shop"))!["metadata"]!["finalizers"]);
    }

    [Fact]
    public async Task LoadBalancer_IsBeingProvisioned_CapacityWaitsAndWithItTheEvent()
    {
        // Provisioning takes 150 s times the scale.
        await using var bed = await ControllerBed.StartAsync(new()
        {
            Args = ["--lb-stabilization-monitor-interval=50ms", "--log-level=debug"],
            Settings = new Dictionary<string, string?> { ["TimeScale"] = "0.05" },
        });
        await bed.AddWebAsync("web");

        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")], ("minimum-load-balancer-capacity", "CapacityUnits=1000")));
        await bed.EventAsync("shop", "SuccessfullyReconciled");

        var log = await bed.ControllerLogAsync();
        Assert.Matches("\"msg\":\"requeue after\",\"duration\":\"[^\"]+\",\"reason\":\"monitor provisioning state for load balancer: k8s-default-shop-[0-9a-f]{10}\"", log);
        Assert.Equal(1, log.Split("successfully deployed model").Length - 1);
        Assert.True(log.Split("successfully built model").Length > 2, log);
        Assert.Equal(1000, (await bed.Elb.DescribeCapacityReservationAsync(
            new DescribeCapacityReservationRequest { LoadBalancerArn = await bed.LoadBalancerArnAsync() }, Token)).MinimumLoadBalancerCapacity.CapacityUnits);
        Assert.DoesNotContain(await bed.ListAsync("/api/v1/namespaces/default/events"), item => (string?)item["reason"] == "FailedDeployModel");
    }

    private static async Task<string> HolderAsync(ControllerBed bed) =>
        ((string?)(await bed.FindAsync(Lease))?["spec"]?["holderIdentity"] ?? "").Split('_')[0];

    private static async Task<Dictionary<string, string>> LogsAsync(ControllerBed bed)
    {
        var logs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pod in await bed.ControllerPodsAsync())
        {
            var name = (string)pod["metadata"]!["name"]!;
            logs[name] = (string?)(await bed.SendAsync(HttpMethod.Get, $"/api/v1/namespaces/kube-system/pods/{name}/log")).Body["text"] ?? "";
        }

        return logs;
    }
}
