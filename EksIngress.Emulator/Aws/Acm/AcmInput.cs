using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Aws.Acm;

/// <summary>Reads and checks what several operations take.</summary>
internal static partial class AcmInput
{
    public const string ArnMember = "CertificateArn";
    public const string DefaultKeyAlgorithm = "RSA_2048";

    private const string ArnPattern = @"arn:[\w+=/,.@-]+:acm:[\w+=/,.@-]*:[0-9]+:[\w+=,.@-]+(/[\w+=,.@-]+)*";

    /// <exception cref="AwsException"><c>ValidationException</c>: missing, or no ARN of ACM.</exception>
    public static string Arn(JsonMembers members)
    {
        var arn = Required(members, ArnMember);
        return arn.Length is >= 20 and <= 2048 && CertificateArn().IsMatch(arn)
            ? arn
            : throw AcmErrors.Constraint(arn, "certificateArn", $"Member must satisfy regular expression pattern: {ArnPattern}");
    }

    /// <exception cref="AwsException"><c>ValidationException</c>: missing or empty.</exception>
    public static string Required(JsonMembers members, string name) =>
        members.FindString(name) is { Length: > 0 } text
            ? text
            : throw Missing(name);

    public static AwsException Missing(string name) =>
        AcmErrors.Validation($"1 validation error detected: Value null at '{char.ToLowerInvariant(name[0])}{name[1..]}' failed to satisfy constraint: Member must not be null");

    /// <summary>The member <c>Tags</c>; a tag's value may be left out.</summary>
    /// <exception cref="AwsException">
    /// <c>ValidationException</c> for what the API's model refuses, <c>InvalidTagException</c> or <c>TooManyTagsException</c> for the rest.
    /// </exception>
    public static ImmutableSortedDictionary<string, string> Tags(JsonMembers members)
    {
        var tags = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        foreach (var (index, tag) in members.Objects("Tags").Index())
        {
            var (key, value) = (tag.FindString("Key") ?? "", tag.FindString("Value") ?? "");
            if (AwsTagRules.FindBrokenConstraint(key, value, $"tags.{index + 1}.member") is { } broken)
            {
                throw AcmErrors.Validation(broken);
            }

            if (AwsTagRules.IsReserved(key))
            {
                throw new AwsException("InvalidTagException", $"aws: prefixed tag key names are not allowed for external use: {key}");
            }

            tags = tags.ContainsKey(key) ? throw new AwsException("InvalidTagException", $"Duplicate tag key: {key}") : tags.Add(key, value);
        }

        CheckCount(tags);
        return tags;
    }

    public static void CheckCount(ImmutableSortedDictionary<string, string> tags)
    {
        if (AwsTagRules.IsTooMany(tags.Keys))
        {
            throw new AwsException("TooManyTagsException", $"A certificate can have at most {AwsTagRules.MaxTags} tags.");
        }
    }

    /// <summary>A member that must be one of the API's values; null when it was not sent.</summary>
    public static string? Choice(JsonMembers members, string name, params string[] choices) =>
        members.FindString(name) is not { } value
            ? null
            : choices.Contains(value, StringComparer.Ordinal)
                ? value
                : throw AcmErrors.Constraint(value, $"{char.ToLowerInvariant(name[0])}{name[1..]}", $"Member must satisfy enum value set: [{string.Join(", ", choices)}]");

    [GeneratedRegex("^" + ArnPattern + @"\z")]
    private static partial Regex CertificateArn();
}
