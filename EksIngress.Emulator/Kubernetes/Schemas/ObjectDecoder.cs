using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// Reads an object as the API server decodes one: nulls are absent, unknown fields are dropped and reported, values of the
/// wrong type are refused.
/// </summary>
internal static class ObjectDecoder
{
    private const int MaximumDepth = 200;

    /// <param name="unknown">Receives the paths of fields that the schema does not know, for example <c>spec.foo</c>.</param>
    /// <exception cref="StatusException">400: a value has the wrong type.</exception>
    public static JsonObject Decode(ResourceDefinition resource, JsonObject body, ICollection<string> unknown)
    {
        var decoded = Decode(new Context(resource, unknown), resource.Schema, body, "", 0);
        return (JsonObject)decoded!;
    }

    private static JsonNode? Decode(Context context, Schema schema, JsonNode? node, string path, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw StatusException.BadRequest($"object is nested deeper than {MaximumDepth} levels");
        }

        if (node is null)
        {
            return null;
        }

        switch (schema.Type)
        {
            case SchemaType.Any:
                return node.DeepClone();
            case SchemaType.Object or SchemaType.Map:
                return node is JsonObject map ? DecodeMap(context, schema, map, path, depth) : throw context.Mismatch(schema, node, path);
            case SchemaType.Array:
                var list = node as JsonArray ?? throw context.Mismatch(schema, node, path);
                return new JsonArray([.. list.Select((item, index) => Decode(context, schema.Element!, item, $"{path}[{index}]", depth + 1))]);
            default:
                return Fits(schema.Type, node) ? node.DeepClone() : throw context.Mismatch(schema, node, path);
        }
    }

    private static JsonObject DecodeMap(Context context, Schema schema, JsonObject map, string path, int depth)
    {
        var decoded = new JsonObject();
        foreach (var (name, value) in map)
        {
            var field = path.Length == 0 ? name : $"{path}.{name}";
            if (schema.Find(name) is not { } known)
            {
                context.Unknown.Add(field);
            }
            else if (Decode(context, known, value, field, depth + 1) is { } result)
            {
                decoded[name] = result;
            }
            else if (known.Nullable && value is null)
            {
                decoded[name] = null;
            }
        }

        return decoded;
    }

    private static bool Fits(SchemaType type, JsonNode node)
    {
        var kind = node.GetValueKind();
        return type switch
        {
            SchemaType.Text => kind == JsonValueKind.String,
            SchemaType.Time => kind == JsonValueKind.String && Timestamps.Parse(node.Text()) is not null,
            SchemaType.Bytes => kind == JsonValueKind.String && IsBase64(node.Text()!),
            SchemaType.Integer => kind == JsonValueKind.Number && IsInteger(node),
            SchemaType.Number => kind == JsonValueKind.Number,
            SchemaType.Boolean => kind is JsonValueKind.True or JsonValueKind.False,
            SchemaType.IntOrString => kind == JsonValueKind.String || (kind == JsonValueKind.Number && IsInteger(node)),
            SchemaType.Quantity => kind == JsonValueKind.Number || (kind == JsonValueKind.String && Quantities.IsQuantity(node.Text()!)),
            _ => true,
        };
    }

    private static bool IsInteger(JsonNode node) =>
        decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number);

    private static bool IsBase64(string text) => Convert.TryFromBase64String(text, new byte[(text.Length * 3 / 4) + 3], out _);

    private sealed record Context(ResourceDefinition Resource, ICollection<string> Unknown)
    {
        public StatusException Mismatch(Schema schema, JsonNode node, string path) => StatusException.BadRequest(
            $"{Resource.Kind} in version \"{Resource.Version}\" cannot be handled as a {Resource.Kind}: json: cannot unmarshal {Found(node)} into field {path} of type {Wanted(schema.Type)}");

        private static string Found(JsonNode node) => node.GetValueKind() switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.Number => $"number {node.ToJsonString()}",
            JsonValueKind.True or JsonValueKind.False => "bool",
            _ => $"string {node.ToJsonString()}",
        };

        private static string Wanted(SchemaType type) => type switch
        {
            SchemaType.Text => "string",
            SchemaType.Bytes => "base64 string",
            SchemaType.Time => "RFC 3339 time",
            SchemaType.Integer => "integer",
            SchemaType.Number => "number",
            SchemaType.Boolean => "bool",
            SchemaType.IntOrString => "integer or string",
            SchemaType.Quantity => "quantity",
            SchemaType.Array => "array",
            _ => "object",
        };
    }
}
