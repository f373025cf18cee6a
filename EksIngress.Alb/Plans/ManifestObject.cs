using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Alb.Plans;

/// <summary>One Kubernetes object as it was written: its JSON, where it came from, and the line of each of its fields.</summary>
public sealed class ManifestObject
{
    private readonly IReadOnlyDictionary<string, int>? _lines;
    private readonly string _pointer;

    private ManifestObject(JsonElement json, string? source, IReadOnlyDictionary<string, int>? lines, string pointer)
    {
        Json = json;
        Source = source;
        _lines = lines;
        _pointer = pointer;
        ApiVersion = Text(json, "apiVersion") ?? "";
        Kind = Text(json, "kind") is { Length: > 0 } kind ? kind : throw Fault("the object has no kind");
        var metadata = json.TryGetProperty("metadata", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        Namespace = metadata.ValueKind == JsonValueKind.Object ? Text(metadata, "namespace") ?? "" : "";
        Name = metadata.ValueKind == JsonValueKind.Object && Text(metadata, "name") is { Length: > 0 } name
            ? name
            : throw Fault($"the {Kind} has no metadata.name");
    }

    /// <summary>For example <c>networking.k8s.io/v1</c>; empty when it was left out.</summary>
    public string ApiVersion { get; }

    /// <summary>For example <c>Ingress</c>; never empty.</summary>
    public string Kind { get; }

    /// <summary>Value of <c>metadata.namespace</c>; empty when it was left out.</summary>
    public string Namespace { get; }

    /// <summary>Value of <c>metadata.name</c>; never empty.</summary>
    public string Name { get; }

    /// <summary>The whole object, unchanged.</summary>
    public JsonElement Json { get; }

    /// <summary>File or stream that it came from; null when unknown.</summary>
    public string? Source { get; }

    /// <summary>Line at which the object starts, from 1; null when lines are unknown.</summary>
    public int? Line => FindLine("");

    /// <summary>
    /// Reads JSON text: one object, an array of them, or a list (<c>kind: List</c> and every other kind that ends in <c>List</c> and
    /// has <c>items</c>), whose items come in its place; items without a kind have that of the list, as API servers write them.
    /// </summary>
    /// <exception cref="ManifestException">The text is no JSON, or an object in it has no kind or name.</exception>
    public static IReadOnlyList<ManifestObject> Parse(string json, string? source = null)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Expand(document.RootElement.Clone(), source);
        }
        catch (JsonException exception)
        {
            throw new ManifestException($"this is no JSON: {exception.Message}", source, (int?)exception.LineNumber + 1);
        }
    }

    /// <summary>As <see cref="Parse"/>, of JSON that was read already.</summary>
    /// <param name="json">One object, an array, or a list. It must outlive the result: clone it when its document is disposed.</param>
    /// <param name="source">File or stream that it came from; null when unknown.</param>
    /// <param name="lines">Line of each field, from 1, by JSON pointer (RFC 6901; <c>""</c> is the whole); null when unknown.</param>
    /// <exception cref="ManifestException">An object in it has no kind or name.</exception>
    /// <remarks>Source: https://www.rfc-editor.org/rfc/rfc6901</remarks>
    public static IReadOnlyList<ManifestObject> Expand(JsonElement json, string? source = null, IReadOnlyDictionary<string, int>? lines = null)
    {
        var objects = new List<ManifestObject>();
        Collect(json, source, lines, "", objects);
        return objects;
    }

    /// <summary>Line of a field, or of the nearest thing around it that has one; null when lines are unknown.</summary>
    /// <param name="pointer">JSON pointer (RFC 6901) inside this object, for example <c>/spec/rules/0/host</c>; <c>""</c> is the object.</param>
    public int? FindLine(string pointer)
    {
        ArgumentNullException.ThrowIfNull(pointer);
        if (_lines is null)
        {
            return null;
        }

        for (var current = _pointer + pointer; ; current = current[..current.LastIndexOf('/')])
        {
            if (_lines.TryGetValue(current, out var line))
            {
                return line;
            }

            if (current.Length == 0)
            {
                return null;
            }
        }
    }

    /// <summary>Line of an annotation, or of the nearest thing around it that has one; null when lines are unknown.</summary>
    /// <param name="key">The whole key, for example <c>alb.ingress.kubernetes.io/scheme</c>.</param>
    public int? FindAnnotationLine(string key) => FindLine($"/metadata/annotations/{Escape(key)}");

    /// <summary>The same place, and another content: what was made of it.</summary>
    internal ManifestObject With(JsonElement json) => new(json, Source, _lines, _pointer);

    /// <summary>One part of a JSON pointer: <c>~</c> and <c>/</c> escaped.</summary>
    public static string Escape(string part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
    }

    /// <summary><c>Ingress shop/web</c>, or <c>IngressClass alb</c>.</summary>
    public override string ToString() => Namespace.Length == 0 ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";

    private static void Collect(
        JsonElement json, string? source, IReadOnlyDictionary<string, int>? lines, string pointer, List<ManifestObject> objects)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            CollectItems(json, source, lines, pointer, objects);
        }
        else if (json.ValueKind != JsonValueKind.Object)
        {
            int? line = lines is not null && lines.TryGetValue(pointer, out var found) ? found : null;
            throw new ManifestException("a Kubernetes object is expected here", source, line);
        }
        else if (Text(json, "kind") is { } kind && kind.EndsWith("List", StringComparison.Ordinal)
            && json.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array)
        {
            CollectItems(items, source, lines, $"{pointer}/items", objects, (kind[..^"List".Length], Text(json, "apiVersion")));
        }
        else
        {
            objects.Add(new ManifestObject(json, source, lines, pointer));
        }
    }

    private static void CollectItems(
        JsonElement items, string? source, IReadOnlyDictionary<string, int>? lines, string pointer, List<ManifestObject> objects,
        (string Kind, string? ApiVersion) list = default)
    {
        var index = 0;
        foreach (var item in items.EnumerateArray())
        {
            Collect(list.Kind is { Length: > 0 } ? WithKind(item, list.Kind, list.ApiVersion) : item, source, lines, $"{pointer}/{index++}", objects);
        }
    }

    // The items of an IngressList are Ingresses and need not say so.
    private static JsonElement WithKind(JsonElement item, string kind, string? apiVersion)
    {
        if (item.ValueKind != JsonValueKind.Object || item.TryGetProperty("kind", out _))
        {
            return item;
        }

        var typed = JsonObject.Create(item)!;
        typed["kind"] = kind;
        if (apiVersion is not null && !typed.ContainsKey("apiVersion"))
        {
            typed["apiVersion"] = apiVersion;
        }

        return JsonSerializer.SerializeToElement(typed);
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private ManifestException Fault(string message) => new(message, Source, Line);
}
