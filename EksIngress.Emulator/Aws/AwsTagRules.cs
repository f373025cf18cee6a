using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Aws;

/// <summary>What all services ask of tags; how they refuse one differs.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html and the API models of the services.</remarks>
internal static partial class AwsTagRules
{
    /// <summary>Most tags that users may put on one resource; those that AWS puts there do not count.</summary>
    public const int MaxTags = 50;

    /// <summary>A key has at least one character.</summary>
    public const int MaxKeyLength = 128;

    /// <summary>A value may be empty.</summary>
    public const int MaxValueLength = 256;

    /// <summary>The pattern of keys and values, as errors name it. EC2, EKS and ECR have none.</summary>
    public const string Pattern = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]*";

    /// <summary>Only AWS may set or take away such keys, however they are written.</summary>
    public static bool IsReserved(string key) => key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase);

    public static bool IsTooMany(IEnumerable<string> keys) => keys.Count(key => !IsReserved(key)) > MaxTags;

    /// <summary>The rule of the API's model that a tag breaks, as services with generated validation word it; null when it breaks none.</summary>
    /// <param name="member">How the error names the tag, for example <c>tags.1.member</c>.</param>
    public static string? FindBrokenConstraint(string key, string value, string member) => (key, value) switch
    {
        ({ Length: 0 }, _) => Constraint(key, $"{member}.key", "Member must have length greater than or equal to 1"),
        ({ Length: > MaxKeyLength }, _) => Constraint(key, $"{member}.key", $"Member must have length less than or equal to {MaxKeyLength}"),
        (_, { Length: > MaxValueLength }) => Constraint(value, $"{member}.value", $"Member must have length less than or equal to {MaxValueLength}"),
        _ when !Characters().IsMatch(key) => Constraint(key, $"{member}.key", $"Member must satisfy regular expression pattern: {Pattern}"),
        _ when !Characters().IsMatch(value) => Constraint(value, $"{member}.value", $"Member must satisfy regular expression pattern: {Pattern}"),
        _ => null,
    };

    private static string Constraint(string value, string member, string constraint) =>
        $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}";

    [GeneratedRegex(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]*\z")]
    private static partial Regex Characters();
}
