using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Lint;

/// <summary>An object of the input, read without ever failing: what cannot be read is a fault of its own.</summary>
internal sealed class LintObject
{
    private static readonly HashSet<string> ClusterScoped = new(StringComparer.Ordinal)
    {
        "IngressClass", "IngressClassParams", "Namespace", "Node", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition",
        "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "PersistentVolume", "StorageClass", "PriorityClass",
    };

    public LintObject(int index, JsonElement raw, string defaultNamespace)
    {
        Index = index;
        Json = raw.ValueKind == JsonValueKind.Object ? WithoutNulls(raw) : [];
        ApiVersion = Text("apiVersion") ?? "";
        Kind = Text("kind") ?? "";
        Name = Text("metadata", "name") ?? "";
        Namespace = ClusterScoped.Contains(Kind) ? "" : Text("metadata", "namespace") is { Length: > 0 } ns ? ns : defaultNamespace;
        Annotations = Strings("annotations");
        Labels = Strings("labels");
        Unreadable = new[] { new[] { "metadata" }, ["metadata", "annotations"], ["metadata", "labels"] }
            .Where(path => At(path) is not (null or JsonObject))
            .Select(path => ((string, string)?)(JsonPointer.Of([.. path]), "it is no map"))
            .FirstOrDefault()
            ?? (At("metadata", "namespace") is null || Text("metadata", "namespace") is not null ? null : ("/metadata/namespace", "it is no string"));
    }

    public int Index { get; }

    public string ApiVersion { get; }

    public string Kind { get; }

    public string Namespace { get; }

    public string Name { get; }

    public NamespacedName Key => new(Namespace, Name);

    /// <summary>As it came, members that are null left out as the API server leaves them out.</summary>
    public JsonObject Json { get; }

    /// <summary>Values that are no strings appear as the text they were written as.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; }

    public IReadOnlyDictionary<string, string> Labels { get; }

    public bool HasAlbAnnotations =>
        Annotations.Keys.Any(key => key.StartsWith(IngressAnnotations.Prefix + "/", StringComparison.Ordinal));

    /// <summary>Why it could not be read, and where; null when it was.</summary>
    public (string Field, string Reason)? Unreadable { get; private set; }

    public JsonNode? At(params string[] path)
    {
        JsonNode? node = Json;
        foreach (var part in path)
        {
            node = node is JsonObject map && map.TryGetPropertyValue(part, out var value) ? value : null;
        }

        return node;
    }

    public string? Text(params string[] path) => At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public int? Number(params string[] path) => At(path) is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    public bool? Flag(params string[] path) => At(path) is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    public IEnumerable<JsonObject> Items(params string[] path) => (At(path) as JsonArray ?? []).OfType<JsonObject>();

    public LintFault Fault(string field, string message, string fix) => new(this, field, message, fix);

    public LintFault AnnotationFault(string suffix, string message, string fix) =>
        Fault(JsonPointer.Annotation(IngressAnnotations.Key(suffix)), message, fix);

    /// <summary>Null, and <see cref="Unreadable"/>, when it is no object of this kind.</summary>
    public T? Read<T>()
        where T : class
    {
        if (Unreadable is not null)
        {
            return null;
        }

        var copy = Json.DeepClone().AsObject();
        var metadata = copy["metadata"] as JsonObject ?? [];
        copy["metadata"] = metadata;
        metadata["namespace"] = Namespace;
        foreach (var (member, values) in new[] { ("annotations", Annotations), ("labels", Labels) })
        {
            metadata[member] = new JsonObject(values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }

        try
        {
            return KubernetesJson.Read<T>(copy.ToJsonString());
        }
        catch (JsonException exception)
        {
            var pointer = JsonPointer.FromPath(exception.Path);
            Unreadable = (pointer, $"it is {Describe(pointer)}");
            return null;
        }
    }

    public override string ToString() => Namespace.Length == 0 ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";

    private string Describe(string pointer)
    {
        JsonNode? node = Json;
        foreach (var part in JsonPointer.Split(pointer))
        {
            node = node switch
            {
                JsonObject map => map[part],
                JsonArray list => int.TryParse(part, System.Globalization.CultureInfo.InvariantCulture, out var index) && index < list.Count ? list[index] : null,
                _ => null,
            };
        }

        return node?.GetValueKind() switch
        {
            JsonValueKind.String => Kind == "Secret" ? "a string" : $"a string ('{node}')",
            JsonValueKind.Number => $"a number ({node.ToJsonString()})",
            JsonValueKind.True or JsonValueKind.False => $"a boolean ({node.ToJsonString()})",
            JsonValueKind.Array => "a list",
            JsonValueKind.Object => "a map",
            _ => "malformed",
        };
    }

    // A list keeps its nulls: the API server does not take them, and dropping one would move the others.
    private static JsonObject WithoutNulls(JsonElement map)
    {
        var clean = new JsonObject();
        foreach (var member in map.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                clean[member.Name] = Clean(member.Value);
            }
        }

        return clean;
    }

    private static JsonNode? Clean(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => WithoutNulls(value),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Null ? new JsonObject() : Clean(item))]),
        JsonValueKind.String => JsonValue.Create(value.GetString()),
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        _ => JsonValue.Create(value),
    };

    private SortedDictionary<string, string> Strings(string member)
    {
        var strings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in At("metadata", member) as JsonObject ?? [])
        {
            strings[key] = value is JsonValue text && text.TryGetValue<string>(out var found) ? found : value?.ToJsonString() ?? "";
        }

        return strings;
    }
}
