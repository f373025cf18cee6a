using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Reads and checks the tags of a request.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Tag.html</remarks>
internal static class TagReader
{
    private const int MaxTags = 50;
    private const string ReservedPrefix = "aws:";

    public static ImmutableSortedDictionary<string, string> None { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The tags as they were sent, unchecked: for the questions to policies, which come before validation.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Peek(AwsCall call) =>
        [.. call.Parameters.Structures("Tags.member").Select(tag => KeyValuePair.Create(tag.Find("Key") ?? "", tag.Find("Value") ?? ""))];

    /// <exception cref="AwsException"><c>DuplicateTagKeys</c>, <c>TooManyTags</c>, or <c>ValidationError</c> for a bad or reserved key.</exception>
    public static ImmutableSortedDictionary<string, string> Read(AwsCall call)
    {
        var tags = None;
        foreach (var (key, value) in Peek(call))
        {
            if (key.Length is 0 or > 128 || value.Length > 256)
            {
                throw ElbErrors.Validation("Tag keys have 1 to 128 characters and tag values at most 256");
            }

            RefuseReserved(key);
            tags = tags.ContainsKey(key)
                ? throw new AwsException("DuplicateTagKeys", $"Tag key '{key}' was specified more than once")
                : tags.Add(key, value);
        }

        CheckCount(tags);
        return tags;
    }

    public static void CheckCount(ImmutableSortedDictionary<string, string> tags)
    {
        if (tags.Keys.Count(key => !key.StartsWith(ReservedPrefix, StringComparison.Ordinal)) > MaxTags)
        {
            throw ElbErrors.TooMany("Tags", $"You've reached the limit on the number of tags that you can assign to the resource: {MaxTags}");
        }
    }

    public static void RefuseReserved(string key)
    {
        if (key.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase))
        {
            throw ElbErrors.Validation($"Tag keys cannot start with '{ReservedPrefix}': '{key}'");
        }
    }
}
