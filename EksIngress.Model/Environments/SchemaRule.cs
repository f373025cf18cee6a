using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EksIngress.Model.Environments;

/// <summary>What a member's value may be, as keywords of JSON schema beside its type, and where the rule is from.</summary>
/// <param name="Source">Address of the rule; null where it is our own.</param>
/// <param name="Keywords">Keywords of the member itself.</param>
internal sealed record SchemaRule(string? Source, params (string Name, JsonNode Value)[] Keywords)
{
    /// <summary>Keywords of the items of a list; null for none.</summary>
    public SchemaRule? Items { get; init; }

    /// <summary>Keywords of the keys of a map; null for none.</summary>
    public SchemaRule? Keys { get; init; }

    /// <summary>Keywords of the values of a map; null for none.</summary>
    public SchemaRule? Values { get; init; }

    /// <summary>A whole number within a range, both ends included.</summary>
    public static SchemaRule Range(int lowest, int highest, string? source = null) => new(source, ("minimum", lowest), ("maximum", highest));

    /// <summary>A list of so many items.</summary>
    public static SchemaRule Count(int fewest, int? most, SchemaRule? items, string? source = null) =>
        new(source, [.. fewest > 0 ? [("minItems", (JsonNode)fewest)] : Array.Empty<(string, JsonNode)>(), .. most is { } limit ? [("maxItems", (JsonNode)limit)] : Array.Empty<(string, JsonNode)>()])
        {
            Items = items,
        };

    /// <summary>A text of that shape: a name, from which others follow, so no parameter can stand in it.</summary>
    public static SchemaRule Name(Regex shape, string? source = null) => new(source, ("pattern", Ecma(shape.ToString())));

    /// <summary>A text of that shape, or one that refers to a parameter: it is checked when that has its value.</summary>
    public static SchemaRule Text(Regex shape, string? source = null) => Text(shape.ToString(), source);

    /// <inheritdoc cref="Text(Regex, string?)"/>
    public static SchemaRule Text(string shape, string? source = null) => new(source, ("pattern", $@"{Ecma(shape)}|\$\{{parameters\."));

    /// <summary>A text of so many characters at most, or one that refers to a parameter.</summary>
    public static SchemaRule AtMost(int length, string? source = null) => Text($@"^[\s\S]{{0,{length}}}\z", source);

    /// <summary>Writes the rule into a member's schema.</summary>
    public void AddTo(JsonObject schema)
    {
        foreach (var (name, value) in Keywords)
        {
            schema[name] = value.DeepClone();
        }

        if (Source is not null)
        {
            schema["$comment"] = Source;
        }

        Items?.AddTo(schema["items"]!.AsObject());
        Values?.AddTo(schema["additionalProperties"]!.AsObject());
        if (Keys is not null)
        {
            var keys = new JsonObject();
            Keys.AddTo(keys);
            schema["propertyNames"] = keys;
        }
    }

    // In .NET $ lets a line break at the end through; in ECMAScript, which JSON schema goes by, it does not, and \z is unknown.
    private static string Ecma(string pattern) => pattern.Replace(@"\z", "$", StringComparison.Ordinal);
}
