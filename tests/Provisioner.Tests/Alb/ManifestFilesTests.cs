using EksIngress.Alb.Plans;
using EksIngress.Provisioner.Alb.Manifests;
using EksIngress.Provisioner.Commands;

namespace EksIngress.Provisioner.Tests.Alb;

public sealed class ManifestFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("eksingress-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_SeveralDocumentsAndLists_KeepTheLineOfEveryField()
    {
        var path = Write("web.yaml", """
            # comment
            apiVersion: v1
            kind: Service
            metadata:
              name: web
            ---
            ---
            apiVersion: v1
            kind: List
            items:
            - apiVersion: networking.k8s.io/v1
              kind: Ingress
              metadata:
                name: web
                annotations:
                  alb.ingress.kubernetes.io/scheme: internal
                  alb.ingress.kubernetes.io/actions.a: >-
                    {"type":
                    "forward"}
              spec: {rules: [{host: a.example.com},
                {host: b.example.com}]}
            """);

        var objects = ManifestFiles.Read([path], recursive: false, input: null);

        Assert.Equal(["Service web", "Ingress web"], objects.Select(item => item.ToString()));
        Assert.All(objects, item => Assert.Equal(path, item.Source));
        Assert.Equal(2, objects[0].Line);
        Assert.Equal(5, objects[0].FindLine("/metadata/name"));
        Assert.Equal(4, objects[0].FindLine("/metadata/labels/app"));
        Assert.Equal(11, objects[1].Line);
        Assert.Equal(16, objects[1].FindAnnotationLine("alb.ingress.kubernetes.io/scheme"));
        Assert.Equal(17, objects[1].FindAnnotationLine("alb.ingress.kubernetes.io/actions.a"));
        Assert.Equal(15, objects[1].FindAnnotationLine("alb.ingress.kubernetes.io/unknown"));
        Assert.Equal(21, objects[1].FindLine("/spec/rules/1/host"));
        Assert.Equal("{\"type\": \"forward\"}", objects[1].Json.GetProperty("metadata").GetProperty("annotations").GetProperty("alb.ingress.kubernetes.io/actions.a").GetString());
    }

    [Fact]
    public void Read_AnchorsAndMergeKeys_AreFollowed()
    {
        var path = Write("web.yaml", """
            apiVersion: v1
            kind: Service
            metadata: &meta
              name: web
              labels: {app: web, tier: front}
            spec:
              selector: {<<: {tier: back, app: other}, app: mine}
            ---
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: Node, metadata: &node {name: a, labels: {zone: z}}}
            - {apiVersion: v1, kind: Pod, metadata: *node}
            """);

        var objects = ManifestFiles.Read([path], recursive: false, input: null);

        Assert.Equal("""{"app":"mine","tier":"back"}""", objects[0].Json.GetProperty("spec").GetProperty("selector").GetRawText());
        Assert.Equal("Pod a", objects[2].ToString());
        Assert.Equal(13, objects[2].FindLine("/metadata/labels/zone"));
    }

    [Theory]
    [InlineData("80", "80")]
    [InlineData("-1", "-1")]
    [InlineData("0777", "511")]
    [InlineData("0x1F", "31")]
    [InlineData("1.5", "1.5")]
    [InlineData("yes", "true")]
    [InlineData("Off", "false")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("'yes'", "\"yes\"")]
    [InlineData("!!str 80", "\"80\"")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("10s", "\"10s\"")]
    public void Read_PlainValues_AreWhatKubectlMakesOfThem(string text, string json)
    {
        var path = Write("web.yaml", $"apiVersion: v1\nkind: Node\nmetadata: {{name: a}}\nvalue: {text}\n");

        Assert.Equal(json, Assert.Single(ManifestFiles.Read([path], recursive: false, input: null)).Json.GetProperty("value").GetRawText());
    }

    [Theory]
    [InlineData("a: [1,\n", ":2: this is no YAML")]
    [InlineData("a: 1\na: 2\n", ":2: 'a' is there already, in line 1")]
    [InlineData("kind: Node\nmetadata: *x\n", ":2: '*x' refers to nothing before it")]
    [InlineData("? [a]\n: 1\n", ":1: a key is expected here")]
    [InlineData("a: !binary x\n", "the tag !binary is not supported")]
    [InlineData("just text\n", ":1: a Kubernetes object is expected here")]
    [InlineData("\n\nmetadata:\n  name: a\n", ":3: the object has no kind")]
    [InlineData("a: &a [*a]\n", "'*a' refers to nothing before it")]
    [InlineData("<<: 7\n", "'<<' merges a mapping")]
    public void Read_FileIsNoManifest_NamesFileAndLine(string text, string message)
    {
        var path = Write("web.yaml", text);

        var exception = Assert.Throws<ManifestException>(() => ManifestFiles.Read([path], recursive: false, input: null));

        Assert.StartsWith(path, exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NestedTooDeep_IsRefused()
    {
        var path = Write("deep.yaml", new string('[', 100_000));

        Assert.Contains("nested deeper than 100 levels", Assert.Throws<ManifestException>(() => ManifestFiles.Read([path], false, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AliasesThatMultiply_AreRefused()
    {
        var lines = Enumerable.Range(1, 9).Select(level => $"l{level}: &l{level} [{string.Join(", ", Enumerable.Repeat($"*l{level - 1}", 10))}]");
        var path = Write("bomb.yaml", $"l0: &l0 x\n{string.Join('\n', lines)}\n");

        Assert.Contains("more than 500000 values", Assert.Throws<ManifestException>(() => ManifestFiles.Read([path], false, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FolderInputAndJson_AreReadInOrder()
    {
        Write("tree/b.yaml", "{apiVersion: v1, kind: Node, metadata: {name: b}}");
        Write("tree/a.json", "{\n\t\"apiVersion\": \"v1\",\n\t\"kind\": \"Node\",\n\t\"metadata\": {\"name\": \"a\\u0021\"}\n}\n");
        Write("tree/notes.txt", "no manifest");
        Write("tree/kustomization.yaml", "resources: [b.yaml]");
        Write("tree/more/c.yml", "{apiVersion: v1, kind: Node, metadata: {name: c}}");
        using var input = new StringReader("{apiVersion: v1, kind: Node, metadata: {name: piped}}");

        var objects = ManifestFiles.Read(["-", Path.Combine(_folder, "tree")], recursive: false, input);

        Assert.Equal(["piped", "a!", "b"], objects.Select(item => item.Name));
        Assert.Equal(4, objects[1].FindLine("/metadata/name"));
        Assert.Equal("standard input", objects[0].Source);
        Assert.Equal(["a!", "b", "c"], ManifestFiles.Read([Path.Combine(_folder, "tree")], recursive: true, null).Select(item => item.Name));
    }

    [Fact]
    public void Read_WhatIsNotThereOrTooLarge_IsBadInput()
    {
        var large = Write("large.yaml", new string('#', ManifestFiles.MaxBytes + 1));
        var binary = Path.Combine(_folder, "binary.yaml");
        File.WriteAllBytes(binary, [0xC3, 0x28]);
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));

        Assert.Contains("neither a file nor a folder", Fault(Path.Combine(_folder, "nowhere")), StringComparison.Ordinal);
        Assert.Contains($"more than {ManifestFiles.MaxBytes} bytes", Fault(large), StringComparison.Ordinal);
        Assert.Contains("no UTF-8", Fault(binary), StringComparison.Ordinal);
        Assert.Contains("holds no .yaml", Fault(Path.Combine(_folder, "empty")), StringComparison.Ordinal);
        Assert.Contains("no standard input", Fault("-"), StringComparison.Ordinal);
    }

    private static string Fault(string path) => Assert.Throws<BadInputException>(() => ManifestFiles.Read([path], recursive: false, input: null)).Message;

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
