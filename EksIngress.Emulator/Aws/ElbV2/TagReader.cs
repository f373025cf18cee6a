using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Reads and checks the tags of a request.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Tag.html</remarks>
internal static class TagReader
{
    public static ImmutableSortedDictionary<string, string> None { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The tags as they were sent, unchecked: for the questions to policies, which come before validation.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Peek(AwsCall call) =>
        [.. call.Parameters.Structures("Tags.member").Select(tag => KeyValuePair.Create(tag.Find("Key") ?? "", tag.Find("Value") ?? ""))];

    /// <exception cref="AwsException"><c>DuplicateTagKeys</c>, <c>TooManyTags</c>, or <c>ValidationError</c> for a bad or reserved key.</exception>
    public static ImmutableSortedDictionary<string, string> Read(AwsCall call)
    {
        var tags = None;
        foreach (var (index, (key, value)) in Peek(call).Index())
        {
            if (AwsTagRules.FindBrokenConstraint(key, value, $"tags.{index + 1}.member") is { } broken)
            {
                throw ElbErrors.Validation(broken);
            }

            RefuseReserved(key);
            tags = tags.ContainsKey(key)
                ? throw new AwsException("DuplicateTagKeys", "Duplicate Tag Keys found in the request. Tag keys should be unique.")
                : tags.Add(key, value);
        }

        CheckCount(tags);
        return tags;
    }

    public static void CheckCount(ImmutableSortedDictionary<string, string> tags)
    {
        if (AwsTagRules.IsTooMany(tags.Keys))
        {
            throw ElbErrors.TooMany("Tags", $"You've reached the limit on the number of tags that you can assign to the resource: {AwsTagRules.MaxTags}");
        }
    }

    public static void RefuseReserved(string key)
    {
        if (AwsTagRules.IsReserved(key))
        {
            throw ElbErrors.Validation($"Tag key '{key}' cannot start with 'aws:'");
        }
    }
}
