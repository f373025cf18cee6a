using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>OpenAPI v3, as far as clients use it: schemas with their merge rules, and the options of a patch.</summary>
/// <remarks>The generated types carry no descriptions and no required lists, so neither do these documents.</remarks>
internal static class OpenApiDocuments
{
    /// <summary>
    /// An OpenAPI v2 document without paths, as protobuf: swagger (1) "2.0", info (2) with title (1) "Kubernetes" and version (2) "1".
    /// </summary>
    public static ReadOnlyMemory<byte> EmptyVersion2 { get; } = (byte[])
        [0x0a, 3, .. "2.0"u8, 0x12, 15, 0x0a, 10, .. "Kubernetes"u8, 0x12, 1, .. "1"u8];

    public static JsonObject Index(IReadOnlyList<ResourceDefinition> resources)
    {
        var paths = new JsonObject();
        foreach (var path in resources.Select(Path).Distinct())
        {
            // Custom resources come and go; the number makes a client ask again.
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash={resources.Count(resource => Path(resource) == path)}" };
        }

        return new() { ["paths"] = paths };
    }

    /// <summary>Null when there is no such group and version.</summary>
    public static JsonObject? Document(IReadOnlyList<ResourceDefinition> resources, string path)
    {
        var found = resources.Where(resource => Path(resource) == path).ToList();
        if (found.Count == 0)
        {
            return null;
        }

        var schemas = new JsonObject();
        var paths = new JsonObject();
        foreach (var resource in found)
        {
            Add(schemas, resource.Schema);
            if (schemas[Name(resource.Schema)] is JsonObject schema)
            {
                schema["x-kubernetes-group-version-kind"] = new JsonArray(Kind(resource));
            }

            paths[$"/{path}/{(resource.Namespaced ? "namespaces/{namespace}/" : "")}{resource.Plural}/{{name}}"] = new JsonObject
            {
                ["patch"] = new JsonObject
                {
                    ["operationId"] = $"patch{resource.Kind}",
                    ["x-kubernetes-action"] = "patch",
                    ["x-kubernetes-group-version-kind"] = Kind(resource),
                    ["parameters"] = new JsonArray([.. new[] { "dryRun", "fieldManager", "fieldValidation", "force" }.Select(name => new JsonObject
                    {
                        ["name"] = name,
                        ["in"] = "query",
                        ["schema"] = new JsonObject { ["type"] = name == "force" ? "boolean" : "string" },
                    })]),
                    ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
                },
            };
        }

        return new()
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "unversioned" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        };
    }

    private static string Path(ResourceDefinition resource) => resource.Group.Length == 0 ? $"api/{resource.Version}" : $"apis/{resource.Group}/{resource.Version}";

    private static string Name(Schema schema) => schema.Name ?? throw new InvalidOperationException("A kind's schema has a name.");

    private static JsonObject Kind(ResourceDefinition resource) => new()
    {
        ["group"] = resource.Group,
        ["version"] = resource.Version,
        ["kind"] = resource.Kind,
    };

    private static void Add(JsonObject schemas, Schema schema)
    {
        if (schemas.ContainsKey(Name(schema)))
        {
            return;
        }

        // Named before it is built: it may refer to itself.
        schemas[Name(schema)] = null;
        schemas[Name(schema)] = Build(schemas, schema);
    }

    private static JsonObject Reference(JsonObject schemas, Schema schema)
    {
        if (schema.Name is null)
        {
            return Build(schemas, schema);
        }

        Add(schemas, schema);
        return new() { ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = "#/components/schemas/" + schema.Name }), ["default"] = new JsonObject() };
    }

    private static JsonObject Build(JsonObject schemas, Schema schema)
    {
        var built = schema.Type switch
        {
            SchemaType.Object => new JsonObject { ["type"] = "object" },
            SchemaType.Map => new JsonObject { ["type"] = "object", ["additionalProperties"] = Reference(schemas, schema.Element ?? Schema.Any) },
            SchemaType.Array => new JsonObject { ["type"] = "array", ["items"] = Reference(schemas, schema.Element ?? Schema.Any) },
            SchemaType.Text => new JsonObject { ["type"] = "string" },
            SchemaType.Bytes => new JsonObject { ["type"] = "string", ["format"] = "byte" },
            SchemaType.Time => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            SchemaType.Integer => new JsonObject { ["type"] = "integer" },
            SchemaType.Number => new JsonObject { ["type"] = "number" },
            SchemaType.Boolean => new JsonObject { ["type"] = "boolean" },
            SchemaType.IntOrString => new JsonObject { ["format"] = "int-or-string", ["oneOf"] = IntegerOrText() },
            SchemaType.Quantity => new JsonObject { ["oneOf"] = IntegerOrText() },
            _ => [],
        };
        if (schema.Properties.Count > 0)
        {
            built["properties"] = new JsonObject(schema.Properties.Select(property =>
                KeyValuePair.Create(property.Key, (JsonNode?)Reference(schemas, property.Value))));
        }

        if (schema.Required.Count > 0)
        {
            built["required"] = new JsonArray([.. schema.Required.Select(name => (JsonNode)name)]);
        }

        AddMergeRules(built, schema);
        return built;
    }

    private static void AddMergeRules(JsonObject built, Schema schema)
    {
        if (schema.Type is SchemaType.Object or SchemaType.Map && schema.Atomic)
        {
            built["x-kubernetes-map-type"] = "atomic";
        }

        if (schema.Type == SchemaType.Array)
        {
            built["x-kubernetes-list-type"] = schema.ListType.ToString().ToLowerInvariant();
        }

        if (schema.ListMapKeys.Count > 0)
        {
            built["x-kubernetes-list-map-keys"] = new JsonArray([.. schema.ListMapKeys.Select(name => (JsonNode)name)]);
        }

        if (schema.PatchMergeKey is { } key)
        {
            built["x-kubernetes-patch-merge-key"] = key;
        }

        var strategy = string.Join(',', new[] { schema.PatchMerges ? "merge" : null, schema.PatchRetainsKeys ? "retainKeys" : null }.OfType<string>());
        if (strategy.Length > 0)
        {
            built["x-kubernetes-patch-strategy"] = strategy;
        }

        if (schema.PreservesUnknownFields)
        {
            built["x-kubernetes-preserve-unknown-fields"] = true;
        }
    }

    private static JsonArray IntegerOrText() => new(new JsonObject { ["type"] = "integer" }, new JsonObject { ["type"] = "string" });
}
