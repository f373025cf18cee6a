using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EksIngress.Alb.Kubernetes;

/// <summary>Reads Kubernetes JSON into the light types of this folder; what they do not name is passed over.</summary>
public static class KubernetesJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { PassOverNulls } },
    };

    /// <summary>Reads one object; <c>apiVersion</c> and <c>kind</c> are not looked at.</summary>
    /// <exception cref="JsonException">The JSON is not an object of this kind.</exception>
    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("null is not an object");

    // Kubernetes takes null for "not set", whatever the type of the field.
    private static void PassOverNulls(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.Set is { } set)
            {
                property.Set = (target, value) =>
                {
                    if (value is not null)
                    {
                        set(target, value is IReadOnlyDictionary<string, string?> map ? WithoutNulls(map) : value);
                    }
                };
            }
        }
    }

    // In a map of strings null is the empty one.
    private static object WithoutNulls(IReadOnlyDictionary<string, string?> map) => map.Values.Contains(null)
        ? (object)map.ToDictionary(pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal)
        : map;
}
