using EksIngress.Alb.Lint;
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

    // The tree that an AppHost like the sample's publishes: EksIngress.Hosting.Tests compares it with what is written.
    [Theory]
    [InlineData("tests/EksIngress.Hosting.Tests/testassets/publish/shop/kubernetes")]
    [InlineData("tests/EksIngress.Model.Tests/testassets/trees/dev/kubernetes")]
    [InlineData("tests/EksIngress.Model.Tests/testassets/controller")]
    public void Lint_WhatIsPublished_FindsNothing(string path) => Assert.Empty(Lint(path));

    // A wildcard host is without its apex there, on purpose.
    [Fact]
    public void Lint_TreeWithEverything_FindsNothingThatIsWrong() => Assert.Contains(
        "ALB306", Assert.Single(Lint("tests/EksIngress.Model.Tests/testassets/trees/everything/kubernetes")), StringComparison.Ordinal);

    private static IEnumerable<string> Lint(string path) => AlbLinter
        .Lint(ManifestFiles.Read([Path.Combine(Root, path)], recursive: true, input: null))
        .Findings.Select(finding => $"{finding.File}:{finding.Line} {finding.Code} {finding.Message}");
}
