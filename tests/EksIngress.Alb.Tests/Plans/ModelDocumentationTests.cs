using System.Runtime.CompilerServices;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Listeners;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Rules;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Tests.Plans;

/// <summary>The example of docs/alb-model.md: it compiles, it runs, and the document shows these very lines.</summary>
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
        var shown = lines.SkipWhile(line => line.Trim() != "// example").Skip(1).TakeWhile(line => line.Trim() != "// end").Select(line => line.Length > 8 ? line[8..] : "");
        var document = await File.ReadAllTextAsync(Document(), cancellationToken);
        Assert.Contains($"```csharp\n{string.Join('\n', shown)}\n```", document, StringComparison.Ordinal);
    }

    private static string Document() => Path.Combine(Path.GetDirectoryName(Source())!, "..", "..", "..", "docs", "alb-model.md");

    private static string Source([CallerFilePath] string path = "") => path;
}
