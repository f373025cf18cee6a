using System.Text;
using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Model.Tests.Kubernetes;

public sealed class KustomizeTreeTests
{
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

    private static EnvironmentSpec Spec(string name) => name switch
    {
        "dev" => Specs.Dev,
        "rich" => Specs.Rich,
        _ => Specs.Everything,
    };
}
