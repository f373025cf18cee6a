using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EksIngress.Model.Environments;

/// <summary>Reads and writes <c>environment.json</c>.</summary>
public static class EnvironmentDocument
{
    /// <summary>Name of the file within a published folder.</summary>
    public const string FileName = "environment.json";

    /// <summary>Largest document that is read, in bytes.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>Writes a valid specification; equal specifications give equal bytes.</summary>
    /// <exception cref="EnvironmentSpecException">The specification has faults; the message lists them all.</exception>
    public static byte[] Write(EnvironmentSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ThrowIfFaulty($"Environment '{spec.Name}'", spec);
        var sorted = spec with
        {
            Tags = Sort(spec.Tags),
            NodeGroups = [.. spec.NodeGroups.Select(group => group with { Labels = Sort(group.Labels) })],
            Ingresses = [.. spec.Ingresses.Select(ingress => ingress with
            {
                LoadBalancerAttributes = Sort(ingress.LoadBalancerAttributes),
                Annotations = Sort(ingress.Annotations)!,
            })],
        };
        return [.. JsonSerializer.SerializeToUtf8Bytes(sorted, Options), (byte)'\n'];
    }

    /// <summary>Reads and validates a specification.</summary>
    /// <param name="path">Name of the file, for messages.</param>
    /// <param name="content">Its bytes.</param>
    /// <exception cref="EnvironmentSpecException">The document is no valid specification.</exception>
    public static EnvironmentSpec Read(string path, ReadOnlySpan<byte> content)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (content.Length > MaxBytes)
        {
            throw new EnvironmentSpecException(
                $"{path} has {content.Length} bytes; an environment has {MaxBytes} at most. Publish it again.");
        }

        content = content.StartsWith("\uFEFF"u8) ? content[3..] : content;
        ThrowIfNewer(path, content);
        EnvironmentSpec spec;
        try
        {
            spec = JsonSerializer.Deserialize<EnvironmentSpec>(content, Options)
                ?? throw new EnvironmentSpecException($"{path} holds null, not an environment. Publish it again.");
        }
        catch (JsonException exception)
        {
            throw new EnvironmentSpecException(
                $"{path}{Position(exception)} cannot be read at '{exception.Path ?? "$"}': {Reason(exception)} "
                + "Correct that member, or publish the environment again.");
        }

        ThrowIfFaulty(path, spec);
        return spec;
    }

    internal static JsonObject ToNode(EnvironmentSpec spec) => JsonSerializer.SerializeToNode(spec, Options)!.AsObject();

    internal static EnvironmentSpec FromNode(JsonObject document) => document.Deserialize<EnvironmentSpec>(Options)!;

    /// <summary>The JSON schema of the document, as <c>docs/environment.schema.json</c> has it.</summary>
    public static byte[] WriteSchema()
    {
        var exporter = new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) =>
            {
                if (context.PropertyInfo is { AttributeProvider: PropertyInfo member } && node is JsonObject schema)
                {
                    SchemaRules.Find(member.DeclaringType!, member.Name)?.AddTo(schema);
                }

                return node;
            },
        };
        var types = Options.GetJsonSchemaAsNode(typeof(EnvironmentSpec), exporter).AsObject();
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "An environment of EksIngress, version " + EnvironmentSpec.CurrentVersion,
        };
        foreach (var member in types.ToList())
        {
            types.Remove(member.Key);
            schema[member.Key] = member.Value;
        }

        // Whoever checks a document by the schema refuses other versions as the reader does.
        schema["properties"]!["version"] = new JsonObject { ["const"] = EnvironmentSpec.CurrentVersion };
        return [.. JsonSerializer.SerializeToUtf8Bytes(schema, Options), (byte)'\n'];
    }

    private static SortedDictionary<string, string>? Sort(IReadOnlyDictionary<string, string>? members) =>
        members is null ? null : new(members.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);

    // A newer document is refused for its version, not for the first member of it that is unknown here.
    private static void ThrowIfNewer(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            var reader = new Utf8JsonReader(content);
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("version", out var member)
                && member.ValueKind == JsonValueKind.Number
                && (!member.TryGetInt32(out var version) || version is < 1 or > EnvironmentSpec.CurrentVersion))
            {
                throw new EnvironmentSpecException(
                    $"{path}: version is {member.GetRawText()}; this program reads version {EnvironmentSpec.CurrentVersion}. "
                    + "Use the program that published the environment, or publish it again.");
            }
        }
        catch (JsonException exception)
        {
            throw new EnvironmentSpecException(
                $"{path}{Position(exception)} is no JSON document: {Reason(exception)} Publish the environment again.");
        }
    }

    internal static void ThrowIfFaulty(string subject, EnvironmentSpec spec)
    {
        var faults = EnvironmentValidator.Validate(spec);
        if (faults.Count > 0)
        {
            throw new EnvironmentSpecException(
                $"{subject} has {faults.Count} fault{(faults.Count == 1 ? "" : "s")}:\n" + string.Join('\n', faults.Select(fault => "  - " + fault)))
            {
                Faults = faults,
            };
        }
    }

    private static string Position(JsonException exception) =>
        exception.LineNumber is { } line ? $" (line {line + 1}, column {exception.BytePositionInLine + 1})" : "";

    // The serializer appends path and position to its text; ours already says both.
    private static string Reason(JsonException exception)
    {
        var end = exception.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        end = end < 0 ? exception.Message.IndexOf(" LineNumber: ", StringComparison.Ordinal) : end;
        return end < 0 ? exception.Message : exception.Message[..end];
    }
}
