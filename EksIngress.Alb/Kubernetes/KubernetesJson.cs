using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EksIngress.Alb.Kubernetes;

/// <summary>Reads Kubernetes JSON into the light types of this folder; what they do not name is passed over.</summary>
public static class KubernetesJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
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
                        set(target, WithoutNulls(value));
                    }
                };
            }

            if (property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null)
            {
                property.CustomConverter = (JsonConverter)Activator.CreateInstance(typeof(NullIsDefault<>).MakeGenericType(property.PropertyType))!;
            }
        }
    }

    // In a map or list of strings null is the empty one.
    private static object WithoutNulls(object value) => value switch
    {
        IReadOnlyDictionary<string, string?> map when map.Values.Contains(null) =>
            map.ToDictionary(pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal),
        IReadOnlyList<string?> list when list.Contains(null) => list.Select(text => text ?? "").ToList(),
        _ => value,
    };

    // For numbers, booleans and the like, which System.Text.Json does not let be null.
    private sealed class NullIsDefault<T> : JsonConverter<T>
        where T : struct
    {
        public override bool HandleNull => true;

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? default : Inner(options).Read(ref reader, typeToConvert, options);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => Inner(options).Write(writer, value, options);

        // The type's own converter: a fault of it is told with the path of the field.
        private static JsonConverter<T> Inner(JsonSerializerOptions options) => (JsonConverter<T>)options.GetConverter(typeof(T));
    }
}
