using EksIngress.Alb.Lint;
using EksIngress.Alb.Plans;
using EksIngress.Model.Kubernetes;
using EksIngress.Provisioner.Alb.Manifests;

namespace EksIngress.Provisioner.Tests.Alb;

/// <summary>What is right is not complained about: manifests from life, and what this repository writes itself.</summary>
public sealed class CleanManifestsTests
{
    private static readonly string Root = Path.GetDirectoryName(Path.GetDirectoryName(MistakesDocument.Path))!;

    public static TheoryData<string> Manifests =>
    [
        .. Directory.GetFiles(Path.Combine(Root, "tests", "Provisioner.Tests", "testassets", "alb", "clean"))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Lint_CleanManifest_FindsNothing(string path) => Assert.Empty(Lint(path));

    [Fact]
    public void Lint_ManifestsOfTheController_FindsNothing() => Assert.Empty(Lint("tests/EksIngress.Model.Tests/testassets/controller"));

    // The trees that an AppHost publishes: EksIngress.Hosting.Tests and EksIngress.Model.Tests compare them with what is written.
    [Theory]
    [InlineData("tests/EksIngress.Hosting.Tests/testassets/publish/shop/kubernetes")]
    [InlineData("tests/EksIngress.Model.Tests/testassets/trees/dev/kubernetes")]
    public void Lint_WhatIsPublished_FindsNothing(string tree) => Assert.Empty(LintTree(tree));

    // A wildcard host is without its apex there, on purpose.
    [Fact]
    public void Lint_TreeWithEverything_FindsNothingThatIsWrong() => Assert.Contains(
        "ALB306", Assert.Single(LintTree("tests/EksIngress.Model.Tests/testassets/trees/everything/kubernetes")), StringComparison.Ordinal);

    // As "kubectl kustomize TREE | Provisioner alb lint -f -" does it.
    private static IEnumerable<string> LintTree(string tree)
    {
        var root = Path.Combine(Root, tree);
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(root, path).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);
        var rendered = string.Join("\n---\n", KustomizeReader.Render(files).Select(item => item.ToJsonString()));
        return Lint(ManifestFiles.Read(["-"], recursive: false, new StringReader(rendered)));
    }

    private static IEnumerable<string> Lint(string path) => Lint(ManifestFiles.Read([Path.Combine(Root, path)], recursive: true, input: null));

    private static IEnumerable<string> Lint(IReadOnlyList<ManifestObject> objects) => AlbLinter
        .Lint(objects)
        .Findings.Select(finding => $"{finding.File}:{finding.Line} {finding.Code} {finding.Message}");
}
