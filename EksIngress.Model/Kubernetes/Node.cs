using System.Text.Json.Nodes;

namespace EksIngress.Model.Kubernetes;

/// <summary>Short forms for writing Kubernetes objects as JSON. A member whose value is null is left out.</summary>
internal static class Node
{
    public static JsonObject Object(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var node = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                node[name] = value;
            }
        }

        return node;
    }

    public static JsonArray Array(params ReadOnlySpan<JsonNode?> items) => new(items);

    public static JsonArray Array(IEnumerable<JsonNode> items) => new([.. items]);

    public static JsonArray Strings(params IEnumerable<string> items) => new([.. items.Select(item => (JsonNode)item)]);

    /// <summary>The members in ordinal order; null when there are none.</summary>
    public static JsonObject? Map(IEnumerable<KeyValuePair<string, string>> members)
    {
        var node = new JsonObject();
        foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            node[name] = value;
        }

        return node.Count == 0 ? null : node;
    }

    /// <summary>Labels or annotations, given as pairs.</summary>
    public static JsonObject? Map(params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var present = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                present[name] = value;
            }
        }

        return Map(present);
    }
}
