using System.Collections.Immutable;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>
/// Tags as IAM and STS send and check them. Keys of users, roles and sessions are the same in any case, and keep the one they were last
/// given; keys of other resources are not.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_naming</remarks>
internal static class IamTags
{
    public static ImmutableSortedDictionary<string, string> None { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Reads <c>Tags.member.N.Key</c> and <c>.Value</c>.</summary>
    /// <exception cref="AwsException">
    /// <c>ValidationError</c>: too many, too long, or other characters. <c>InvalidInput</c>: a key twice, or reserved.
    /// </exception>
    public static ImmutableSortedDictionary<string, string> Read(AwsParameters parameters) => Read(parameters, StringComparer.Ordinal, "InvalidInput");

    /// <inheritdoc cref="Read(AwsParameters)"/>
    public static ImmutableSortedDictionary<string, string> ReadOfPrincipal(AwsParameters parameters) => Read(parameters, StringComparer.OrdinalIgnoreCase, "InvalidInput");

    /// <summary>As <see cref="Read(AwsParameters)"/>, for sessions: <c>InvalidParameterValue</c> for a key twice, or reserved.</summary>
    public static ImmutableSortedDictionary<string, string> ReadOfSession(AwsParameters parameters) => Read(parameters, StringComparer.OrdinalIgnoreCase, "InvalidParameterValue");

    /// <summary>Reads <c>TagKeys.member.N</c>.</summary>
    /// <exception cref="AwsException"><c>ValidationError</c>: too many, or one is no key.</exception>
    public static IReadOnlyList<string> ReadKeys(AwsParameters parameters)
    {
        var keys = parameters.Strings("TagKeys.member");
        CheckCount(keys.Count, "tagKeys");
        foreach (var (index, key) in keys.Index())
        {
            if (AwsTagRules.FindBrokenConstraint(key, "", $"tagKeys.{index + 1}") is { } broken)
            {
                throw IamErrors.Validation(broken);
            }
        }

        return keys;
    }

    /// <exception cref="AwsException"><c>LimitExceeded</c>: more than 50 tags.</exception>
    public static ImmutableSortedDictionary<string, string> Add(ImmutableSortedDictionary<string, string> tags, ImmutableSortedDictionary<string, string> added) =>
        Limit(tags.SetItems(added));

    /// <summary>As <see cref="Add"/>; a key that is there in another case goes.</summary>
    public static ImmutableSortedDictionary<string, string> AddToPrincipal(ImmutableSortedDictionary<string, string> tags, ImmutableSortedDictionary<string, string> added) =>
        Limit(RemoveFromPrincipal(tags, added.Keys).SetItems(added));

    public static ImmutableSortedDictionary<string, string> RemoveFromPrincipal(ImmutableSortedDictionary<string, string> tags, IEnumerable<string> keys) =>
        tags.RemoveRange(tags.Keys.Intersect(keys, StringComparer.OrdinalIgnoreCase));

    public static XElement? ToXml(ImmutableSortedDictionary<string, string> tags, bool always = false) =>
        tags.IsEmpty && !always
            ? null
            : new XElement("Tags", tags.Select(tag => new XElement("member", new XElement("Key", tag.Key), new XElement("Value", tag.Value))));

    private static ImmutableSortedDictionary<string, string> Read(AwsParameters parameters, StringComparer comparer, string code)
    {
        var sent = parameters.Structures("Tags.member");
        CheckCount(sent.Count, "tags");
        var tags = None;
        var known = new HashSet<string>(comparer);
        foreach (var (index, tag) in sent.Index())
        {
            var (key, value) = (tag.Find("Key") ?? "", tag.Find("Value") ?? "");
            if (AwsTagRules.FindBrokenConstraint(key, value, $"tags.{index + 1}.member") is { } broken)
            {
                throw IamErrors.Validation(broken);
            }

            if (AwsTagRules.IsReserved(key))
            {
                throw new AwsException(code, "aws: prefixed tag key names are not allowed for external use.");
            }

            tags = known.Add(key) ? tags.Add(key, value) : throw new AwsException(code, "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        }

        return tags;
    }

    private static void CheckCount(int count, string member)
    {
        if (count > AwsTagRules.MaxTags)
        {
            throw IamErrors.Validation($"1 validation error detected: Value at '{member}' failed to satisfy constraint: Member must have length less than or equal to {AwsTagRules.MaxTags}");
        }
    }

    private static ImmutableSortedDictionary<string, string> Limit(ImmutableSortedDictionary<string, string> tags) =>
        tags.Count <= AwsTagRules.MaxTags ? tags : throw IamErrors.LimitExceeded("The number of tags has reached the maximum limit.");
}
