using System.ComponentModel;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;

namespace EksIngress.Alb.Plans;

/// <summary>The facts document: JSON in and out, and its schema. Reading is strict: what the schema does not name is an error.</summary>
public static class AwsFactsDocument
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <exception cref="AwsFactsException">The text is no JSON, or not a facts document; the message names the path.</exception>
    public static AwsFacts Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        AwsFacts facts;
        try
        {
            using (var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false }))
            {
                RefuseNulls(document.RootElement, "$");
            }

            facts = JsonSerializer.Deserialize<AwsFacts>(json, Options)!;
        }
        catch (JsonException exception)
        {
            throw new AwsFactsException(Describe(exception));
        }

        if (facts.Version != AwsFacts.CurrentVersion)
        {
            throw new AwsFactsException($"$.version is {facts.Version}, and this program reads version {AwsFacts.CurrentVersion}");
        }

        AwsFactsValidator.Validate(facts);
        return facts;
    }

    /// <summary>The same bytes for the same facts; ends with a newline.</summary>
    public static string Write(AwsFacts facts) => JsonSerializer.Serialize(facts, Options) + "\n";

    /// <summary>JSON schema (draft 2020-12) of the document; ends with a newline.</summary>
    public static string WriteSchema()
    {
        var schema = Options.GetJsonSchemaAsNode(typeof(AwsFacts), new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) =>
            {
                if (node is JsonObject { } typed && typed["type"] is JsonArray types)
                {
                    // Absent, never null.
                    typed["type"] = types.Single(type => (string?)type != "null")!.DeepClone();
                }

                if (node is JsonObject map && context.PropertyInfo?.AttributeProvider is MemberInfo member
                    && member.GetCustomAttribute<DescriptionAttribute>() is { } description)
                {
                    map.Insert(0, "description", description.Description);
                }

                return node;
            },
        }).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Facts of an AWS account that a plan of an ALB needs");
        schema["properties"]!["version"]!["const"] = AwsFacts.CurrentVersion;
        return schema.ToJsonString(Options) + "\n";
    }

    private static void RefuseNulls(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                throw new AwsFactsException($"{path} is null; leave out what is not known");
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    RefuseNulls(member.Value, $"{path}.{member.Name}");
                }

                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in value.EnumerateArray().Index())
                {
                    RefuseNulls(item, $"{path}[{index}]");
                }

                break;
            default:
                break;
        }
    }

    // The serializer's own text names .NET types, which say nothing to whoever wrote the document.
    private static string Describe(JsonException exception)
    {
        var place = exception.Path ?? "$";
        var line = exception.LineNumber is { } number ? $" (line {number + 1})" : "";
        var message = exception.Message;
        if (message.Contains("could not be mapped", StringComparison.Ordinal))
        {
            return $"{place}{line} is no field of a facts document; take it out, or correct its name";
        }

        if (message.Contains("missing required", StringComparison.Ordinal))
        {
            var names = message[(message.LastIndexOf(':') + 1)..].Trim(' ', '.');
            return $"{place}{line} lacks what it must have: {names}";
        }

        if (message.StartsWith("Duplicate property", StringComparison.Ordinal))
        {
            return $"{place}{line}: a field is there twice";
        }

        return exception.InnerException is null && !message.Contains("could not be converted", StringComparison.Ordinal)
            ? $"{place}{line}: {message}"
            : $"{place}{line} is not of the type that a facts document has there";
    }
}
