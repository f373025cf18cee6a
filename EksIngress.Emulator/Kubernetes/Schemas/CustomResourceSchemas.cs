using System.Text.Json.Nodes;
using k8s.Models;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Schemas of custom resources, read from <c>openAPIV3Schema</c>.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema</remarks>
internal static class CustomResourceSchemas
{
    /// <summary>The schema of a whole object: what the definition says, and the type and metadata that every object has.</summary>
    public static Schema OfObject(JsonObject schema, string name)
    {
        var known = Of(schema);
        return new(SchemaType.Object, () =>
        {
            var properties = new Dictionary<string, Schema>(known.Properties, StringComparer.Ordinal)
            {
                ["apiVersion"] = new(SchemaType.Text),
                ["kind"] = new(SchemaType.Text),
                ["metadata"] = ModelSchemas.Of(typeof(V1ObjectMeta)),
            };
            return properties;
        })
        {
            Name = name,
            PreservesUnknownFields = known.PreservesUnknownFields,
            Required = known.Required,
            Constraints = schema,
        };
    }

    private static Schema Of(JsonObject schema)
    {
        var preserves = schema.Flag("x-kubernetes-preserve-unknown-fields") == true;
        if (schema.Flag("x-kubernetes-int-or-string") == true)
        {
            return Scalar(SchemaType.IntOrString, schema);
        }

        return schema.Text("type") switch
        {
            "object" when schema["additionalProperties"] is JsonObject values && schema["properties"] is null => new(SchemaType.Map)
            {
                Element = Of(values),
                Atomic = schema.Text("x-kubernetes-map-type") == "atomic",
                Nullable = schema.Flag("nullable") == true,
                Constraints = schema,
            },
            "object" => new(SchemaType.Object, () => schema.Map("properties")?
                .Where(property => property.Value is JsonObject)
                .ToDictionary(property => property.Key, property => Of((JsonObject)property.Value!), StringComparer.Ordinal) ?? [])
            {
                PreservesUnknownFields = preserves,
                Atomic = schema.Text("x-kubernetes-map-type") == "atomic",
                Nullable = schema.Flag("nullable") == true,
                Required = [.. schema.Texts("required")],
                Default = schema["default"],
                Constraints = schema,
            },
            "array" => new(SchemaType.Array)
            {
                Element = schema["items"] is JsonObject items ? Of(items) : Schema.Any,
                ListType = schema.Text("x-kubernetes-list-type") switch
                {
                    "map" => ListType.Map,
                    "set" => ListType.Set,
                    _ => ListType.Atomic,
                },
                ListMapKeys = [.. schema.Texts("x-kubernetes-list-map-keys")],
                Nullable = schema.Flag("nullable") == true,
                Default = schema["default"],
                Constraints = schema,
            },
            "string" => Scalar(SchemaType.Text, schema),
            "integer" => Scalar(SchemaType.Integer, schema),
            "number" => Scalar(SchemaType.Number, schema),
            "boolean" => Scalar(SchemaType.Boolean, schema),
            _ => Scalar(SchemaType.Any, schema),
        };
    }

    private static Schema Scalar(SchemaType type, JsonObject schema) => new(type)
    {
        Nullable = schema.Flag("nullable") == true,
        Default = schema["default"],
        Constraints = schema,
    };
}
