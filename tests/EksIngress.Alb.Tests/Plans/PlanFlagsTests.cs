using EksIngress.Alb.Plans;

namespace EksIngress.Alb.Tests.Plans;

/// <summary>What the controller's flags do to a plan.</summary>
public sealed class PlanFlagsTests
{
    private const string Objects = """
        [
          {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"alb"},"spec":{"controller":"ingress.k8s.aws/alb"}},
          {"apiVersion":"networking.k8s.io/v1","kind":"Ingress",
           "metadata":{"namespace":"shop","name":"web","annotations":{
             "alb.ingress.kubernetes.io/target-type":"ip","alb.ingress.kubernetes.io/group.name":"all",
             "alb.ingress.kubernetes.io/wafv2-acl-arn":"arn:aws:wafv2:eu-west-1:000000000000:regional/webacl/a/1",
             "alb.ingress.kubernetes.io/waf-acl-id":"classic","alb.ingress.kubernetes.io/shield-advanced-protection":"true"}},
           "spec":{"ingressClassName":"alb","rules":[{"http":{"paths":[
             {"path":"/","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}},
          {"apiVersion":"networking.k8s.io/v1","kind":"Ingress",
           "metadata":{"namespace":"other","name":"web","annotations":{"alb.ingress.kubernetes.io/group.name":"all"}},
           "spec":{"ingressClassName":"alb"}},
          {"apiVersion":"v1","kind":"Service","metadata":{"namespace":"shop","name":"web","uid":"u-1"},"spec":{"ports":[{"port":80,"targetPort":8080}]}},
          {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop","name":"p1"},"spec":{"nodeName":"n"},"status":{"podIP":"10.0.0.1","conditions":[{"type":"Ready","status":"True"}]}},
          {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop","name":"p2"},"spec":{"nodeName":"n"},"status":{"podIP":"10.0.0.2","conditions":[{"type":"Ready","status":"True"}]}},
          {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop","name":"p3"},"spec":{"nodeName":"n"},"status":{"podIP":"10.0.0.3","conditions":[{"type":"Ready","status":"True"}]}},
          {"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice","metadata":{"namespace":"shop","name":"web-1","labels":{"kubernetes.io/service-name":"web"}},
           "addressType":"IPv4","ports":[{"port":8080}],"endpoints":[
             {"addresses":["10.0.0.1"],"conditions":{"ready":true},"targetRef":{"kind":"Pod","namespace":"shop","name":"p1"}},
             {"addresses":["10.0.0.2"],"conditions":{"ready":true},"targetRef":{"kind":"Pod","namespace":"shop","name":"p2"}},
             {"addresses":["10.0.0.3"],"conditions":{"ready":true},"targetRef":{"kind":"Pod","namespace":"shop","name":"p3"}}]}
        ]
        """;

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task WatchNamespace_OtherNamespaces_AreNotSeen()
    {
        var all = await PlanAsync();
        var one = await PlanAsync("--watch-namespace=shop");

        Assert.Equal(["other/web", "shop/web"], Assert.Single(all.Groups).Members);
        Assert.Equal(["shop/web"], Assert.Single(one.Groups).Members);
        Assert.Equal(
            new UnclaimedIngress("other/web", "the controller watches namespace shop only (--watch-namespace)", IsReported: false),
            Assert.Single(one.Unclaimed));
    }

