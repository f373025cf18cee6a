using System.Text.Json;

namespace EksIngress.Alb.Kubernetes;

/// <summary>Reads Kubernetes JSON into the light types of this folder; what they do not name is passed over.</summary>
internal static class KubernetesJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
    };

    /// <exception cref="JsonException">The JSON is not an object of this kind.</exception>
    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("null is not an object");
}
