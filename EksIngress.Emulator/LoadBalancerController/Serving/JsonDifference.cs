using System.Text.Json.Nodes;

namespace EksIngress.Emulator.LoadBalancerController.Serving;

/// <summary>The JSON patch that leads from one object to another. Lists are replaced whole.</summary>
/// <remarks>Source: RFC 6902</remarks>
internal static class JsonDifference
{
    public static JsonArray Between(JsonObject before, JsonObject after)
    {
        var operations = new JsonArray();
        Compare("", before, after, operations);
        return operations;
    }

    private static void Compare(string path, JsonObject before, JsonObject after, JsonArray operations)
    {
        foreach (var (name, _) in before.Where(pair => !after.ContainsKey(pair.Key)))
        {
            operations.Add(new JsonObject { ["op"] = "remove", ["path"] = At(path, name) });
        }

        foreach (var (name, value) in after)
        {
            if (!before.ContainsKey(name))
            {
                operations.Add(new JsonObject { ["op"] = "add", ["path"] = At(path, name), ["value"] = value?.DeepClone() });
            }
            else if (before[name] is JsonObject old && value is JsonObject changed)
            {
                Compare(At(path, name), old, changed, operations);
            }
            else if (!JsonNode.DeepEquals(before[name], value))
            {
                operations.Add(new JsonObject { ["op"] = "replace", ["path"] = At(path, name), ["value"] = value?.DeepClone() });
            }
        }
    }

    private static string At(string path, string name) =>
        $"{path}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