    [Fact]
    public async Task BackendSecurityGroup_OneIsGiven_TakesThePlaceOfTheSharedOne()
    {
        var plan = await PlanAsync("--backend-security-group=sg-mine");

        var json = Assert.Single(plan.Groups).StackJson!;
        Assert.Contains("\"sg-mine\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain(plan.Assumed, assumption => assumption.Contains("backend", StringComparison.Ordinal));
        Assert.DoesNotContain("sg-assumed-backend", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--max-targets-per-target-group=0", "10.0.0.1 10.0.0.2 10.0.0.3")]
    [InlineData("--max-targets-per-target-group=2", "10.0.0.1 10.0.0.2")]
    [InlineData("--max-targets-per-target-group=5", "10.0.0.1 10.0.0.2 10.0.0.3")]
    public async Task MaxTargets_MoreEndpoints_AreNotRegistered(string flag, string expected)
    {
        var plan = await PlanAsync(flag);

        var groups = Assert.Single(plan.Groups).Model!.TargetGroups;
        Assert.Equal(expected, string.Join(' ', Assert.Single(groups.Values).Targets!.Select(target => target.Id)));
    }

    [Theory]
    [InlineData("--enable-wafv2=false", "Group all: the web ACL is in the stack and is not associated (--enable-wafv2=false)")]
    [InlineData("--enable-waf=false", "Group all: the web ACL of WAF Classic is in the stack and is not associated (--enable-waf=false)")]
    [InlineData("--enable-shield=false", "Group all: the protection of Shield Advanced is in the stack and is left alone (--enable-shield=false)")]
    public async Task Protections_SwitchedOff_StayInTheStackAndAreNoted(string flag, string note)
    {
        var plan = await PlanAsync(flag);

        Assert.Equal([note], plan.Notes);
        Assert.Equal(Assert.Single((await PlanAsync()).Groups).StackJson, Assert.Single(plan.Groups).StackJson);
    }

    [Fact]
    public async Task DisabledAnnotation_IngressUsesIt_IsBuiltAndNoted()
    {
        var plan = await PlanAsync("--disable-ingress-group-name-annotation");

        Assert.NotNull(Assert.Single(plan.Groups).StackJson);
        Assert.Contains(
            "Ingress shop/web cannot be created any more: new usage of `alb.ingress.kubernetes.io/group.name` annotation is forbidden. One that exists is built",
            plan.Notes);
    }

    [Theory]
    [InlineData("""{"version":1,"vpc":{"vpcId":"vpc-1","tags":{"Name":"dev","env":"test"}}}""", "vpc-1", null)]
    [InlineData("""{"version":1,"vpc":{"vpcId":"vpc-1","tags":{"Name":"prod"}}}""", null, "failed to get VPC ID: no VPC exists with tags map[Name:dev env:test]: $.vpc is vpc-1 with tags map[Name:prod]")]
    public async Task VpcTags_Facts_MustBeOfThatVpc(string facts, string? vpcId, string? error)
    {
        var request = Request("--aws-vpc-tags=Name=dev,env=test", "--backend-security-group=sg-1") with { Facts = AwsFactsDocument.Read(facts) };
        if (error is not null)
        {
            Assert.Equal(error, (await Assert.ThrowsAsync<AwsFactsException>(async () => await AlbPlanner.PlanAsync(request, Token))).Message);
            return;
        }

        Assert.Contains($"\"vpcID\":\"{vpcId}\"", Assert.Single((await AlbPlanner.PlanAsync(request, Token)).Groups).StackJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VpcTags_TagsOfTheVpcAreNotKnown_SaysWhatSuppliesThem()
    {
        var request = Request("--aws-vpc-tags=Name=dev") with { AssumeDefaults = false, Facts = AwsFactsDocument.Read("""{"version":1,"vpc":{"vpcId":"vpc-1"}}""") };

        var missing = Assert.Single((await AlbPlanner.PlanAsync(request, Token)).Groups).Missing;

        Assert.Equal("the VPC with the tags map[Name:dev]", missing!.Name);
    }

    private static async Task<AlbPlan> PlanAsync(params string[] flags) => await AlbPlanner.PlanAsync(Request(flags), Token);

    private static AlbPlanRequest Request(params string[] flags) => new()
    {
        Objects = KubernetesObjects.Parse(Objects),
        Flags = ControllerFlags.Parse(["--cluster-name=dev", .. flags]),
        AssumeDefaults = true,
    };
}
