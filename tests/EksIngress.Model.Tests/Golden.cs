using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Model.Tests;

/// <summary>Compares with recorded files. With EKSINGRESS_RECORD=1 in the environment it records instead.</summary>
internal static class Golden
{
    private static readonly bool Record = Environment.GetEnvironmentVariable("EKSINGRESS_RECORD") == "1";

    private static readonly string Project = Path.GetDirectoryName(SourceFile())!;

    public static string Folder(string name) => Path.Combine(Project, "testassets", name);

    public static string Repository => Path.GetFullPath(Path.Combine(Project, "..", ".."));

    public static void Equal(string path, ReadOnlyMemory<byte> content)
    {
        if (Record)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content.Span);
        }

        Assert.True(File.Exists(path), $"{path} is not recorded.");
        Assert.Equal(File.ReadAllText(path), Encoding.UTF8.GetString(content.Span));
    }

    /// <summary>The whole folder: no file more, none less, each equal.</summary>
    public static void Equal(string folder, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        foreach (var (name, content) in files)
        {
            Equal(Path.Combine(folder, name), content);
        }

        var recorded = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path));
        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), recorded.Order(StringComparer.Ordinal));
    }

    /// <summary>The same objects as a recorded stream of YAML documents holds, in whatever order of objects and members.</summary>
    public static void EqualObjects(string path, IEnumerable<JsonObject> objects) => EqualYaml(File.ReadAllText(path), objects);

    /// <summary>The same objects as a stream of YAML documents holds, in whatever order of objects and members.</summary>
    public static void EqualYaml(string yaml, IEnumerable<JsonObject> objects) =>
        Assert.Equal(Sorted(YamlDocument.ReadAll(yaml).Select(node => node.AsObject())), Sorted(objects));

    private static List<string> Sorted(IEnumerable<JsonObject> objects) =>
        [.. objects.Select(item => Canonical(item).ToJsonString()).Order(StringComparer.Ordinal)];

    private static JsonNode Canonical(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : (JsonNode?)Canonical(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Canonical(item))]),
        _ => node.DeepClone(),
    };

    private static string SourceFile([CallerFilePath] string path = "") => path;
}
