using System.Collections.Immutable;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Tags as IAM and STS send and check them.</summary>
internal static class IamTags
{
    private const int MaxTags = 50;

    public static ImmutableSortedDictionary<string, string> None { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Reads <c>Tags.member.N.Key</c> and <c>.Value</c>.</summary>
    /// <exception cref="AwsException"><c>InvalidInput</c>: a key twice, too long, or reserved.</exception>
    public static ImmutableSortedDictionary<string, string> Read(AwsParameters parameters)
    {
        var tags = None;
        foreach (var tag in parameters.Structures("Tags.member"))
        {
            var (key, value) = (tag.Get("Key"), tag.Find("Value") ?? "");
            if (key.Length > 128 || value.Length > 256 || key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                throw new AwsException("InvalidInput", $"The tag key '{key}' is longer than 128 characters or starts with aws:, or its value is longer than 256.");
            }

            if (tags.ContainsKey(key))
            {
                throw new AwsException("InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }

            tags = tags.Add(key, value);
        }

        return tags;
    }

    /// <exception cref="AwsException"><c>LimitExceeded</c>: more than 50 tags.</exception>
    public static ImmutableSortedDictionary<string, string> Add(ImmutableSortedDictionary<string, string> tags, ImmutableSortedDictionary<string, string> added)
    {
        var all = tags.SetItems(added);
        return all.Count <= MaxTags
            ? all
            : throw new AwsException("LimitExceeded", "The number of tags has reached the maximum limit.", System.Net.HttpStatusCode.Conflict);
    }

    public static XElement? ToXml(ImmutableSortedDictionary<string, string> tags, bool always = false) =>
        tags.IsEmpty && !always
            ? null
            : new XElement("Tags", tags.Select(tag => new XElement("member", new XElement("Key", tag.Key), new XElement("Value", tag.Value))));
}
