using System.Text.RegularExpressions;

namespace EksIngress.Alb.Matching;

/// <summary>
/// A regular expression of a condition or transform. AWS documents which constructs are missing, not whether an expression has to match the
/// whole text: here it may match anywhere in it, and it minds case where the plain values of the same condition do.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html</remarks>
internal sealed class RegexValue
{
    // Linear time for any expression, and it lacks what AWS lacks: look-around, back-references, atomic groups.
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private readonly Regex _regex;

    private RegexValue(Regex regex) => _regex = regex;

    /// <summary>Null when the expression is malformed or uses what ALBs do not offer.</summary>
    public static RegexValue? TryParse(string expression, bool ignoreCase)
    {
        if (HasUnicodeClass(expression))
        {
            return null;
        }

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

    /// <summary>The first match; unsuccessful when there is none.</summary>
    public Match Match(string text) => _regex.Match(text);

    // \p{L} and \P{L}, but not \\p.
    private static bool HasUnicodeClass(string expression)
    {
        for (var i = 0; i + 1 < expression.Length; i++)
        {
            if (expression[i] != '\\')
            {
                continue;
            }

            i++;
            if (expression[i] is 'p' or 'P')
            {
                return true;
            }
        }

        return false;
    }
}
