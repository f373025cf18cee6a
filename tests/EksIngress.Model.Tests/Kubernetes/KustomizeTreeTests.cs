using System.Text;
using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Model.Tests.Kubernetes;

public sealed class KustomizeTreeTests
{
    private const string Label = "elbv2.k8s.aws/pod-readiness-gate-inject";

    public static TheoryData<string> Cases => ["dev", "everything", "rich"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Build_Spec_GivesTheRecordedTree(string name) => Golden.Equal(
        Golden.Folder($"trees/{name}/kubernetes"),
        KustomizeTree.Build(Spec(name)).ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Build_Twice_GivesTheSameBytes(string name) => Assert.Equal(
        KustomizeTree.Build(Spec(name)).Select(file => (file.Path, Encoding.UTF8.GetString(file.Content.Span))),
        KustomizeTree.Build(Spec(name)).Select(file => (file.Path, Encoding.UTF8.GetString(file.Content.Span))));

    // rendered.yaml is what "kubectl kustomize testassets/trees/CASE/kubernetes" printed (Kustomize v5.5.0).
    [Theory]
    [MemberData(nameof(Cases))]
    public void Render_Tree_GivesWhatKubectlKustomizeGives(string name)
    {
        var files = KustomizeTree.Build(Spec(name)).ToDictionary(file => file.Path, file => Encoding.UTF8.GetString(file.Content.Span), StringComparer.Ordinal);

        Golden.EqualObjects(Golden.Folder($"trees/{name}/rendered.yaml"), KustomizeReader.Render(files));
    }

    // patches.rendered.yaml is what "kubectl kustomize testassets/kustomize/patches" printed (Kustomize v5.5.0).
    [Fact]
    public void Render_PatchesImagesReplicas_GivesWhatKubectlKustomizeGives()
    {
        var folder = Golden.Folder("kustomize/patches");
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);

        Golden.EqualObjects(Golden.Folder("kustomize/patches.rendered.yaml"), KustomizeReader.Render(files));
    }

    [Fact]
    public void Build_ProgramThatTakesNoRequests_HasNeitherPortNorService()
    {
        var files = KustomizeTree.Build(Specs.Dev with { Workloads = [.. Specs.Dev.Workloads, new() { Name = "worker", Image = "worker", HasService = false }] });

        Assert.DoesNotContain(files, file => file.Path == "base/workload-worker/service.yaml");
        Assert.DoesNotContain("ports:", Encoding.UTF8.GetString(files.Single(file => file.Path == "base/workload-worker/deployment.yaml").Content.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Tree_GivesAnOrderInWhichItCanBeApplied()
    {
        var files = KustomizeTree.Build(Specs.Everything).ToDictionary(file => file.Path, file => Encoding.UTF8.GetString(file.Content.Span), StringComparer.Ordinal);

        var kinds = KustomizeReader.Render(files).Select(item => item["kind"]!.GetValue<string>()).Distinct();

        Assert.Equal(["Namespace", "ServiceAccount", "ConfigMap", "Service", "Deployment", "IngressClassParams", "IngressClass", "Ingress"], kinds);
    }

    public static TheoryData<string, EnvironmentSpec, string[]> Gates => new()
    {
        { "pods of the default namespace are targets", Gated(Specs.Dev), ["default"] },
        { "nodes are targets", Gated(Specs.Everything), [] },
        { "not asked for", Specs.Dev, [] },
        { "no Ingress", Gated(Specs.Dev) with { Ingresses = [] }, [] },
        { "the load balancer answers by itself", Gated(Specs.Dev) with { Ingresses = [new() { Name = "web", DefaultBackend = new() { FixedResponse = new() { StatusCode = 404 } } }] }, [] },
        {
            "several namespaces, one with nodes as targets",
            Gated(Specs.Everything) with { Ingresses = [.. Specs.Everything.Ingresses, new() { Name = "pay", Namespace = "money", DefaultBackend = new() { Workload = "billing" } }] },
            ["money"]
        },
        {
            "two Ingresses of a namespace, one with nodes as targets",
            Gated(Specs.Dev) with { Ingresses = [Specs.Web, Specs.Web with { Name = "nodes", TargetType = IngressTargetType.Instance }] },
            ["default"]
        },
    };

    [Theory]
    [MemberData(nameof(Gates))]
    public void Build_PodsAreTargets_TheirNamespacesHaveTheLabelForReadinessGates(string what, EnvironmentSpec spec, string[] labelled)
    {
        var files = KustomizeTree.Build(spec).ToDictionary(file => file.Path, file => Encoding.UTF8.GetString(file.Content.Span), StringComparer.Ordinal);

        var namespaces = KustomizeReader.Render(files).Where(item => item["kind"]!.ToString() == "Namespace").ToList();
        Assert.True(labelled.SequenceEqual(namespaces.Where(item => item["metadata"]!["labels"]![Label]?.ToString() == "enabled").Select(item => ObjectId.Of(item).Name)), what);

        // In the overlay, for another overlay of the same base can have other Ingresses.
        Assert.DoesNotContain(files, file => file.Key.StartsWith("base/", StringComparison.Ordinal) && file.Value.Contains(Label, StringComparison.Ordinal));
        Assert.DoesNotContain(files.Keys, path => path == "base/namespace-default.yaml");
    }

    [Fact]
    public void Build_AWorkloadBringsTheNamespace_ItGetsTheLabelToo()
    {
        var files = KustomizeTree.Build(Gated(Specs.Dev), (workload, manifests) => workload.Name != "service-a" ? manifests :
        [
            .. manifests,
            new("namespace-default.yaml", Node.Object(("apiVersion", "v1"), ("kind", "Namespace"), ("metadata", Node.Object(("name", "default"), ("labels", Node.Map(("team", "shop"))))))),
        ]).ToDictionary(file => file.Path, file => Encoding.UTF8.GetString(file.Content.Span), StringComparer.Ordinal);

        var labels = Assert.Single(KustomizeReader.Render(files), item => item["kind"]!.ToString() == "Namespace")["metadata"]!["labels"]!;

        Assert.Equal(("shop", "enabled"), (labels["team"]!.ToString(), labels[Label]!.ToString()));
    }

    private static EnvironmentSpec Gated(EnvironmentSpec spec) => spec with { PodReadinessGates = true };

    private static EnvironmentSpec Spec(string name) => name switch
    {
        "dev" => Specs.Dev,
        "rich" => Specs.Rich,
        _ => Specs.Everything,
    };
}
