using System.Runtime.CompilerServices;
using System.Text;
using EksIngress.Alb.Explain;
using EksIngress.Alb.Plans;

namespace EksIngress.Alb.Tests.Plans;

/// <summary>The example of docs/alb.md: it compiles, it runs, and the document shows these very lines.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public async Task Example_InTheDocument_IsThisCodeAndRuns()
    {
        var manifests = """
            [{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web"},
              "spec":{"ingressClassName":"alb","defaultBackend":{"service":{"name":"web","port":{"number":80}}}}},
             {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"alb"},"spec":{"controller":"ingress.k8s.aws/alb"}},
             {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","uid":"u"},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30080}]}}]
            """;
        var factsJson = """
            {"version":1,"vpc":{"vpcId":"vpc-1"},"backendSecurityGroupId":"sg-1","subnets":[
              {"subnetId":"subnet-a","availabilityZone":"a","tags":{"kubernetes.io/role/internal-elb":"1"}},
              {"subnetId":"subnet-b","availabilityZone":"b","tags":{"kubernetes.io/role/internal-elb":"1"}}]}
            """;
        var cancellationToken = TestContext.Current.CancellationToken;
        var output = new StringBuilder();
        var lines = await File.ReadAllLinesAsync(Source(), cancellationToken);

        // example
        var inputs = new AlbPlanRequest
        {
            Objects = KubernetesObjects.Parse(manifests),
            Facts = AwsFactsDocument.Read(factsJson),
            Flags = ControllerFlags.Parse("--cluster-name=dev", "--feature-gates=ALBSingleSubnet=true"),
        };
        var plan = await AlbPlanner.PlanAsync(inputs, cancellationToken);
        foreach (var group in plan.Groups)
        {
            output.Append(group.StackJson ?? group.Error ?? group.Missing!.ToString()).Append('\n');
        }

        var request = RequestToExplain.Parse("GET", "http://shop.example.com/cart", ["X-Beta: yes"], sourceIp: "203.0.113.7");
        output.Append(ExplanationText.Write(RequestExplainer.Explain(plan.Groups[0], request)));
        // end

        Assert.StartsWith("{\"id\":\"default/web\",", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Chosen       default action\n", output.ToString(), StringComparison.Ordinal);
        var shown = lines.SkipWhile(line => line.Trim() != "// example").Skip(1).TakeWhile(line => line.Trim() != "// end").Select(line => line.Length > 8 ? line[8..] : "");
        var document = await File.ReadAllTextAsync(Document(), TestContext.Current.CancellationToken);
        Assert.Contains($"```csharp\n{string.Join('\n', shown)}\n```", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facts_InTheDocument_AreRead()
    {
        var document = await File.ReadAllTextAsync(Document(), TestContext.Current.CancellationToken);
        var start = document.IndexOf("```json\n", StringComparison.Ordinal) + 8;

        var facts = AwsFactsDocument.Read(document[start..document.IndexOf("```", start, StringComparison.Ordinal)]);

        Assert.Equal(2, facts.Subnets!.Count);
    }

    private static string Document() => Path.Combine(Path.GetDirectoryName(Source())!, "..", "..", "..", "docs", "alb.md");

    private static string Source([CallerFilePath] string path = "") => path;
}
