using System.Text.RegularExpressions;

namespace EksIngress.Model.Environments;

/// <summary>References to parameters within texts: <c>${parameters.NAME}</c>.</summary>
public static partial class Placeholders
{
    /// <summary>How every placeholder begins. A text that merely contains this is no literal: it names a parameter, or is refused.</summary>
    public const string Prefix = "${parameters.";

    /// <summary>The placeholder of a parameter.</summary>
    public static string Of(string name) => $"{Prefix}{name}}}";

    /// <summary>True if a text refers to a parameter.</summary>
    public static bool IsIn(string? text) => text is not null && text.Contains(Prefix, StringComparison.Ordinal);

    /// <summary>Names of the parameters that a text refers to, each once, in order.</summary>
    public static IReadOnlyList<string> NamesIn(string text) =>
        [.. Pattern.Matches(text).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>The text with each placeholder replaced by its value. What a value contains is not looked at again.</summary>
    public static string Replace(string text, Func<string, string> value) =>
        Pattern.Replace(text, match => value(match.Groups["name"].Value));

    // A name that ends nowhere is matched to the end, so that it is found to be unknown.
    [GeneratedRegex(@"\$\{parameters\.(?<name>[^}]*)\}?", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern { get; }
}
