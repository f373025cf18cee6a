using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Shape of a value, and how patches merge it. Properties are resolved on first use: schemas are recursive.</summary>
internal sealed class Schema
{
    private static readonly Dictionary<string, Schema> s_none = [];

    private readonly Lazy<IReadOnlyDictionary<string, Schema>> _properties;

    public Schema(SchemaType type, Func<IReadOnlyDictionary<string, Schema>>? properties = null)
    {
        Type = type;
        _properties = new(properties ?? (() => s_none));
    }

    public static Schema Any { get; } = new(SchemaType.Any);

    public SchemaType Type { get; }

    /// <summary>Name of the shared definition in OpenAPI documents; null for anonymous schemas.</summary>
    public string? Name { get; init; }

    public IReadOnlyDictionary<string, Schema> Properties => _properties.Value;

    /// <summary>Schema of items (arrays) or values (maps).</summary>
    public Schema? Element { get; init; }

    /// <summary>True for maps and objects that server-side apply replaces as a whole.</summary>
    public bool Atomic { get; init; }

    public ListType ListType { get; init; }

    /// <summary>Keys of a <see cref="ListType.Map"/> list.</summary>
    public IReadOnlyList<string> ListMapKeys { get; init; } = [];

    /// <summary>Key by which a strategic merge patch matches items; null when the list is replaced or holds scalars.</summary>
    public string? PatchMergeKey { get; init; }

    /// <summary>True when a strategic merge patch merges the list.</summary>
    public bool PatchMerges { get; init; }

    /// <summary>True when a strategic merge patch drops fields that it does not name (<c>retainKeys</c>).</summary>
    public bool PatchRetainsKeys { get; init; }

    /// <summary>True when fields that the schema does not know are kept.</summary>
    public bool PreservesUnknownFields { get; init; }

    public bool Nullable { get; init; }

    public IReadOnlyList<string> Required { get; init; } = [];

    public JsonNode? Default { get; init; }

    /// <summary>Source of a custom resource's schema: what is not expressed above (enum, pattern, bounds) is read from here.</summary>
    public JsonObject? Constraints { get; init; }

    public bool IsScalar => Type is not (SchemaType.Object or SchemaType.Map or SchemaType.Array or SchemaType.Any);

    /// <summary>Schema of a field; null when there is none of that name.</summary>
    public Schema? Find(string field) => Type switch
    {
        SchemaType.Map => Element ?? Any,
        SchemaType.Object => Properties.TryGetValue(field, out var property) ? property : PreservesUnknownFields ? Any : null,
        _ => Any,
    };
}
