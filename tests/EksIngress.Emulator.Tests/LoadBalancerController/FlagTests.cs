using System.Text.Json.Nodes;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>What flags and feature gates of the controller do.</summary>
public sealed class FlagTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task WatchNamespaceVpcTagsAndMaxTargets_LimitWhatIsSeenAndDone()
    {
        await using var bed = await ControllerBed.StartAsync(new()
        {
            Args = ["--watch-namespace=default", "--aws-vpc-id=", "--aws-vpc-tags=Name=test,env=ci", "--max-targets-per-target-group=2"],
        });
        await bed.ApplyAsync(new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = "other" } });
        await bed.AddWebAsync("web", replicas: 3);
        var elsewhere = Manifest.Ingress("shop", [("/", "web")]);
        elsewhere["metadata"]!["namespace"] = "other";

        await bed.ApplyAsync(elsewhere);
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        var arn = (string)(await bed.BindingAsync("web"))["spec"]!["targetGroupARN"]!;
        await Eventually.UntilAsync(async () => (await bed.TargetsAsync(arn)).Count != 0);

        Assert.Equal(2, (await bed.TargetsAsync(arn)).Count);
        Assert.Equal(bed.VpcId, (await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers.Single().VpcId);
        var unseen = await bed.FindAsync("/apis/networking.k8s.io/v1/namespaces/other/ingresses/shop");
        Assert.Null(unseen!["metadata"]!["finalizers"]);
        Assert.Empty(await bed.ListAsync("/api/v1/namespaces/other/events"));
    }

    [Fact]
    public async Task BackendSecurityGroup_OneIsGiven_IsUsedAndNoneIsMade()
    {
        await using var bed = await ControllerBed.StartAsync(new() { Args = ["--backend-security-group=sg-0123456789abcdef0"] });
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));

        var message = await bed.EventAsync("shop", "FailedDeployModel");

        // There is no such group; made was the one for clients, and no other.
        Assert.Contains("One or more security groups are invalid", message, StringComparison.Ordinal);
        Assert.Equal(1, bed.Calls.Count(call => call == "CreateSecurityGroup"));
    }

    [Fact]
    public async Task ExternalManagedTags_SetBySomebodyElse_StayAndStrayOnesGo()
    {
        await using var bed = await ControllerBed.StartAsync(new() { Args = ["--external-managed-tags=owner"] });
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        var arn = await bed.LoadBalancerArnAsync();
        await bed.Elb.AddTagsAsync(
            new AddTagsRequest
            {
                ResourceArns = [arn],
                Tags =
                [
                    new Tag { Key = "owner", Value = "me" }, new Tag { Key = "stray", Value = "1" },
                    new Tag { Key = "kubernetes.io/cluster-name", Value = "of-the-predecessor" },
                ],
            },
            Token);
        var group = (await BackendAsync()).GroupId;
        await bed.Ec2.CreateTagsAsync(
            new Amazon.EC2.Model.CreateTagsRequest { Resources = [group], Tags = [new Amazon.EC2.Model.Tag("stray", "1")] }, Token);

        // Another controller has not read the tags yet.
        await bed.RestartControllerAsync();
        await Eventually.UntilAsync(async () => !(await TagsAsync(bed, arn)).ContainsKey("stray"));

        Assert.Equal("me", (await TagsAsync(bed, arn))["owner"]);
        Assert.Equal("of-the-predecessor", (await TagsAsync(bed, arn))["kubernetes.io/cluster-name"]);
        Assert.Equal(
            ["elbv2.k8s.aws/cluster", "elbv2.k8s.aws/resource"],
            (await BackendAsync()).Tags.Select(tag => tag.Key).Order(StringComparer.Ordinal));

        async Task<Amazon.EC2.Model.SecurityGroup> BackendAsync() => Assert.Single((await bed.Ec2.DescribeSecurityGroupsAsync(
            new Amazon.EC2.Model.DescribeSecurityGroupsRequest { Filters = [new Amazon.EC2.Model.Filter("tag:elbv2.k8s.aws/resource", ["backend-sg"])] },
            Token)).SecurityGroups);
    }

    [Fact]
    public async Task Gates_TaggingAndWeightsAreOff_RulesCarryNoTagsAndSeveralTargetGroupsAreRefused()
    {
        await using var bed = await ControllerBed.StartAsync(new() { Args = ["--feature-gates=ListenerRulesTagging=false,WeightedTargetGroups=false,IngressPlanAnnotation=true"] });
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        var planned = await bed.FindAsync($"{Manifest.Ingresses}/shop");
        var plan = (string?)planned!["metadata"]!["annotations"]!["alb.ingress.kubernetes.io/dry-run-plan"];
        Assert.StartsWith("""{"id":"default/shop","resources":{"AWS::EC2::SecurityGroup":""", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("ingress.k8s.aws/resource", (await TagsAsync(bed, Assert.Single(await bed.RulesAsync()).RuleArn)).Keys);

        var weighted = Manifest.Ingress(
            "shop",
            [("/", "both")],
            ("actions.both", """{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":80,"weight":1},{"serviceName":"web","servicePort":"http","weight":1}]}}"""));
        weighted["spec"]!["rules"]![0]!["http"]!["paths"]![0]!["backend"]!["service"]!["port"] = new JsonObject { ["name"] = "use-annotation" };
        await bed.ApplyAsync(weighted);

        Assert.Equal("Failed deploy model due to weighted target groups feature is disabled", await bed.EventAsync("shop", "FailedDeployModel"));
    }

    [Theory]
    [InlineData("--cluster-name=", "kubernetes cluster name must be specified")]
    [InlineData("--cluster=dev", "unknown flag: --cluster")]
    public void Options_AreWrong_TheControllerDoesNotStart(string flag, string message) => Assert.Equal(
        message,
        Assert.Throws<EksIngress.Emulator.LoadBalancerController.ControllerExitException>(
            () => EksIngress.Emulator.LoadBalancerController.ControllerOptions.Parse(["--cluster-name=dev", flag])).Message);

    private static async Task<Dictionary<string, string>> TagsAsync(ControllerBed bed, string arn) =>
        (await bed.Elb.DescribeTagsAsync(new DescribeTagsRequest { ResourceArns = [arn] }, Token)).TagDescriptions.Single().Tags
            .ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
}
