using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Members of a body of EKS; a member that nobody knows is refused.</summary>
/// <param name="path">How errors name the object, for example <c>resourcesVpcConfig.</c>; empty for the body itself.</param>
internal sealed class EksMembers(JsonObject json, string path = "") : JsonMembers(json, path)
{
    private const int MaxTags = 50;

    /// <exception cref="AwsException"><c>NotEmulated</c>: a member beside these was sent, with a value.</exception>
    public EksMembers Only(params string[] names)
    {
        var other = Names.FirstOrDefault(name => !names.Contains(name, StringComparer.Ordinal));
        return other is null ? this : throw EksErrors.NotEmulated($"The member '{Path}{other}'");
    }

    /// <exception cref="AwsException"><c>InvalidParameterException</c>: the member is missing or empty.</exception>
    public string GetString(string name) =>
        FindString(name) is { Length: > 0 } text ? text : throw EksErrors.InvalidParameter($"The member '{Path}{name}' is required.");

    public EksMembers? FindObject(string name) => FindJson(name) is { } member ? new EksMembers(member, $"{Path}{name}.") : null;

    /// <summary>The member <c>tags</c>, checked.</summary>
    public ImmutableSortedDictionary<string, string> Tags()
    {
        var tags = StringMap("tags");
        return tags.Count <= MaxTags && tags.All(tag => tag.Key.Length is > 0 and <= 128 && tag.Value.Length <= 256 && !tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            ? tags
            : throw EksErrors.InvalidParameter($"Tags: at most {MaxTags}, keys of 1 to 128 characters not starting with aws:, values of at most 256.");
    }
}
