using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Rules for tags, and tags as requests carry them.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions</remarks>
internal static class Ec2Tags
{
    /// <summary>Most tags that users may put on one resource; those that AWS puts there do not count.</summary>
    private const int MaxTags = 50;
    private const int MaxKeyLength = 128;
    private const int MaxValueLength = 256;

    public static ImmutableSortedDictionary<string, string> None { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Tags of the request's <c>TagSpecification.N</c>.</summary>
    /// <exception cref="AwsException">A specification is for another kind than the one that is made, or a tag is invalid.</exception>
    public static ImmutableSortedDictionary<string, string> OfNew(Ec2ResourceType type, AwsParameters parameters)
    {
        var tags = new List<KeyValuePair<string, string>>();
        foreach (var specification in parameters.Structures("TagSpecification"))
        {
            var resourceType = specification.Required("ResourceType");
            if (resourceType != type.Name)
            {
                throw Ec2Errors.InvalidValue($"'{resourceType}' is not a valid taggable resource type for this operation.");
            }

            tags.AddRange(Read(specification, "Tag"));
        }

        return Apply(None, tags);
    }

    /// <summary>The pairs <c>PREFIX.N.Key</c> and <c>PREFIX.N.Value</c>; without a value it is empty.</summary>
    /// <exception cref="AwsException">A key is there twice.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(AwsParameters parameters, string prefix)
    {
        var tags = parameters.Structures(prefix).Select(tag => KeyValuePair.Create(tag.Required("Key"), tag.Find("Value") ?? "")).ToList();
        return tags.Select(tag => tag.Key).Distinct(StringComparer.Ordinal).Count() == tags.Count
            ? tags
            : throw Ec2Errors.InvalidValue("Duplicate tag keys found.");
    }

    /// <summary>Adds or overwrites what a user asks for.</summary>
    /// <exception cref="AwsException">A key or value is not allowed, or the resource would have too many.</exception>
    public static ImmutableSortedDictionary<string, string> Apply(ImmutableSortedDictionary<string, string> observed, IEnumerable<KeyValuePair<string, string>> tags)
    {
        foreach (var (key, value) in tags)
        {
            Validate(key, value);
            observed = observed.SetItem(key, value);
        }

        return observed.Keys.Count(key => !IsReserved(key)) <= MaxTags
            ? observed
            : throw new AwsException("TagLimitExceeded", $"The maximum number of {MaxTags} tags for a resource has been reached.");
    }

    public static ImmutableSortedDictionary<string, string> ToTags(this IEnumerable<KeyValuePair<string, string>> tags) => None.SetItems(tags);

    public static bool IsReserved(string key) => key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="AwsException"><c>InvalidID</c>: no emulated kind has such ids.</exception>
    public static Ec2ResourceType TypeOf(string id) =>
        Ec2ResourceType.FindByIdShape(id) ?? throw new AwsException("InvalidID", $"The ID '{id}' is not valid");

    private static void Validate(string key, string value)
    {
        if (IsReserved(key))
        {
            throw Ec2Errors.InvalidValue($"Tag keys starting with 'aws:' are reserved for internal use: '{key}'.");
        }

        if (key.Length > MaxKeyLength)
        {
            throw Ec2Errors.InvalidValue($"Tag key exceeds the maximum length of {MaxKeyLength} characters.");
        }

        if (value.Length > MaxValueLength)
        {
            throw Ec2Errors.InvalidValue($"Tag value exceeds the maximum length of {MaxValueLength} characters.");
        }
    }
}
