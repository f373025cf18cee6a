using System.Net;
using System.Text.Json.Nodes;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>TargetGroupBindings that a user writes for a target group of one's own, and pods that wait for their health.</summary>
public sealed class TargetGroupBindingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Binding_OfAUsersTargetGroup_IsFilledInAndFilled(bool byName)
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        var group = await CreateGroupAsync(bed, "ip");

        var binding = await bed.ApplyAsync(Manifest.Binding("mine", "web", byName
            ? new() { ["targetGroupName"] = group.TargetGroupName }
            : new() { ["targetGroupARN"] = group.TargetGroupArn }));

        var spec = binding["spec"]!;
        Assert.Equal(
            (group.TargetGroupArn, "ip", "ipv4", bed.VpcId, "HTTP"),
            ((string)spec["targetGroupARN"]!, (string)spec["targetType"]!, (string)spec["ipAddressType"]!, (string)spec["vpcID"]!, (string)spec["targetGroupProtocol"]!));
        await Eventually.UntilAsync(async () => (await bed.TargetsAsync(group.TargetGroupArn)).Count == 1);
        var written = await bed.WaitAsync($"{Manifest.Bindings}/mine", item => item["metadata"]!["annotations"]?["elbv2.k8s.aws/checkpoint"]?.ToString() is { Length: 87 });
        Assert.Equal("""["elbv2.k8s.aws/resources"]""", written["metadata"]!["finalizers"]!.ToJsonString());
        await bed.WaitAsync($"{Manifest.Bindings}/mine", item => (long?)item["status"]?["observedGeneration"] == (long?)item["metadata"]!["generation"]);

        await bed.DeleteAsync($"{Manifest.Bindings}/mine");
        await bed.GoneAsync($"{Manifest.Bindings}/mine");
        Assert.Empty(await bed.TargetsAsync(group.TargetGroupArn));
        Assert.Single((await bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups);
    }

    [Fact]
    public async Task Binding_InstancesWithANodeSelector_HoldsThoseNodesOnly()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web", serviceType: "NodePort");
        var group = await CreateGroupAsync(bed, "instance");
        await bed.ApplyAsync(Manifest.Binding("mine", "web", new()
        {
            ["targetGroupARN"] = group.TargetGroupArn,
            ["nodeSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["number"] = "2" } },
            ["networking"] = JsonNode.Parse("""{"ingress":[{"from":[{"ipBlock":{"cidr":"10.1.0.0/16"}}],"ports":[{"protocol":"TCP","port":4000},{"protocol":"TCP"}]}]}"""),
        }));

        await Eventually.UntilAsync(async () => (await bed.TargetsAsync(group.TargetGroupArn)).Count == 1);

        Assert.StartsWith(bed.Instances[1], Assert.Single(await bed.TargetsAsync(group.TargetGroupArn)), StringComparison.Ordinal);
        await Eventually.UntilAsync(async () => (await bed.NodeRulesAsync()).Count == 2);
        Assert.Equal(
            ["0-65535 10.1.0.0/16", "4000-4000 10.1.0.0/16"],
            (await bed.NodeRulesAsync()).Select(rule => $"{rule.FromPort}-{rule.ToPort} {rule.Ipv4Ranges.Single().CidrIp}").Order(StringComparer.Ordinal));

        await bed.DeleteAsync($"{Manifest.Bindings}/mine");
        await bed.GoneAsync($"{Manifest.Bindings}/mine");
        Assert.Empty(await bed.NodeRulesAsync());
    }

    [Fact]
    public async Task Binding_ItsServiceGoes_SaysSoAndTakesTheTargetsOut()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        var group = await CreateGroupAsync(bed, "ip");
        await bed.ApplyAsync(Manifest.Binding("mine", "web", new() { ["targetGroupARN"] = group.TargetGroupArn }));
        await Eventually.UntilAsync(async () => (await bed.TargetsAsync(group.TargetGroupArn)).Count == 1);

        await bed.DeleteAsync("/api/v1/namespaces/default/services/web");

        Assert.Equal("backend not found: Service \"web\" not found", await bed.EventAsync("mine", "BackendNotFound"));
        await Eventually.UntilAsync(async () => (await bed.TargetsAsync(group.TargetGroupArn)).Count == 0);
    }

    [Fact]
    public async Task Validators_WrongObjects_AreRefusedInTheControllersWords()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        var group = await CreateGroupAsync(bed, "ip");
        await bed.ApplyAsync(Manifest.Binding("mine", "web", new() { ["targetGroupARN"] = group.TargetGroupArn }));

        var ingress = Manifest.Ingress("shop", [("/", "web")]);
        ingress["spec"]!["ingressClassName"] = "none-such";
        var condition = Manifest.Ingress("shop", [("/", "web")], ("conditions.web", """[{"field":"http-header"}]"""));
        var parameters = new JsonObject
        {
            ["apiVersion"] = "elbv2.k8s.aws/v1beta1",
            ["kind"] = "IngressClassParams",
            ["metadata"] = new JsonObject { ["name"] = "other" },
            ["spec"] = new JsonObject { ["inboundCIDRs"] = new JsonArray("10.0.0.1/8") },
        };
        var (_, moved) = await bed.SendAsync(
            HttpMethod.Patch, $"{Manifest.Bindings}/mine", JsonNode.Parse("""{"spec":{"vpcID":"vpc-0123456789abcdef0"}}"""), "application/merge-patch+json");

        Assert.Equal("admission webhook \"vtargetgroupbinding.elbv2.k8s.aws\" denied the request: TargetGroupBinding update may not change these immutable fields: spec.vpcID", (string?)moved["message"]);
        foreach (var (path, item, text) in new[]
        {
            (Manifest.Bindings, Manifest.Binding("second", "web", new() { ["targetGroupARN"] = group.TargetGroupArn }), $"vtargetgroupbinding.elbv2.k8s.aws\" denied the request: TargetGroup {group.TargetGroupArn} is already bound to following TargetGroupBindings [default/mine]."),
            (Manifest.Ingresses, ingress, "vingress.elbv2.k8s.aws\" denied the request: invalid ingress class: IngressClass.networking.k8s.io \"none-such\" not found"),
            (Manifest.Ingresses, condition, "vingress.elbv2.k8s.aws\" denied the request: ignoring Ingress default/shop since invalid alb.ingress.kubernetes.io/conditions.web annotation: "),
            ("/apis/elbv2.k8s.aws/v1beta1/ingressclassparams", parameters, "vingressclassparams.elbv2.k8s.aws\" denied the request: spec.inboundCIDRs[0]: Invalid value: \"10.0.0.1/8\": Network contains bits outside prefix (did you mean \"10.0.0.0/8\")"),
        })
        {
            var (status, body) = await bed.SendAsync(HttpMethod.Post, path, item);
            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.True(((string?)body["message"])!.StartsWith($"admission webhook \"{text}", StringComparison.Ordinal), (string?)body["message"]);
        }
    }

    [Fact]
    public async Task Binding_ClusterIpServiceWithInstances_SaysWhatIsWrong()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        var group = await CreateGroupAsync(bed, "instance");
        await bed.ApplyAsync(Manifest.Binding("mine", "web", new() { ["targetGroupARN"] = group.TargetGroupArn }));

        Assert.Equal(
            "Failed reconcile due to service type must be either 'NodePort' or 'LoadBalancer': default/web", await bed.EventAsync("mine", "FailedReconcile"));
    }

    [Fact]
    public async Task Binding_NamesNoTargetGroup_IsRefusedByTheWebhook()
    {
        await using var bed = await ControllerBed.StartAsync();

        var (status, body) = await bed.SendAsync(HttpMethod.Post, Manifest.Bindings, Manifest.Binding("mine", "web", []));
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("admission webhook \"mtargetgroupbinding.elbv2.k8s.aws\" denied the request: must provide either TargetGroupARN or TargetGroupName", (string?)body["message"]);

        (_, body) = await bed.SendAsync(HttpMethod.Post, Manifest.Bindings, Manifest.Binding("mine", "web", new() { ["targetGroupName"] = "none-such" }));
        Assert.StartsWith(
            "admission webhook \"mtargetgroupbinding.elbv2.k8s.aws\" denied the request: operation error Elastic Load Balancing v2: DescribeTargetGroups, https response error StatusCode: 400, ",
            (string?)body["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollout_PodsWithTheGate_AreReadyOnlyWhenTheirTargetsAreHealthy()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")], ("healthcheck-interval-seconds", "5"), ("healthcheck-timeout-seconds", "2")));
        await bed.AnswersAsync("shop", "/", "web");
        var binding = await bed.BindingAsync("web");
        var gate = $"target-health.elbv2.k8s.aws/{binding["metadata"]!["name"]}";
        await bed.SendAsync(
            HttpMethod.Patch, "/api/v1/namespaces/default", JsonNode.Parse("""{"metadata":{"labels":{"elbv2.k8s.aws/pod-readiness-gate-inject":"enabled"}}}"""), "application/merge-patch+json");

        // The new pods are running and say that they are ill: the rollout waits, the old pod serves.
        bed.Web.Health["second"] = 500;
        await bed.ApplyAsync(Manifest.Deployment("web", 1, "second"));
        var waiting = await Eventually.GetAsync(async () => (await bed.ListAsync("/api/v1/namespaces/default/pods"))
            .FirstOrDefault(pod => Condition(pod, gate) is { } condition && (string?)condition["reason"] == "Target.ResponseCodeMismatch"));
        Assert.Equal(gate, (string?)waiting["spec"]!["readinessGates"]![0]!["conditionType"]);
        Assert.Equal(
            ("False", "Health checks failed with these codes: [500]"), ((string?)Condition(waiting, gate)!["status"], (string?)Condition(waiting, gate)!["message"]));
        Assert.Equal(("True", "False"), ((string?)Condition(waiting, "ContainersReady")!["status"], (string?)Condition(waiting, "Ready")!["status"]));
        Assert.Equal(2, (await bed.ListAsync("/api/v1/namespaces/default/pods")).Count);
        await bed.AnswersAsync("shop", "/", "web");

        bed.Web.Health["second"] = 200;
        await bed.WaitAsync("/apis/apps/v1/namespaces/default/deployments/web", item =>
            (int?)item["status"]?["updatedReplicas"] == 1 && (int?)item["status"]?["replicas"] == 1 && (int?)item["status"]?["availableReplicas"] == 1);
        await bed.AnswersAsync("shop", "/", "second");

        // Nobody is left to say that a target is healthy: the gate opens.
        await bed.DeleteAsync($"{Manifest.Ingresses}/shop");
        await bed.GoneAsync($"{Manifest.Ingresses}/shop");
        var pod = Assert.Single(await bed.ListAsync("/api/v1/namespaces/default/pods"), pod => pod["metadata"]!["deletionTimestamp"] is null);
        Assert.Equal(("True", "Target Group Binding is deleted"), ((string?)Condition(pod, gate)!["status"], (string?)Condition(pod, gate)!["message"]));
    }

    [Fact]
    public async Task Webhooks_TheControllerIsDown_OnlyPodsAreStillTaken()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.SendAsync(
            HttpMethod.Patch, "/api/v1/namespaces/default", JsonNode.Parse("""{"metadata":{"labels":{"elbv2.k8s.aws/pod-readiness-gate-inject":"enabled"}}}"""), "application/merge-patch+json");
        await bed.SendAsync(
            HttpMethod.Patch, "/apis/apps/v1/namespaces/kube-system/deployments/aws-load-balancer-controller", JsonNode.Parse("""{"spec":{"replicas":0}}"""), "application/merge-patch+json");
        await Eventually.UntilAsync(async () => (await bed.ControllerPodsAsync()).Count == 0);

        foreach (var (path, item, webhook, hook) in new[]
        {
            ("/api/v1/namespaces/default/services", Manifest.Service("other"), "mservice.elbv2.k8s.aws", "mutate-v1-service"),
            (Manifest.Ingresses, Manifest.Ingress("shop", [("/", "web")]), "vingress.elbv2.k8s.aws", "validate-networking-v1-ingress"),
            (Manifest.Bindings, Manifest.Binding("mine", "web", new() { ["targetGroupName"] = "mine" }), "mtargetgroupbinding.elbv2.k8s.aws", "mutate-elbv2-k8s-aws-v1beta1-targetgroupbinding"),
        })
        {
            var (status, body) = await bed.SendAsync(HttpMethod.Post, path, item);

            Assert.Equal(HttpStatusCode.InternalServerError, status);
            Assert.Equal(
                $"Internal error occurred: failed calling webhook \"{webhook}\": failed to call webhook: Post \"https://aws-load-balancer-webhook-service.kube-system.svc:443/{hook}?timeout=10s\": no endpoints available for service \"aws-load-balancer-webhook-service\"",
                (string?)body["message"]);
            Assert.Null(await bed.FindAsync($"{path}/{item["metadata"]!["name"]}"));
        }

        // Its webhook is asked in this namespace too, and ignored when it does not answer.
        var template = Manifest.Deployment("single", 1, "single")["spec"]!["template"]!;
        var (created, pod) = await bed.SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/pods", new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = "single", ["labels"] = template["metadata"]!["labels"]!.DeepClone() },
            ["spec"] = template["spec"]!.DeepClone(),
        });
        Assert.True(created == HttpStatusCode.Created, pod.ToJsonString());
        Assert.Null(pod["spec"]!["readinessGates"]);
    }

    [Fact]
    public async Task Service_OfTypeLoadBalancerWithoutClass_IsTakenByTheController()
    {
        await using var bed = await ControllerBed.StartAsync();

        var service = await bed.ApplyAsync(Manifest.Service("public", "LoadBalancer"));

        Assert.Equal("service.k8s.aws/nlb", (string?)service["spec"]!["loadBalancerClass"]);
    }

    private static JsonNode? Condition(JsonNode pod, string type) => pod["status"]?["conditions"]?.AsArray().FirstOrDefault(condition => (string?)condition!["type"] == type);

    internal static async Task<TargetGroup> CreateGroupAsync(ControllerBed bed, string type) => (await bed.Elb.CreateTargetGroupAsync(
        new CreateTargetGroupRequest
        {
            Name = "mine",
            TargetType = new TargetTypeEnum(type),
            Port = 80,
            Protocol = ProtocolEnum.HTTP,
            VpcId = bed.VpcId,
        },
        Token)).TargetGroups[0];
}
