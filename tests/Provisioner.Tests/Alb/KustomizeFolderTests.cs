using System.Text.Json.Nodes;
using EksIngress.Model.Kubernetes;
using EksIngress.Provisioner.Alb.Manifests;
using EksIngress.Provisioner.Commands;

namespace EksIngress.Provisioner.Tests.Alb;

public sealed class KustomizeFolderTests : IDisposable
{
    private static readonly string s_root = Path.GetDirectoryName(Path.GetDirectoryName(MistakesDocument.Path))!;

    private readonly string _folder = Directory.CreateTempSubdirectory("eksingress-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The real kubectl renders the same trees in the tests of the model.
    [Theory]
    [InlineData("tests/EksIngress.Model.Tests/testassets/trees/everything/kubernetes", "overlays/production")]
    [InlineData("tests/EksIngress.Model.Tests/testassets/trees/rich/kubernetes", "")]
    [InlineData("tests/EksIngress.Model.Tests/testassets/kustomize/patches", "")]
    [InlineData("tests/EksIngress.Model.Tests/testassets/aspirate", "overlays/production")]
    public void Read_Tree_IsWhatTheTreeRendersTo(string tree, string folder)
    {
        var root = Path.Combine(s_root, tree);
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(root, path).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);

        var objects = KustomizeFolder.Read(Path.Combine(root, folder));

        var expected = KustomizeReader.Render(files, folder);
        Assert.Equal(expected.Count, objects.Count);
        Assert.All(expected.Zip(objects), pair => Assert.True(JsonNode.DeepEquals(pair.First, JsonNode.Parse(pair.Second.Json.GetRawText())), pair.Second.ToString()));
        Assert.All(objects, item => Assert.StartsWith(root, item.Source, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ObjectsThatAreWrittenAndMade_KnowWhereTheyComeFrom()
    {
        Write("base/kustomization.yaml", "resources: [service.yaml]\nconfigMapGenerator:\n- name: settings\n  literals: [a=b]\ngeneratorOptions: {disableNameSuffixHash: true}\n");
        var service = Write("base/service.yaml", "\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports: [{port: 80}]\n");
        Write("overlay/Kustomization", "namespace: shop\nresources: [../base]\n");

        var objects = KustomizeFolder.Read(Path.Combine(_folder, "overlay") + Path.DirectorySeparatorChar);

        var web = Assert.Single(objects, item => item.Kind == "Service");
        Assert.Equal(("shop", service, 2, 5), (web.Namespace, web.Source, web.Line, web.FindLine("/metadata/name")));
        var settings = Assert.Single(objects, item => item.Kind == "ConfigMap");
        Assert.Equal((Path.Combine(_folder, "overlay") + Path.DirectorySeparatorChar, null), (settings.Source, settings.Line));
    }

    /// <summary>What the kustomization names, and part of what is said of it.</summary>
    [Theory]
    [InlineData("resources: [missing.yaml]", "neither a file nor a folder")]
    [InlineData("resources: [../other]", "has no kustomization.yaml")]
    [InlineData("resources: [..]", "includes itself")]
    [InlineData("resources: {}", "'resources' must be a list")]
    [InlineData("patches:\n- path: missing.yaml", "is no file of the tree")]
    [InlineData("a: [", "is no YAML")]
    [InlineData("- a", "must hold one Kustomization")]
    public void Read_WhatIsWrong_IsToldWithTheFolder(string kustomization, string text)
    {
        Write("kustomization.yaml", "resources: [tree]");
        Write("tree/kustomization.yaml", kustomization);
        Directory.CreateDirectory(Path.Combine(_folder, "other"));

        var exception = Assert.Throws<BadInputException>(() => KustomizeFolder.Read(Path.Combine(_folder, "tree")));

        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
        Assert.StartsWith(_folder, exception.Message, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
