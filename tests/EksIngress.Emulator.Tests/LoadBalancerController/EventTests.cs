using System.Net;
using System.Text.Json.Nodes;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>What a user reads on an Ingress or a TargetGroupBinding when something is wrong.</summary>
public sealed class EventTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ec2:DescribeSubnets", "FailedBuildModel", "Failed build model due to couldn't auto-discover subnets: failed to list subnets by role tag: operation error EC2: DescribeSubnets, https response error StatusCode: 403, ", "UnauthorizedOperation")]
    [InlineData("elasticloadbalancing:DescribeLoadBalancers", "FailedBuildModel", "operation error Elastic Load Balancing v2: DescribeLoadBalancers, https response error StatusCode: 403, ", "AccessDenied")]
    [InlineData("ec2:CreateSecurityGroup", "FailedBuildModel", "operation error EC2: CreateSecurityGroup, https response error StatusCode: 403, ", "UnauthorizedOperation")]
    [InlineData("elasticloadbalancing:DescribeTargetGroups", "FailedDeployModel", "Failed deploy model due to operation error Elastic Load Balancing v2: DescribeTargetGroups, ", "AccessDenied")]
    [InlineData("elasticloadbalancing:CreateTargetGroup", "FailedDeployModel", "Failed deploy model due to operation error Elastic Load Balancing v2: CreateTargetGroup, ", "AccessDenied")]
    [InlineData("elasticloadbalancing:CreateLoadBalancer", "FailedDeployModel", "Failed deploy model due to operation error Elastic Load Balancing v2: CreateLoadBalancer, ", "AccessDenied")]
    [InlineData("elasticloadbalancing:CreateListener", "FailedDeployModel", "Failed deploy model due to operation error Elastic Load Balancing v2: CreateListener, ", "AccessDenied")]
    [InlineData("elasticloadbalancing:CreateRule", "FailedDeployModel", "Failed deploy model due to failed to create listener rule: operation error Elastic Load Balancing v2: CreateRule, ", "AccessDenied")]
    [InlineData("elasticloadbalancing:DescribeRules", "FailedDeployModel", "Failed deploy model due to operation error Elastic Load Balancing v2: DescribeRules, ", "AccessDenied")]
    public async Task Ingress_PolicyLacksAnAction_SaysWhich(string action, string reason, string text, string code)
    {
        await using var bed = await ControllerBed.StartAsync(new() { Denied = action });
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));

        var message = await bed.EventAsync("shop", reason);

        Assert.True(message.Contains(text, StringComparison.Ordinal), message);
        Assert.Contains($"api error {code}: ", message, StringComparison.Ordinal);
        Assert.Contains(action, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("elasticloadbalancing:RegisterTargets", "FailedReconcile", "Failed reconcile due to operation error Elastic Load Balancing v2: RegisterTargets, ")]
    [InlineData("elasticloadbalancing:DescribeTargetHealth", "FailedReconcile", "Failed reconcile due to operation error Elastic Load Balancing v2: DescribeTargetHealth, ")]
    [InlineData("ec2:DescribeInstances", "FailedNetworkReconcile", "operation error EC2: DescribeInstances, ")]
    public async Task Binding_PolicyLacksAnAction_SaysWhich(string action, string reason, string text)
    {
        await using var bed = await ControllerBed.StartAsync(new() { Denied = action });
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        var name = (string)(await bed.BindingAsync("web"))["metadata"]!["name"]!;

        var message = await bed.EventAsync(name, reason);

        Assert.StartsWith(text, message, StringComparison.Ordinal);
        Assert.Contains("https response error StatusCode: 403", message, StringComparison.Ordinal);
        Assert.Contains(action, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ingresses", "FailedAddFinalizer", "Failed add finalizer due to ")]
    [InlineData("ingresses/status", "FailedUpdateStatus", "Failed update status due to failed to update ingress status: default/mine: ")]
    [InlineData("targetgroupbindings", "FailedAddFinalizer", "Failed add finalizer due to ")]
    [InlineData("targetgroupbindings/status", "FailedUpdateStatus", "Failed update status due to failed to update targetGroupBinding status: default/mine: ")]
    public async Task ClusterRole_LacksPatch_TheObjectSaysSo(string resource, string reason, string prefix)
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await DenyPatchAsync(bed, resource);
        var group = await TargetGroupBindingTests.CreateGroupAsync(bed, "ip");
        var (kind, item) = resource.StartsWith("ingresses", StringComparison.Ordinal)
            ? ("ingresses.networking.k8s.io", Manifest.Ingress("mine", [("/", "web")]))
            : ("targetgroupbindings.elbv2.k8s.aws", Manifest.Binding("mine", "web", new() { ["targetGroupARN"] = group.TargetGroupArn }));
        await bed.ApplyAsync(item);

        var message = await bed.EventAsync("mine", reason);

        Assert.StartsWith(
            $"{prefix}{kind} \"mine\" is forbidden: User \"system:serviceaccount:kube-system:aws-load-balancer-controller\" cannot patch resource \"{resource}\" in API group ",
            message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Binding_TargetsCannotBeTakenOut_StaysAndSaysWhy()
    {
        await using var bed = await ControllerBed.StartAsync(new() { Denied = "elasticloadbalancing:DeregisterTargets" });
        await bed.AddWebAsync("web");
        var group = await TargetGroupBindingTests.CreateGroupAsync(bed, "ip");
        await bed.ApplyAsync(Manifest.Binding("mine", "web", new() { ["targetGroupARN"] = group.TargetGroupArn }));
        await bed.EventAsync("mine", "SuccessfullyReconciled");

        await bed.DeleteAsync($"{Manifest.Bindings}/mine");

        var message = await bed.EventAsync("mine", "FailedCleanup");
        Assert.StartsWith("Failed cleanup due to operation error Elastic Load Balancing v2: DeregisterTargets, https response error StatusCode: 403, ", message, StringComparison.Ordinal);
        var held = await bed.WaitAsync($"{Manifest.Bindings}/mine", item => item["status"]?["conditions"] is not null);
        var condition = Assert.Single(held["status"]!["conditions"]!.AsArray())!;
        Assert.Equal(("Ready", "False", "FailedCleanup"), ((string?)condition["type"], (string?)condition["status"], (string?)condition["reason"]));
        Assert.Contains("elasticloadbalancing:DeregisterTargets", (string?)condition["message"], StringComparison.Ordinal);
        Assert.Equal("""["elbv2.k8s.aws/resources"]""", held["metadata"]!["finalizers"]!.ToJsonString());
        Assert.Single(await bed.TargetsAsync(group.TargetGroupArn));
    }

    [Fact]
    public async Task TrustPolicy_NamesAnotherServiceAccount_TheIngressSaysSo()
    {
        await using var bed = await ControllerBed.StartAsync(new() { TrustedSubject = "system:serviceaccount:kube-system:somebody-else" });
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));

        var message = await bed.EventAsync("shop", "FailedBuildModel");

        Assert.StartsWith("Failed build model due to ", message, StringComparison.Ordinal);
        Assert.Matches(
            "operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 403, RequestID: [^,]+, api error AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity$",
            message);
        Assert.Empty((await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers ?? []);
    }

    [Fact]
    public async Task ServiceAccount_WithoutRole_TheIngressSaysSo()
    {
        await using var bed = await ControllerBed.StartAsync(new() { HasRole = false });
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));

        Assert.Contains("no EC2 IMDS role found", await bed.EventAsync("shop", "FailedBuildModel"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ingress_WrongInManyWays_SaysEach()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        var cases = new (JsonObject Ingress, string Reason, string Message)[]
        {
            (Manifest.Ingress("wildcard", [("/a/*", "web")]), "FailedBuildModel", "Failed build model due to ingress: default/wildcard: prefix path shouldn't contain wildcards: /a/*"),
            (Manifest.Ingress("group", [("/", "web")], ("group.name", "Not.Valid")), "FailedLoadGroupID", "failed load groupID due to "),
            (Manifest.Ingress("instance", [("/", "web")], ("target-type", "instance")), "FailedBuildModel", "Failed build model due to ingress: default/instance: TargetGroup port is empty. When using Instance targets, your service be must of type 'NodePort' or 'LoadBalancer'"),
            (Manifest.Ingress("attribute", [("/", "web")], ("load-balancer-attributes", "no.such=1")), "FailedDeployModel", "Failed deploy model due to operation error Elastic Load Balancing v2: ModifyLoadBalancerAttributes, "),
        };
        foreach (var (ingress, _, _) in cases)
        {
            await bed.ApplyAsync(ingress);
        }

        foreach (var (ingress, reason, message) in cases)
        {
            Assert.StartsWith(message, await bed.EventAsync((string)ingress["metadata"]!["name"]!, reason), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Group_OrderIsWrong_OnlyTheControllersLogSaysSo()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.ApplyAsync(Manifest.Ingress("order", [("/", "web")], ("group.name", "g"), ("group.order", "5000")));

        await Eventually.UntilAsync(async () =>
            (await bed.ControllerLogAsync()).Contains("explicit Ingress group order must be within [-1000:1000]", StringComparison.Ordinal));
        Assert.DoesNotContain(await bed.ListAsync("/api/v1/namespaces/default/events"), item => (string?)item["involvedObject"]!["name"] == "order");
    }

    [Fact]
    public async Task Group_OneMemberIsWrong_EveryMemberIsToldAndNothingChanges()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("good", [("/good", "web")], ("group.name", "shop")));
        await bed.EventAsync("good", "SuccessfullyReconciled");

        await bed.ApplyAsync(Manifest.Ingress("bad", [("/a/*", "web")], ("group.name", "shop")));

        const string Message = "Failed build model due to ingress: default/bad: prefix path shouldn't contain wildcards: /a/*";
        Assert.Equal(Message, await bed.EventAsync("good", "FailedBuildModel"));
        Assert.Equal(Message, await bed.EventAsync("bad", "FailedBuildModel"));
        Assert.Single(await bed.RulesAsync());
    }

    [Fact]
    public async Task Group_FinalizerOfAMemberThatLeftCannotBeRemoved_TheOthersAreTold()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("stays", [("/stays", "web")], ("group.name", "shop")));
        await bed.ApplyAsync(Manifest.Ingress("leaves", [("/leaves", "web")], ("group.name", "shop")));
        await Eventually.UntilAsync(async () => (await bed.AddressedAsync("leaves"))["metadata"]!["finalizers"] is not null && (await bed.RulesAsync()).Count == 2);
        await bed.AddressedAsync("stays");
        await DenyPatchAsync(bed, "ingresses");

        await bed.DeleteAsync($"{Manifest.Ingresses}/leaves");

        Assert.StartsWith(
            "Failed remove finalizer due to ingresses.networking.k8s.io \"leaves\" is forbidden: User \"system:serviceaccount:kube-system:aws-load-balancer-controller\" cannot patch resource \"ingresses\" in API group ",
            await bed.EventAsync("stays", "FailedRemoveFinalizer"),
            StringComparison.Ordinal);
        Assert.Equal("""["group.ingress.k8s.aws/shop"]""", (await bed.FindAsync($"{Manifest.Ingresses}/leaves"))!["metadata"]!["finalizers"]!.ToJsonString());
        Assert.Single(await bed.RulesAsync());
    }

    [Fact]
    public async Task Binding_FinalizerCannotBeRemoved_SaysSo()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        var group = await TargetGroupBindingTests.CreateGroupAsync(bed, "ip");
        await bed.ApplyAsync(Manifest.Binding("mine", "web", new() { ["targetGroupARN"] = group.TargetGroupArn }));
        await bed.EventAsync("mine", "SuccessfullyReconciled");
        await DenyPatchAsync(bed, "targetgroupbindings");

        await bed.DeleteAsync($"{Manifest.Bindings}/mine");

        Assert.StartsWith(
            "Failed remove finalizer due to targetgroupbindings.elbv2.k8s.aws \"mine\" is forbidden: ",
            await bed.EventAsync("mine", "FailedRemoveFinalizer"),
            StringComparison.Ordinal);
        Assert.Empty(await bed.TargetsAsync(group.TargetGroupArn));
    }

    [Fact]
    public async Task Nodes_WithTwoGroupsOfTheCluster_TheBindingSaysWhichInterfaceAndGoesOnWhenOneIsUntagged()
    {
        await using var bed = await ControllerBed.StartAsync(new() { HasSecondNodeGroup = true });
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        var binding = await bed.BindingAsync("web");
        var name = (string)binding["metadata"]!["name"]!;

        var message = await bed.EventAsync(name, "FailedNetworkReconcile");

        Assert.Matches(
            $@"^expected exactly one securityGroup tagged with kubernetes\.io/cluster/{ControllerBed.ClusterName} for eni eni-[0-9a-f]+, got: \[sg-[0-9a-f]+ sg-[0-9a-f]+\] \(clusterName: {ControllerBed.ClusterName}\)$",
            message);

        // The targets are registered all the same; nothing lets the load balancer reach them.
        await Eventually.UntilAsync(async () => (await bed.TargetsAsync((string)binding["spec"]!["targetGroupARN"]!)).Count == 1);
        Assert.Empty(await bed.NodeRulesAsync());
        var second = (await bed.Ec2.DescribeSecurityGroupsAsync(
            new Amazon.EC2.Model.DescribeSecurityGroupsRequest { Filters = [new Amazon.EC2.Model.Filter("group-name", ["more"])] }, Token)).SecurityGroups.Single();
        await bed.Ec2.DeleteTagsAsync(new Amazon.EC2.Model.DeleteTagsRequest { Resources = [second.GroupId], Tags = [.. second.Tags] }, Token);

        // One that runs would take the group for tagged for ten minutes.
        await bed.RestartControllerAsync();
        await bed.EventAsync(name, "SuccessfullyReconciled");
        Assert.Single(await bed.NodeRulesAsync());
    }

    [Fact]
    public async Task SharedGroup_MayNotBeDeleted_OnlyTheControllersLogSaysSo()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("user", [("/", "web")]));
        await bed.ApplyAsync(Manifest.Ingress("other", [("/", "web")], ("security-groups", bed.NodeGroupId)));
        await bed.EventAsync("user", "SuccessfullyReconciled");
        await bed.EventAsync("other", "SuccessfullyReconciled");
        await bed.DeleteAsync($"{Manifest.Ingresses}/user");
        await bed.GoneAsync($"{Manifest.Ingresses}/user");
        bed.Faults.FailNext("DeleteSecurityGroup", "UnauthorizedOperation", times: 1000, statusCode: 403);

        // Nobody needs the shared group any more, and who reconciles next finds that out.
        await bed.ApplyAsync(Manifest.Ingress("other", [("/", "web")], ("security-groups", bed.NodeGroupId), ("tags", "round=2")));

        await Eventually.UntilAsync(async () => (await bed.ControllerLogAsync()).Contains(
            "\"error\":\"failed to delete securityGroup: operation error EC2: DeleteSecurityGroup, https response error StatusCode: 403, ", StringComparison.Ordinal));
        Assert.DoesNotContain(await bed.ListAsync("/api/v1/namespaces/default/events"), item => (string?)item["type"] == "Warning");
    }

    private static async Task DenyPatchAsync(ControllerBed bed, string resource)
    {
        const string Path = "/apis/rbac.authorization.k8s.io/v1/clusterroles/aws-load-balancer-controller-role";
        var rules = (await bed.FindAsync(Path))!["rules"]!.DeepClone().AsArray();
        var verbs = Assert.Single(rules, rule => rule!["resources"]!.AsArray().Any(name => (string?)name == resource))!["verbs"]!.AsArray();
        Assert.True(verbs.Remove(Assert.Single(verbs, verb => (string?)verb == "patch")));
        var (status, body) = await bed.SendAsync(HttpMethod.Patch, Path, new JsonObject { ["rules"] = rules }, "application/merge-patch+json");
        Assert.True(status == HttpStatusCode.OK, body.ToJsonString());
    }
}
