using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Members of a JSON body, each of the type it must have; a member that nobody knows is refused.</summary>
/// <param name="path">How errors name the object, for example <c>resourcesVpcConfig.</c>; empty for the body itself.</param>
internal sealed class EksMembers(JsonObject json, string path = "")
{
    private const int MaxTags = 50;

    /// <exception cref="AwsException"><c>NotEmulated</c>: a member beside these was sent, with a value.</exception>
    public EksMembers Only(params string[] names)
    {
        var other = json.FirstOrDefault(member => member.Value is not null && !names.Contains(member.Key, StringComparer.Ordinal)).Key;
        return other is null ? this : throw EksErrors.NotEmulated($"The member '{path}{other}'");
    }

    public bool Has(string name) => json[name] is not null;

    public string GetString(string name) =>
        FindString(name) is { Length: > 0 } text ? text : throw EksErrors.InvalidParameter($"The member '{path}{name}' is required.");

    public string? FindString(string name) => Find<string>(name, JsonValueKind.String, "a string");

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

    public EksMembers? FindObject(string name) => json[name] switch
    {
        null => null,
        JsonObject member => new EksMembers(member, $"{path}{name}."),
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
    public ImmutableSortedDictionary<string, string> StringMap(string name)
    {
        var map = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        return json[name] switch
        {
            null => map,
            JsonObject member => map.AddRange(member.Select(pair => KeyValuePair.Create(
                pair.Key,
                pair.Value is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Wrong(name, "a map of strings")))),
            _ => throw Wrong(name, "a map of strings"),
        };
    }

    /// <summary>The member <c>tags</c>, checked.</summary>
    public ImmutableSortedDictionary<string, string> Tags()
    {
        var tags = StringMap("tags");
        return tags.Count <= MaxTags && tags.All(tag => tag.Key.Length is > 0 and <= 128 && tag.Value.Length <= 256 && !tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            ? tags
            : throw EksErrors.InvalidParameter($"Tags: at most {MaxTags}, keys of 1 to 128 characters not starting with aws:, values of at most 256.");
    }

    private T? Find<T>(string name, JsonValueKind kind, string what)
        where T : class => json[name] switch
        {
            null => null,
            JsonValue value when value.GetValueKind() == kind => value.GetValue<T>(),
            _ => throw Wrong(name, what),
        };

    private AwsException Wrong(string name, string what) => new("SerializationException", $"The member '{path}{name}' must be {what}.");
}
