using System.Text.Json.Nodes;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>Target groups that several clusters fill.</summary>
public sealed class SharedTargetGroupTests
{
    private const string ConfigMap = "/api/v1/namespaces/default/configmaps/aws-lbc-targets-mine";

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Binding_AnotherClustersTarget_StaysWhateverHappens()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        var arn = (await bed.Elb.CreateTargetGroupAsync(
            new CreateTargetGroupRequest { Name = "mine", TargetType = TargetTypeEnum.Ip, Port = 80, Protocol = ProtocolEnum.HTTP, VpcId = bed.VpcId }, Token)).TargetGroups[0].TargetGroupArn;
        await bed.Elb.RegisterTargetsAsync(
            new RegisterTargetsRequest { TargetGroupArn = arn, Targets = [new TargetDescription { Id = "192.168.5.5", Port = 80 }] }, Token);

        await bed.ApplyAsync(Manifest.Binding("mine", "web", new() { ["targetGroupARN"] = arn, ["multiClusterTargetGroup"] = true }));
        await Eventually.UntilAsync(async () => (await bed.TargetsAsync(arn)).Count == 2);
        var own = (await bed.TargetsAsync(arn)).Single(target => target != "192.168.5.5:80");
        Assert.Equal(own, (string?)(await bed.WaitAsync(ConfigMap, map => (string?)map["data"]!["targets"] == own))["data"]!["targets"]);

        // The pod goes and another comes: one target is exchanged, and so is what is tracked.
        var pod = (await bed.ListAsync("/api/v1/namespaces/default/pods"))[0];
        await bed.DeleteAsync($"/api/v1/namespaces/default/pods/{pod["metadata"]!["name"]}?gracePeriodSeconds=0");
        await Eventually.UntilAsync(async () => await bed.TargetsAsync(arn) is { Count: 2 } targets && !targets.Contains(own));
        Assert.Contains("192.168.5.5:80", await bed.TargetsAsync(arn));

        await bed.DeleteAsync($"{Manifest.Bindings}/mine");
        await bed.GoneAsync($"{Manifest.Bindings}/mine");
        Assert.Equal(["192.168.5.5:80"], await bed.TargetsAsync(arn));
        Assert.Null(await bed.FindAsync(ConfigMap));
    }

    [Fact]
    public async Task Ingress_AnnotationComesAndGoes_SoDoesTheFieldOfItsBinding()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")], ("multi-cluster-target-group", "true")));
        await bed.AnswersAsync("shop", "/", "web");
        var binding = await bed.BindingAsync("web");
        var path = $"{Manifest.Bindings}/{binding["metadata"]!["name"]}";
        Assert.True((bool?)binding["spec"]!["multiClusterTargetGroup"]);

        // Whose security groups are named manages their rules: the binding's go too.
        await bed.SendAsync(
            HttpMethod.Patch,
            $"{Manifest.Ingresses}/shop",
            new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["annotations"] = new JsonObject
                    {
                        ["alb.ingress.kubernetes.io/multi-cluster-target-group"] = null,
                        ["alb.ingress.kubernetes.io/security-groups"] = bed.NodeGroupId,
                    },
                },
            },
            "application/merge-patch+json");

        var after = await bed.WaitAsync(path, item => item["spec"]!["networking"] is null);
        Assert.NotEqual(true, (bool?)after["spec"]!["multiClusterTargetGroup"]);
    }
}
