using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Aws.Ecr;

/// <summary>Reads and checks what requests to ECR carry.</summary>
internal static partial class EcrInput
{
    public static string RepositoryName(JsonMembers members)
    {
        var name = members.FindString("repositoryName") ?? "";
        return CheckName(name);
    }

    public static string CheckName(string name) =>
        name.Length is >= 2 and <= 256 && Name().IsMatch(name)
            ? name
            : throw EcrErrors.InvalidParameter("repositoryName", "must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*' and have 2 to 256 characters");

    /// <exception cref="AwsException"><c>InvalidParameterException</c>: another registry than the account's own.</exception>
    public static void CheckRegistry(JsonMembers members, string accountId)
    {
        if (members.FindString("registryId") is { } registry)
        {
            CheckRegistry(registry, accountId);
        }
    }

    /// <exception cref="AwsException"><c>InvalidParameterException</c>: another registry than the account's own.</exception>
    public static void CheckRegistry(string registry, string accountId)
    {
        if (registry != accountId)
        {
            throw EcrErrors.InvalidParameter("registryId", $"must be '{accountId}': other registries are not emulated");
        }
    }

    /// <summary>The filter of a list of images. There are none, whatever it lets through.</summary>
    /// <exception cref="AwsException"><c>InvalidParameterException</c>: no such filter.</exception>
    public static void CheckFilter(JsonMembers members)
    {
        if (members.FindJson("filter") is not { } filter)
        {
            return;
        }

        CheckChoice(filter, "tagStatus", "TAGGED", "UNTAGGED", "ANY");
        CheckChoice(filter, "imageStatus", "ACTIVE", "ARCHIVED", "ACTIVATING", "ANY");
    }

    private static void CheckChoice(JsonObject filter, string name, params string[] choices)
    {
        if (new JsonMembers(filter).FindString(name) is { } choice && !choices.Contains(choice, StringComparer.Ordinal))
        {
            throw EcrErrors.InvalidParameter($"filter.{name}", $"must be one of {string.Join(", ", choices)}");
        }
    }

    /// <exception cref="AwsException"><c>InvalidTagParameterException</c> or <c>TooManyTagsException</c>.</exception>
    public static ImmutableSortedDictionary<string, string> Tags(JsonMembers members)
    {
        var tags = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        foreach (var tag in members.Objects("tags"))
        {
            var (key, value) = (tag.FindString("Key") ?? "", tag.FindString("Value") ?? "");
            tags = key.Length is >= 1 and <= AwsTagRules.MaxKeyLength && value.Length <= AwsTagRules.MaxValueLength && !AwsTagRules.IsReserved(key) && !tags.ContainsKey(key)
                ? tags.Add(key, value)
                : throw new AwsException("InvalidTagParameterException", $"The tag '{key}' is not valid: keys have 1 to 128 characters, do not begin with aws: and are sent once; values have at most 256 characters.");
        }

        CheckCount(tags);
        return tags;
    }

    public static void CheckCount(ImmutableSortedDictionary<string, string> tags)
    {
        if (AwsTagRules.IsTooMany(tags.Keys))
        {
            throw new AwsException("TooManyTagsException", $"A repository can have at most {AwsTagRules.MaxTags} tags.");
        }
    }

    [GeneratedRegex(@"^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*\z")]
    private static partial Regex Name();
}
