using System.Text.RegularExpressions;
using EksIngress.Alb.Matching;

namespace EksIngress.Alb.Lint;

/// <summary>What a regular expression of a condition may use.</summary>
internal static partial class RegexText
{
    /// <summary>Why ELBv2 refuses the expression; null when it seems to take it.</summary>
    public static string? Fault(string expression) =>
        LookAround().IsMatch(expression) ? "looks ahead or behind, which an ALB does not support"
        : BackReference().IsMatch(expression) ? "refers back to a group, which an ALB does not support"
        : Possessive().IsMatch(expression) ? "has an atomic group or a possessive quantifier, which an ALB does not support"
        : Category().IsMatch(expression) ? "names a Unicode category, which an ALB does not support"
        : RegexValue.TryParse(expression, ignoreCase: false) is null ? "is malformed"
        : null;

    [GeneratedRegex(@"\(\?<?[=!]")]
    private static partial Regex LookAround();

    [GeneratedRegex(@"(?<!\\)(\\\\)*\\([1-9]|k<)")]
    private static partial Regex BackReference();

    [GeneratedRegex(@"\(\?>|[*+?}]\+")]
    private static partial Regex Possessive();

    [GeneratedRegex(@"(?<!\\)(\\\\)*\\[pP]")]
    private static partial Regex Category();
}
