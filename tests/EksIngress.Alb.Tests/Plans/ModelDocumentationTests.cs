using System.Runtime.CompilerServices;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Listeners;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Rules;
using EksIngress.Alb.Stacks;
using EksIngress.Alb.Tests.Webhooks;
using EksIngress.Alb.Webhooks;

namespace EksIngress.Alb.Tests.Plans;

/// <summary>The examples of docs/alb-model.md: they compile, they run, and the document shows these very lines.</summary>
public sealed class ModelDocumentationTests
{
    [Fact]
    public async Task Example_InTheDocument_IsThisCodeAndRuns()
    {
        var ingressJson = """
            {"metadata":{"namespace":"shop","name":"web","annotations":{"alb.ingress.kubernetes.io/listen-ports":"[{\"HTTP\": 8080}]"}},
             "spec":{"rules":[{"http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"cart","port":{"number":80}}}}]}}]}}
            """;
        var serviceJson = """{"metadata":{"namespace":"shop","name":"cart","uid":"u"},"spec":{"ports":[{"port":80,"nodePort":30080}]}}""";
        var classParamsJson = """{"metadata":{"name":"strict"},"spec":{"scheme":"internal","targetType":"instance"}}""";
        var subnetTags = new Dictionary<string, string> { ["kubernetes.io/role/internal-elb"] = "1" };
        var cancellationToken = TestContext.Current.CancellationToken;
        var lines = await File.ReadAllLinesAsync(Source(), cancellationToken);

        // example
        var configuration = new ControllerConfiguration { ClusterName = "dev", VpcId = "vpc-1" };
        var cluster = new ClusterSnapshot { Services = [KubernetesJson.Read<Service>(serviceJson)] };
        var account = new NetworkSnapshot
        {
            BackendSecurityGroupId = "sg-1",
            Subnets = [.. new[] { "a", "b" }.Select(zone => new SubnetFact
            {
                Id = $"subnet-{zone}", AvailabilityZone = zone, AvailabilityZoneId = zone, AvailableIpAddressCount = 100, Tags = subnetTags,
            })],
        };
        var member = new ClassifiedIngress(KubernetesJson.Read<Ingress>(ingressJson), KubernetesJson.Read<IngressClassParams>(classParamsJson));
        var group = new IngressGroup(IngressGroupId.Implicit(member.Key), [member], []);

        // The whole stack, or the controller's error as an AlbModelException.
        var stack = await new IngressStackBuilder(configuration, cluster, account).BuildAsync(group, cancellationToken);
        var json = StackJson.Write(stack);

        // One part of it.
        var ports = ListenPorts.Read(member, hasCertificates: false);
        var backend = new BackendResolver(configuration, cluster).Resolve(member, member.Ingress.Spec.Rules[0].Http!.Paths[0].Backend);
        // end

        Assert.StartsWith("{\"id\":\"shop/web\",\"resources\":{\"AWS::EC2::SecurityGroup\":", json, StringComparison.Ordinal);
        Assert.Equal("HTTP", ports[8080]);
        Assert.Equal("cart", Assert.Single(backend.Action.ForwardConfig!.TargetGroups).ServiceName);
        await IsShownAsync(lines, "// example");
    }

    [Fact]
    public async Task Loading_InTheDocument_IsThisCodeAndRuns()
    {
        var ingressJson = """
            {"metadata":{"namespace":"shop","name":"web","annotations":{"alb.ingress.kubernetes.io/group.name":"platform"}},"spec":{"ingressClassName":"alb"}}
            """;
        var classJson = """{"metadata":{"name":"alb"},"spec":{"controller":"ingress.k8s.aws/alb"}}""";
        var classParamsJson = """{"metadata":{"name":"strict"},"spec":{"inboundCIDRs":["10.0.0.1/8"]}}""";
        var bindingJson = """
            {"metadata":{"namespace":"shop","name":"web"},"spec":{"targetGroupARN":"arn/web","targetType":"ip","serviceRef":{"name":"cart","port":80}}}
            """;
        var targetGroups = new FakeTargetGroups(new TargetGroupFact("arn/web", "ip", "HTTP", "ipv6", "vpc-1"));
        var subnets = new[] { "c", "a" }.Select(zone => new SubnetFact
        {
            Id = $"subnet-{zone}",
            AvailabilityZone = zone,
            AvailabilityZoneId = zone,
            AvailableIpAddressCount = 100,
            Tags = new Dictionary<string, string> { ["kubernetes.io/role/elb"] = "" },
        }).ToList();
        var cancellationToken = TestContext.Current.CancellationToken;
        var lines = await File.ReadAllLinesAsync(Source(), cancellationToken);

        // loading
        var configuration = new ControllerConfiguration { ClusterName = "dev", VpcId = "vpc-1" };
        var ingress = KubernetesJson.Read<Ingress>(ingressJson);
        var cluster = new ClusterSnapshot { Ingresses = [ingress], IngressClasses = [KubernetesJson.Read<IngressClass>(classJson)] };

        // Classes and groups.
        var loader = new IngressGroupLoader(configuration, cluster);
        var wanted = loader.FindGroupId(ingress);
        var group = loader.Load(IngressGroupId.Explicit("platform"));

        // Subnets: discovered, or chosen by names and ids, or by a selector.
        var resolver = new SubnetResolver(configuration, new NetworkSnapshot { Subnets = subnets });
        var discovered = await resolver.DiscoverAsync(new SubnetRequest("internet-facing"), cancellationToken);

        // Webhooks: nothing, or an AlbModelException with what the user is told.
        new IngressValidator(configuration, cluster).Validate(ingress, previous: null);
        var refusal = Record.Exception(() => IngressClassParamsValidator.Validate(KubernetesJson.Read<IngressClassParams>(classParamsJson)));

        // An ITargetGroupLookup says which target groups there are; the last argument is every binding of the cluster.
        var bindings = new TargetGroupBindingValidator(configuration, targetGroups, []);
        var mismatch = await Record.ExceptionAsync(async () =>
            await bindings.ValidateCreateAsync(KubernetesJson.Read<TargetGroupBinding>(bindingJson), cancellationToken));
        // end

        Assert.Equal("platform", wanted.ToString());
        Assert.Equal("shop/web", Assert.Single(group.Members).Key.ToString());
        Assert.Equal(["subnet-a", "subnet-c"], discovered);
        Assert.Equal(
            "spec.inboundCIDRs[0]: Invalid value: \"10.0.0.1/8\": Network contains bits outside prefix (did you mean \"10.0.0.0/8\")", refusal!.Message);
        Assert.Equal("invalid IP address type ipv6 for TargetGroup arn/web", mismatch!.Message);
        await IsShownAsync(lines, "// loading");
    }

    private static async Task IsShownAsync(string[] lines, string start)
    {
        var shown = lines.SkipWhile(line => line.Trim() != start).Skip(1).TakeWhile(line => line.Trim() != "// end").Select(line => line.Length > 8 ? line[8..] : "");
        var document = await File.ReadAllTextAsync(Document(), TestContext.Current.CancellationToken);
        Assert.Contains($"```csharp\n{string.Join('\n', shown)}\n```", document, StringComparison.Ordinal);
    }

    private static string Document() => Path.Combine(Path.GetDirectoryName(Source())!, "..", "..", "..", "docs", "alb-model.md");

    private static string Source([CallerFilePath] string path = "") => path;
}
