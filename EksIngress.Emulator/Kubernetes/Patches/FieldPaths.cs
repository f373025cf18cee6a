using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Finding, removing and naming what a path of a <see cref="FieldSet"/> leads to.</summary>
internal static class FieldPaths
{
    /// <summary>The element of a keyed list's item, for example <c>k:{"containerPort":80,"protocol":"TCP"}</c>.</summary>
    public static string Key(Schema schema, JsonObject item)
    {
        var key = new JsonObject();
        foreach (var name in schema.ListMapKeys.Order(StringComparer.Ordinal))
        {
            // Protocol is the one key with a default; a patch may leave it out.
            if ((item[name] ?? (name == "protocol" ? "TCP" : null)) is { } value)
            {
                key[name] = value.DeepClone();
            }
        }

        return "k:" + key.ToJsonString();
    }

    public static bool IsItem(ReadOnlySpan<string> path) => path.Length > 0 && path[^1].StartsWith("k:", StringComparison.Ordinal);

    /// <summary>True for a field by which an item of a keyed list is told from the others; it lives as long as the item.</summary>
    public static bool IsItemKey(ReadOnlySpan<string> path) =>
        path.Length > 1 && IsItem(path[..^1]) && JsonNode.Parse(path[^2][2..]) is JsonObject keys && keys.ContainsKey(path[^1][2..]);

    public static JsonNode? Find(JsonNode? node, ReadOnlySpan<string> path)
    {
        foreach (var element in path)
        {
            node = element[..2] switch
            {
                "f:" => node.At(element[2..]),
                _ => (node as JsonArray)?.FirstOrDefault(item => IsElement(item, element)),
            };
        }

        return node;
    }

    /// <summary>Removes what the path leads to. Containers that become empty stay.</summary>
    public static void Remove(JsonNode? document, ReadOnlySpan<string> path)
    {
        var parent = Find(document, path[..^1]);
        var element = path[^1];
        if (element.StartsWith("f:", StringComparison.Ordinal))
        {
            (parent as JsonObject)?.Remove(element[2..]);
        }
        else if (parent is JsonArray list && list.FirstOrDefault(item => IsElement(item, element)) is { } found)
        {
            list.Remove(found);
        }
    }

    /// <summary>The path as conflicts name it, for example <c>.spec.containers[name="a"].image</c>.</summary>
    public static string Describe(IEnumerable<string> path) => string.Concat(path.Select(element => element[..2] switch
    {
        "f:" => "." + element[2..],
        "k:" when JsonNode.Parse(element[2..]) is JsonObject keys => $"[{string.Join(',', keys.Select(key => $"{key.Key}={key.Value?.ToJsonString()}"))}]",
        _ => $"[={element[2..]}]",
    }));

    private static bool IsElement(JsonNode? item, string element)
    {
        if (element.StartsWith("v:", StringComparison.Ordinal))
        {
            return (item?.ToJsonString() ?? "null") == element[2..];
        }

        return JsonNode.Parse(element[2..]) is JsonObject keys
            && keys.All(key => JsonNode.DeepEquals(item.At(key.Key) ?? (key.Key == "protocol" ? "TCP" : null), key.Value));
    }
}
