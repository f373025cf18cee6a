using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Members of a body of EKS.</summary>
/// <param name="path">How errors name the object, for example <c>resourcesVpcConfig.</c>; empty for the body itself.</param>
internal sealed class EksMembers(JsonObject json, string path = "") : JsonMembers(json, path)
{
    /// <exception cref="AwsException"><c>InvalidParameterException</c>: the member is missing or empty.</exception>
    public string GetString(string name) =>
        FindString(name) is { Length: > 0 } text ? text : throw EksErrors.InvalidParameter($"The member '{Path}{name}' is required.");

    public EksMembers? FindObject(string name) => FindJson(name) is { } member ? new EksMembers(member, $"{Path}{name}.") : null;

    /// <summary>The member <c>tags</c>, checked.</summary>
    /// <exception cref="AwsException"><c>InvalidParameterException</c>: a tag breaks the rules, or there are too many.</exception>
    public ImmutableSortedDictionary<string, string> Tags()
    {
        var tags = StringMap("tags");
        return FindFault(tags) is { } fault ? throw EksErrors.InvalidParameter(fault) : tags;
    }

    /// <summary>What is wrong with the tags of a resource; null when nothing is. Of their characters EKS asks nothing.</summary>
    public static string? FindFault(ImmutableSortedDictionary<string, string> tags)
    {
        if (AwsTagRules.IsTooMany(tags.Keys))
        {
            return $"A resource can have at most {AwsTagRules.MaxTags} tags.";
        }

        foreach (var (key, value) in tags)
        {
            if (key.Length is 0 or > AwsTagRules.MaxKeyLength || value.Length > AwsTagRules.MaxValueLength)
            {
                return $"The tag '{key}' is not valid: keys have 1 to {AwsTagRules.MaxKeyLength} characters, values at most {AwsTagRules.MaxValueLength}.";
            }

            if (AwsTagRules.IsReserved(key))
            {
                return $"The tag '{key}' is not valid: aws: prefixed tag key names are not allowed for external use.";
            }
        }

        return null;
    }
}
