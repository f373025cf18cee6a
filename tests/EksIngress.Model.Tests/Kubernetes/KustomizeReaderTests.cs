using EksIngress.Model.Kubernetes;

namespace EksIngress.Model.Tests.Kubernetes;

public sealed class KustomizeReaderTests
{
    private const string Service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n";

    public static TheoryData<string, string> Refused => new()
    {
        { "patches: []\nresources: [a.yaml]", "the field 'patches' is not supported" },
        { "images:\n- name: x", "the field 'images' is not supported" },
        { "resources: [https://example.org/x.yaml]", "is not part of the tree" },
        { "resources: [/etc/passwd]", "is not part of the tree" },
        { "resources: [../../secret.yaml]", "lies outside the tree" },
        { "resources: [missing.yaml]", "neither a file nor a folder" },
        { "resources: a.yaml", "'resources' must be a list" },
        { "resources: [a.yaml, a.yaml]", "is there 2 times" },
        { "resources: [.]", "includes itself" },
        { "resources: [broken.yaml]", "broken.yaml is no YAML" },
        { "resources: [text.yaml]", "no Kubernetes object" },
        { "configMapGenerator:\n- name: c\n  literals: [A=1]", "names with a hash are not supported" },
        { "configMapGenerator:\n- name: c\n  files: [a]", "'configMapGenerator.files' is not supported" },
        { "configMapGenerator:\n- name: c\n  literals: [A]\ngeneratorOptions:\n  disableNameSuffixHash: true", "must have the form NAME=VALUE" },
        { "labels:\n- pairs: {a: b}\n  includeSelectors: true", "includeSelectors is not supported" },
        { "kind: Component", "kind Component is not supported" },
        { "a: !!binary aGk=", "is not supported" },
        { "{", "is no YAML" },
        { "", "must hold one Kustomization" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Render_KustomizationIsNotSupported_SaysWhereAndWhat(string kustomization, string expected)
    {
        var files = new Dictionary<string, string>
        {
            ["kustomization.yaml"] = kustomization,
            ["a.yaml"] = Service,
            ["broken.yaml"] = "a: [",
            ["text.yaml"] = "hello",
        };

        var exception = Assert.Throws<KustomizeException>(() => KustomizeReader.Render(files));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NoKustomization_SaysThatItIsMissing() =>
        Assert.Contains("kustomization.yaml is missing", Assert.Throws<KustomizeException>(() => KustomizeReader.Render(new Dictionary<string, string>())).Message, StringComparison.Ordinal);

    [Fact]
    public void Render_FolderOutsideOfItsParent_IsFoundWithinTheTree()
    {
        var files = new Dictionary<string, string>
        {
            ["kustomization.yaml"] = "resources: [overlays/dev]",
            ["overlays/dev/kustomization.yaml"] = "namespace: shop\nresources: [../../base]",
            ["base/kustomization.yaml"] = "resources: [./a.yaml]",
            ["base/a.yaml"] = Service,
        };

        var item = Assert.Single(KustomizeReader.Render(files));

        Assert.Equal("Service shop/a", ObjectId.Of(item).ToString());
    }

    [Fact]
    public void Render_NamespaceOverClusterObjects_LeavesThemAlone()
    {
        var files = new Dictionary<string, string>
        {
            ["kustomization.yaml"] = "namespace: shop\nresources: [a.yaml]",
            ["a.yaml"] = Service + "---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n",
        };

        Assert.Equal(["Namespace shop", "Service shop/a"], KustomizeReader.Render(files).Select(item => ObjectId.Of(item).ToString()));
    }
}
