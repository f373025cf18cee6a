using System.Text.Json.Nodes;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Aws.Faults;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>TargetGroupBindings that the controller makes: they are its own, whatever somebody writes into them.</summary>
public sealed class ManagedBindingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"metadata":{"labels":{"stray":"1"}}}""", "labels")]
    [InlineData("""{"metadata":{"annotations":{"stray":"1"}}}""", "annotations")]
    [InlineData("""{"spec":{"nodeSelector":{"matchLabels":{"number":"1"}}}}""", "nodeSelector")]
    public async Task Binding_SomebodyAddsToIt_IsMadeWhatItWas(string patch, string what)
    {
        await using var bed = await StartAsync();
        var name = (string)(await bed.BindingAsync("web"))["metadata"]!["name"]!;
        await bed.SendAsync(HttpMethod.Patch, $"{Manifest.Bindings}/{name}", JsonNode.Parse(patch), "application/merge-patch+json");

        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")], ("tags", "look=again")));

        await bed.WaitAsync($"{Manifest.Bindings}/{name}", item => what == "nodeSelector"
            ? item["spec"]![what] is null
            : item["metadata"]![what]?.AsObject().ContainsKey("stray") != true);
    }

    [Fact]
    public async Task Binding_SomebodyAddsToAMapThatIsWanted_IsMadeWhatItWas()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web", serviceType: "NodePort");
        (string, string)[] annotations = [("target-type", "instance"), ("target-node-labels", "kubernetes.io/os=linux")];
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")], annotations));
        await bed.AddressedAsync("shop");
        var binding = await bed.BindingAsync("web");
        var name = (string)binding["metadata"]!["name"]!;
        var wanted = binding["spec"]!["nodeSelector"]!.ToJsonString();
        Assert.Contains("kubernetes.io/os", wanted, StringComparison.Ordinal);
        await bed.SendAsync(
            HttpMethod.Patch, $"{Manifest.Bindings}/{name}", JsonNode.Parse("""{"spec":{"nodeSelector":{"matchLabels":{"number":"1"}}}}"""), "application/merge-patch+json");

        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")], [.. annotations, ("tags", "look=again")]));

        await bed.WaitAsync($"{Manifest.Bindings}/{name}", item => item["spec"]!["nodeSelector"]!.ToJsonString() == wanted);
    }

    /// <summary>A target group that somebody deleted comes again, but its binding's name is taken by the old one: as upstream, a person has to delete that.</summary>
    [Fact]
    public async Task Binding_ItsTargetGroupWasDeleted_IsInTheWayUntilSomebodyDeletesIt()
    {
        await using var bed = await StartAsync();
        var binding = await bed.BindingAsync("web");
        var name = (string)binding["metadata"]!["name"]!;
        foreach (var rule in await bed.RulesAsync())
        {
            await bed.Elb.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = rule.RuleArn }, Token);
        }

        await bed.Elb.DeleteTargetGroupAsync(new DeleteTargetGroupRequest { TargetGroupArn = (string)binding["spec"]!["targetGroupARN"]! }, Token);
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")], ("tags", "look=again")));

        Assert.Equal(
            $"Failed deploy model due to targetgroupbindings.elbv2.k8s.aws \"{name}\" already exists",
            await bed.EventAsync("shop", "FailedDeployModel", holds: message => message.Contains("already exists", StringComparison.Ordinal)));

        await bed.DeleteAsync($"{Manifest.Bindings}/{name}");
        await bed.AnswersAsync("shop", "/", "web");
    }

    /// <summary>Where AWS does not take the zone <c>all</c> for an address outside the VPC, the pod's node says which it is.</summary>
    [Fact]
    public async Task Targets_AwsWantsAZone_AreRegisteredWithTheirNodes()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        bed.Faults.Replace(
            [
                new FaultRule
                {
                    Kind = FaultKind.Error,
                    Operation = "RegisterTargets",
                    Code = "ValidationError",
                    Message = "For the targets outside of the VPC, you must specify an Availability Zone",
                    StatusCode = 400,
                    Times = 1,
                },
            ],
            seed: 0);

        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.AnswersAsync("shop", "/", "web");
        await bed.SettleAsync();

        Assert.Equal(2, bed.Writes.Count(call => call == "RegisterTargets"));
        var arn = (string)(await bed.BindingAsync("web"))["spec"]!["targetGroupARN"]!;
        var target = (await bed.Elb.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = arn }, Token)).TargetHealthDescriptions.Single().Target;
        Assert.StartsWith("eu-west-1", target.AvailabilityZone, StringComparison.Ordinal);

        // From then on it is not tried without.
        await bed.ApplyAsync(Manifest.Deployment("web", 2, "web"));
        await Eventually.UntilAsync(async () => (await bed.TargetsAsync(arn)).Count == 2);
        await bed.SettleAsync();
        Assert.Equal(3, bed.Writes.Count(call => call == "RegisterTargets"));
    }

    private static async Task<ControllerBed> StartAsync()
    {
        var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.AnswersAsync("shop", "/", "web");
        return bed;
    }
}
