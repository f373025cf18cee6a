using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Rules for tags, and tags as requests carry them.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions</remarks>
internal static class Ec2Tags
{
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
        var tags = parameters.Structures(prefix).Select(tag => KeyValuePair.Create(tag.Find("Key") ?? "", tag.Find("Value") ?? "")).ToList();
        var twice = tags.GroupBy(tag => tag.Key, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any());
        return twice is null ? tags : throw Ec2Errors.InvalidValue($"Duplicate tag key '{twice.Key}' specified.");
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

        return AwsTagRules.IsTooMany(observed.Keys)
            ? throw new AwsException("TagLimitExceeded", $"The maximum number of {AwsTagRules.MaxTags} tags for a resource has been reached.")
            : observed;
    }

    public static ImmutableSortedDictionary<string, string> ToTags(this IEnumerable<KeyValuePair<string, string>> tags) => None.SetItems(tags);

    /// <exception cref="AwsException"><c>InvalidID</c>: no emulated kind has such ids.</exception>
    public static Ec2ResourceType TypeOf(string id) =>
        Ec2ResourceType.FindByIdShape(id) ?? throw new AwsException("InvalidID", $"The ID '{id}' is not valid");

    private static void Validate(string key, string value)
    {
        if (key.Length == 0)
        {
            throw Ec2Errors.InvalidValue(" ", "Tag key", "Tag key cannot be null or empty.");
        }

        if (AwsTagRules.IsReserved(key))
        {
            throw Ec2Errors.InvalidValue($" {key} ", "key", "Tag keys starting with 'aws:' are reserved for internal use");
        }

        if (key.Length > AwsTagRules.MaxKeyLength)
        {
            throw Ec2Errors.InvalidValue($"Tag key exceeds the maximum length of {AwsTagRules.MaxKeyLength} characters.");
        }

        if (value.Length > AwsTagRules.MaxValueLength)
        {
            throw Ec2Errors.InvalidValue($"Tag value exceeds the maximum length of {AwsTagRules.MaxValueLength} characters.");
        }
    }
}
