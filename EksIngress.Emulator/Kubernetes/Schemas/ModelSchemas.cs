using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;
using k8s.Models;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Schemas of the built-in kinds, read from the types that KubernetesClient generates from Kubernetes' own OpenAPI document.</summary>
internal static class ModelSchemas
{
    private static readonly ConcurrentDictionary<Type, Schema> s_schemas = [];

    public static Schema Of(Type type) => s_schemas.GetOrAdd(type, Build);

    private static Schema Build(Type type) => new(SchemaType.Object, () => Properties(type))
    {
        Name = "io.k8s." + type.Name,
        Atomic = MergeRules.IsAtomic(type),
    };

    private static Dictionary<string, Schema> Properties(Type type)
    {
        var properties = new Dictionary<string, Schema>(StringComparer.Ordinal);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name is { } name)
            {
                properties[name] = Property(property.PropertyType, MergeRules.Find(type, name));
            }
        }

        return properties;
    }

    private static Schema Property(Type type, MergeRule? rule)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(byte[]))
        {
            return new(SchemaType.Bytes);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>))
        {
            return new(SchemaType.Map) { Element = Property(type.GetGenericArguments()[1], null), Atomic = rule?.Atomic ?? false };
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>))
        {
            return new(SchemaType.Array)
            {
                Element = Property(type.GetGenericArguments()[0], null),
                ListType = rule?.ListType ?? ListType.Atomic,
                ListMapKeys = rule?.Keys ?? [],
                PatchMergeKey = rule?.PatchMergeKey,
                PatchMerges = rule?.PatchMerges ?? false,
                PatchRetainsKeys = rule?.RetainsKeys ?? false,
            };
        }

        return Scalar(type) is { } scalar ? new(scalar)
            : rule is { RetainsKeys: true } ? new(SchemaType.Object, () => Of(type).Properties) { PatchRetainsKeys = true }
            : rule is { Atomic: true } ? new(SchemaType.Object, () => Of(type).Properties) { Atomic = true }
            : type.Namespace == typeof(V1Pod).Namespace ? Of(type)
            : Schema.Any;
    }

    private static SchemaType? Scalar(Type type) =>
        type == typeof(string) ? SchemaType.Text
        : type == typeof(int) || type == typeof(long) ? SchemaType.Integer
        : type == typeof(double) || type == typeof(float) ? SchemaType.Number
        : type == typeof(bool) ? SchemaType.Boolean
        : type == typeof(DateTime) ? SchemaType.Time
        : type == typeof(IntOrString) ? SchemaType.IntOrString
        : type == typeof(ResourceQuantity) ? SchemaType.Quantity
        : null;
}
