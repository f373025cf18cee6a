using EksIngress.Model.Kubernetes;

namespace EksIngress.Model.Tests.Kubernetes;

public sealed class KustomizeReaderTests
{
    private const string Service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n";

    public static TheoryData<string, string> Refused => new()
    {
        { "components: [a.yaml]", "the field 'components' is not supported" },
        { "resources: [a.yaml]\nreplicas: [{name: a, count: 2}]", "replicas names 'a', and no Deployment" },
        { "resources: [a.yaml]\npatches: [{path: no.yaml}]", "the patch 'no.yaml' is no file of the tree" },
        { "resources: [a.yaml]\npatches: [{path: ../a.yaml}]", "lies outside the tree" },
        { "resources: [a.yaml]\npatches: [{path: a.yaml, patch: x}]", "either 'path' or 'patch'" },
        { "resources: [a.yaml]\npatches: [{patch: '[]'}]", "give it a 'target'" },
        { "resources: [a.yaml]\npatches: [{patch: '{apiVersion: v1, kind: Service, metadata: {name: b}}'}]", "no object is there for the patch of Service b" },
        { "resources: [a.yaml, ports.yaml]\npatches: [{patch: '{apiVersion: v1, kind: Service, metadata: {name: p}, spec: {ports: [{name: x}]}}'}]", "has no 'port'" },
        { "resources: [a.yaml]\npatches: [{patch: '{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {$patch: clear}}'}]", "$patch 'clear' is not supported" },
        { "resources: [a.yaml]\npatches: [{target: {kind: '('}, patch: '[]'}]", "no regular expression" },
        { "resources: [a.yaml]\npatches: [{target: {kind: Service}, patch: '[{op: remove, path: /spec/x}]'}]", "Service a has no '/spec/x'" },
        { "resources: [a.yaml]\npatches: [{target: {kind: Service}, patch: '[{op: test, path: /kind, value: Pod}]'}]", "the test of '/kind' in Service a fails" },
        { "resources: [a.yaml]\npatches: [{target: {kind: Service}, patch: '[{op: merge, path: /kind}]'}]", "'merge' is no operation" },
        { "configMapGenerator:\n- name: c\n  behavior: merge\n  literals: [A=1]\ngeneratorOptions:\n  disableNameSuffixHash: true", "there is no ConfigMap default/c to merge" },
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
            ["ports.yaml"] = "apiVersion: v1\nkind: Service\nmetadata:\n  name: p\nspec:\n  ports:\n  - port: 80\n",
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
