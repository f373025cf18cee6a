using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Model.Kubernetes;

/// <summary>Reads members of a kustomization, each with an error that names file and member.</summary>
internal static class KustomizeFields
{
    public static void ThrowIfUnknown(JsonObject map, string[] known, string path, string prefix)
    {
        if (map.FirstOrDefault(member => !known.Contains(member.Key)).Key is { } unknown)
        {
            throw new KustomizeException(
                $"{path}: the field '{prefix}{unknown}' is not supported. Render the tree with 'kubectl kustomize' into one file, and name that file in 'resources'.");
        }
    }

    public static JsonArray Items(JsonObject map, string name, string path) => map[name] switch
    {
        null => [],
        JsonArray list => list,
        _ => throw new KustomizeException($"{path}: '{name}' must be a list."),
    };

    public static List<string> Strings(JsonObject map, string name, string path) =>
        [.. Items(map, name, path).Select(item => Text(item, path, name))];

    public static JsonObject AsMap(JsonNode? node, string path, string name) =>
        node as JsonObject ?? throw new KustomizeException($"{path}: '{name}' must be a mapping.");

    public static string Text(JsonNode? node, string path, string name) =>
        node?.GetValueKind() == JsonValueKind.String
            ? node.GetValue<string>()
            : throw new KustomizeException($"{path}: '{name}' must be a string.");

    public static JsonObject AsObject(JsonNode document, string path) =>
        document is JsonObject item
            && item["apiVersion"]?.GetValueKind() == JsonValueKind.String
            && item["kind"]?.GetValueKind() == JsonValueKind.String
            && item["metadata"] is JsonObject metadata
            && metadata["name"]?.GetValueKind() == JsonValueKind.String
                ? item
                : throw new KustomizeException($"{path} holds something that is no Kubernetes object: apiVersion, kind and metadata.name must be strings.");

    public static IReadOnlyList<JsonNode> Parse(string path, string text)
    {
        try
        {
            return YamlDocument.ReadAll(text);
        }
        catch (FormatException exception)
        {
            throw new KustomizeException($"{path} is no YAML: {exception.Message}");
        }
    }
}
