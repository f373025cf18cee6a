using System.Text;
using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Model.Tests.Kubernetes;

public sealed class AspirateOverlayTests
{
    private static readonly EnvironmentSpec Shop = Specs.Dev with
    {
        PodReadinessGates = true,
        Parameters = [new() { Name = "api-key", Secret = true }],
        Workloads =
        [
            Specs.ServiceA with
            {
                Namespace = "shop",
                Autoscaling = new() { MinReplicas = 2, MaxReplicas = 5, TargetCpuPercent = 70 },
                DisruptionBudget = new() { MinAvailable = "50%" },
                TopologySpread = [new() { TopologyKey = "topology.kubernetes.io/zone" }],
                Environment = [.. Specs.ServiceA.Environment, new() { Name = "API_KEY", Value = "${parameters.api-key}", Secret = true }],
            },
            Specs.ServiceB with { Namespace = "shop" },
            new() { Name = "worker", Namespace = "shop", Image = "worker:1", HasService = false },
        ],
        Ingresses = [Specs.Web with { Namespace = "shop" }],
    };

    // Shaped as "aspirate generate" writes it (9.1, kustomize).
    private static Dictionary<string, string> Base()
    {
        var folder = Golden.Folder("aspirate/base");
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);
    }

    [Fact]
    public void Build_OverAspiratesTree_GivesTheRecordedOverlay() => Golden.Equal(
        Golden.Folder("aspirate/overlays"),
        AspirateOverlay.Build(Shop, Base()).Where(file => file.Path.StartsWith("overlays/", StringComparison.Ordinal))
            .ToDictionary(file => file.Path["overlays/".Length..], file => file.Content, StringComparer.Ordinal));

    // rendered.yaml is what "kubectl kustomize testassets/aspirate/overlays/production" printed (Kustomize v5.5.0).
    [Fact]
    public void Render_OverlayOverAspiratesTree_GivesWhatKubectlKustomizeGives() => Golden.EqualObjects(
        Golden.Folder("aspirate/rendered.yaml"),
        KustomizeReader.Render(Tree()));

    [Fact]
    public void Render_SecretVariable_IsInNoConfigMap()
    {
        var rendered = KustomizeReader.Render(Tree());

        Assert.DoesNotContain(rendered, item => item["kind"]!.ToString() == "ConfigMap" && item["data"]?["API_KEY"] is not null);
        Assert.Contains(rendered, item => item["kind"]!.ToString() == "Secret" && item["stringData"]?["API_KEY"]?.ToString() == "${parameters.api-key}");
    }

    [Fact]
    public void Build_AnotherConfiguration_RollsThePods()
    {
        var files = Base();
        var before = Patch(files);
        files["service-a/kustomization.yaml"] = files["service-a/kustomization.yaml"].Replace("in_memory", "disk", StringComparison.Ordinal);

        Assert.NotEqual(before, Patch(files));

        static string Patch(Dictionary<string, string> files) => Encoding.UTF8.GetString(
            AspirateOverlay.Build(Shop, files).Single(file => file.Path == "overlays/production/patch-service-a.yaml").Content.Span);
    }

    public static TheoryData<string, string, string, string> Faulty => new()
    {
        { "service-a/kustomization.yaml", "API_KEY=from-secret", "API_KEY=hunter2", "the secret variable API_KEY of service-a in clear" },
        { "service-a/deployment.yaml", "- name: service-a", "- name: other", "has no container 'service-a'" },
        { "kustomization.yaml", "namespace: shop", "namespace: other", "no Deployment shop/service-b: generate all components, with '--namespace shop'" },
        { "service-b/service.yaml", "port: 8080", "port: 80", "does not lead port 8080 to port 8080" },
        { "kustomization.yaml", "- worker\n", "", "no Deployment shop/worker" },
        { "service-a/kustomization.yaml", "configMapGenerator:", "secretGenerator:", "generate with '--disable-secrets'" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Build_TreeThatDoesNotFit_SaysWhatIsMissing(string file, string old, string changed, string expected)
    {
        var files = Base();
        files[file] = files[file].Replace(old, changed, StringComparison.Ordinal);

        var exception = Assert.Throws<KustomizeException>(() => AspirateOverlay.Build(Shop, files));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Tree()
    {
        var tree = AspirateOverlay.Build(Shop, Base()).ToDictionary(file => file.Path, file => Encoding.UTF8.GetString(file.Content.Span), StringComparer.Ordinal);
        foreach (var (path, text) in Base())
        {
            tree[$"base/{path}"] = text;
        }

        return tree;
    }
}
