using System.Globalization;
using System.Text.Json.Nodes;

namespace EksIngress.Model.Kubernetes;

/// <summary>JSON Patch: <c>add</c>, <c>replace</c>, <c>remove</c>, <c>test</c>, <c>copy</c> and <c>move</c>.</summary>
/// <remarks>Source: https://www.rfc-editor.org/rfc/rfc6902</remarks>
internal static class JsonPatch
{
    /// <exception cref="KustomizeException">An operation is not valid, or finds no place in the object.</exception>
    public static void Apply(JsonObject target, JsonArray operations, string file)
    {
        foreach (var node in operations)
        {
            var operation = KustomizeFields.AsMap(node, file, "patches.patch");
            var pointer = KustomizeFields.Text(operation["path"], file, "patches.patch.path");
            var name = KustomizeFields.Text(operation["op"], file, "patches.patch.op");
            switch (name)
            {
                case "add":
                    Add(target, pointer, operation["value"]?.DeepClone(), file);
                    break;
                case "replace":
                    Remove(target, pointer, file);
                    Add(target, pointer, operation["value"]?.DeepClone(), file);
                    break;
                case "remove":
                    Remove(target, pointer, file);
                    break;
                case "copy":
                    Add(target, pointer, Find(target, From(operation, file), file)?.DeepClone(), file);
                    break;
                case "move":
                    var moved = Find(target, From(operation, file), file)?.DeepClone();
                    Remove(target, From(operation, file), file);
                    Add(target, pointer, moved, file);
                    break;
                case "test" when JsonNode.DeepEquals(Find(target, pointer, file), operation["value"]):
                    break;
                case "test":
                    throw new KustomizeException($"{file}: the test of '{pointer}' in {ObjectId.Of(target)} fails.");
                default:
                    throw new KustomizeException($"{file}: '{name}' is no operation of a JSON patch.");
            }
        }
    }

    private static string From(JsonObject operation, string file) => KustomizeFields.Text(operation["from"], file, "patches.patch.from");

    private static void Add(JsonObject target, string pointer, JsonNode? value, string file)
    {
        var (parent, last) = Parent(target, pointer, file);
        switch (parent)
        {
            case JsonObject map:
                map[last] = value;
                break;
            case JsonArray list when last == "-":
                list.Add(value);
                break;
            case JsonArray list when Index(last) is { } index && index <= list.Count:
                list.Insert(index, value);
                break;
            default:
                throw Missing(target, pointer, file);
        }
    }

    private static void Remove(JsonObject target, string pointer, string file)
    {
        var (parent, last) = Parent(target, pointer, file);
        switch (parent)
        {
            case JsonObject map when map.Remove(last):
                break;
            case JsonArray list when Index(last) is { } index && index < list.Count:
                list.RemoveAt(index);
                break;
            default:
                throw Missing(target, pointer, file);
        }
    }

    private static JsonNode? Find(JsonObject target, string pointer, string file)
    {
        var (parent, last) = Parent(target, pointer, file);
        return parent switch
        {
            JsonObject map when map.TryGetPropertyValue(last, out var value) => value,
            JsonArray list when Index(last) is { } index && index < list.Count => list[index],
            _ => throw Missing(target, pointer, file),
        };
    }

    private static (JsonNode Parent, string Last) Parent(JsonObject target, string pointer, string file)
    {
        if (!pointer.StartsWith('/'))
        {
            throw new KustomizeException($"{file}: the path '{pointer}' of a JSON patch must start with '/'.");
        }

        var segments = pointer[1..].Split('/').Select(segment => segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToList();
        JsonNode? node = target;
        foreach (var segment in segments.SkipLast(1))
        {
            node = node switch
            {
                JsonObject map => map[segment],
                JsonArray list when Index(segment) is { } index && index < list.Count => list[index],
                _ => null,
            };
        }

        return node is JsonObject or JsonArray ? (node, segments[^1]) : throw Missing(target, pointer, file);
    }

    private static int? Index(string segment) =>
        int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    private static KustomizeException Missing(JsonObject target, string pointer, string file) =>
        new($"{file}: {ObjectId.Of(target)} has no '{pointer}' that the patch could change.");
}
