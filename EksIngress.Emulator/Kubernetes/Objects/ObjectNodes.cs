using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// Reading and writing Kubernetes objects as JSON. Nothing throws on a missing or mistyped field: it reads as absent.
/// </summary>
internal static class ObjectNodes
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            node = node is JsonObject map && map.TryGetPropertyValue(name, out var value) ? value : null;
        }

        return node;
    }

    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value
        && value.GetValueKind() == JsonValueKind.Number
        && long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    public static bool? Flag(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path)?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static JsonObject? Map(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonObject;

    /// <summary>The objects of a list; empty when there is no list.</summary>
    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as JsonArray)?.OfType<JsonObject>() ?? [];

    /// <summary>The strings of a list; empty when there is no list.</summary>
    public static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as JsonArray)?.Select(item => item.Text()).OfType<string>() ?? [];

    /// <summary>The string entries of a map such as labels; empty when there is no map.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as JsonObject)?
            .Where(pair => pair.Value.Text() is not null)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Text()!)) ?? [];

    /// <summary>The map below <paramref name="name"/>, made when it is missing.</summary>
    public static JsonObject Section(this JsonObject map, string name)
    {
        if (map[name] is not JsonObject section)
        {
            map[name] = section = [];
        }

        return section;
    }

    /// <summary>The list below <paramref name="name"/>, made when it is missing.</summary>
    public static JsonArray List(this JsonObject map, string name)
    {
        if (map[name] is not JsonArray list)
        {
            map[name] = list = [];
        }

        return list;
    }

    /// <summary>Sets the field unless it has a value already.</summary>
    public static void Default(this JsonObject map, string name, JsonNode value)
    {
        if (map[name] is null)
        {
            map[name] = value;
        }
    }

    public static JsonObject Metadata(this JsonObject map) => map.Section("metadata");

    public static string Name(this JsonObject map) => map.Text("metadata", "name") ?? "";

    /// <summary>Empty for what lives in no namespace.</summary>
    public static string Namespace(this JsonObject map) => map.Text("metadata", "namespace") ?? "";

    public static string Uid(this JsonObject map) => map.Text("metadata", "uid") ?? "";

    public static NamespacedName Key(this JsonObject map) => new(map.Namespace(), map.Name());

    public static string? Label(this JsonObject map, string key) => map.Text("metadata", "labels", key);

    public static string? Annotation(this JsonObject map, string key) => map.Text("metadata", "annotations", key);

    public static bool IsTerminating(this JsonObject map) => map.Text("metadata", "deletionTimestamp") is not null;

    public static JsonObject Clone(this JsonObject map) => (JsonObject)map.DeepClone();

    /// <summary>The owner that is marked as controller; null when there is none.</summary>
    public static JsonObject? ControllerOwner(this JsonObject map) =>
        map.Items("metadata", "ownerReferences").FirstOrDefault(owner => owner.Flag("controller") == true);

    public static bool HasCondition(this JsonObject map, string type, string status = "True") =>
        map.Items("status", "conditions").Any(condition => condition.Text("type") == type && condition.Text("status") == status);
}
