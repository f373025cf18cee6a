using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws;

/// <summary>Members of a JSON body, each of the type it must have.</summary>
/// <param name="path">How errors name the object, for example <c>resourcesVpcConfig.</c>; empty for the body itself.</param>
internal class JsonMembers(JsonObject json, string path = "")
{
    /// <summary>How errors name this object.</summary>
    protected string Path { get; } = path;

    /// <summary>Names of the members that were sent with a value.</summary>
    public IEnumerable<string> Names => json.Where(member => member.Value is not null).Select(member => member.Key);

    public bool Has(string name) => json[name] is not null;

    public string? FindString(string name) => json[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw Wrong(name, "a string"),
    };

    public bool? FindBoolean(string name) => json[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<bool>(out var boolean) => boolean,
        _ => throw Wrong(name, "a boolean"),
    };

    public int? FindInt32(string name) => json[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<int>(out var number) => number,
        _ => throw Wrong(name, "an integer"),
    };

    /// <summary>A blob, which the protocol carries in base64.</summary>
    public byte[]? FindBytes(string name)
    {
        if (FindString(name) is not { } text)
        {
            return null;
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : throw Wrong(name, "base64");
    }

    public JsonObject? FindJson(string name) => json[name] switch
    {
        null => null,
        JsonObject member => member,
        _ => throw Wrong(name, "an object"),
    };

    /// <summary>Empty when the member was not sent.</summary>
    public ImmutableArray<string> Strings(string name) => json[name] switch
    {
        null => [],
        JsonArray array => [.. array.Select(item => item is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Wrong(name, "a list of strings"))],
        _ => throw Wrong(name, "a list of strings"),
    };

    /// <summary>Empty when the member was not sent.</summary>
    public ImmutableArray<JsonMembers> Objects(string name) => json[name] switch
    {
        null => [],
        JsonArray array => [.. array.Select((item, index) => item is JsonObject member ? new JsonMembers(member, $"{Path}{name}[{index}].") : throw Wrong(name, "a list of objects"))],
        _ => throw Wrong(name, "a list of objects"),
    };

    /// <summary>Empty when the member was not sent.</summary>
    public ImmutableSortedDictionary<string, string> StringMap(string name)
    {
        var map = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        return FindJson(name) is not { } member
            ? map
            : map.AddRange(member.Select(pair => KeyValuePair.Create(
                pair.Key,
                pair.Value is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Wrong(name, "a map of strings"))));
    }

    private AwsException Wrong(string name, string what) => new("SerializationException", $"The member '{Path}{name}' must be {what}.");
}
