using System.Text.RegularExpressions;

namespace EksIngress.Alb.Matching;

/// <summary>
/// A regular expression of a condition. AWS documents which constructs are missing, not whether the expression has to match the whole text:
/// here it may match anywhere in it, and it minds case where the plain values of the same condition do.
/// </summary>
internal sealed class RegexValue
{
    // Linear time for any expression, and it lacks what AWS lacks: look-around, back-references, atomic groups.
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private readonly Regex _regex;

    private RegexValue(Regex regex) => _regex = regex;

    /// <summary>Null when the expression is malformed or uses what ALBs do not offer.</summary>
    public static RegexValue? TryParse(string expression, bool ignoreCase)
    {
        try
        {
            return new RegexValue(new Regex(expression, ignoreCase ? Options | RegexOptions.IgnoreCase : Options));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    public bool IsMatch(ReadOnlySpan<char> text) => _regex.IsMatch(text);
}
