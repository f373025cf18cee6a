using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>JSON merge patch.</summary>
/// <remarks>Source: RFC 7386</remarks>
internal static class MergePatch
{
    public static JsonNode? Apply(JsonNode? document, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var result = document is JsonObject map ? map.Clone() : [];
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = Apply(result[name], value);
            }
        }

        return result;
    }
}
