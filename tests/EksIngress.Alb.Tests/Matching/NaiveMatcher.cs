using System.Text.RegularExpressions;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Tests.Matching;

/// <summary>The documented rules, said as plainly as possible and without regard to speed; shares nothing with the compiled matcher.</summary>
internal static class NaiveMatcher
{
    public static bool Matches(IReadOnlyList<RuleCondition> conditions, MatchRequest request) => conditions.All(condition => Matches(condition, request));

    private static bool Matches(RuleCondition condition, MatchRequest request) => condition switch
    {
        RuleCondition.HostHeader host => host.Values.Any(value => Wild(value.ToLowerInvariant(), request.Host.ToLowerInvariant())) ||
            host.RegexValues.Any(value => Regex.IsMatch(request.Host, value, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)),
        RuleCondition.PathPattern path => path.Values.Any(value => Wild(value, request.Path)) ||
            path.RegexValues.Any(value => Regex.IsMatch(request.Path, value)),
        RuleCondition.HttpRequestMethod method => method.Values.Any(value => string.Equals(value, request.Method, StringComparison.Ordinal)),
        RuleCondition.HttpHeader header => request.Headers
            .Where(pair => string.Equals(pair.Key, header.Name, StringComparison.OrdinalIgnoreCase))
            .SelectMany(pair => pair.Value)
            .Any(text => header.Values.Any(value => Wild(value.ToLowerInvariant(), text.ToLowerInvariant()))),
        RuleCondition.QueryString query => query.Values.Any(pair => request.Query.Split('&').Where(part => part.Length != 0).Any(part => Matches(pair, part))),
        RuleCondition.SourceIp source => source.Values.Any(block => Contains(block, request.Source!.ToString())),
        _ => throw new InvalidOperationException(condition.Field),
    };

    private static bool Matches(RuleCondition.QueryStringPair pair, string part)
    {
        var (key, value) = part.Split('=', 2) is [var left, var right] ? (left, right) : (part, "");
        return (pair.Key is null || Wild(pair.Key.ToLowerInvariant(), key.ToLowerInvariant())) && Wild(pair.Value.ToLowerInvariant(), value.ToLowerInvariant());
    }

    // A star takes nothing, or one character and stays.
    private static bool Wild(string pattern, string text) => (pattern, text) switch
    {
        ("", "") => true,
        ("", _) => false,
        (['*', .. var rest], "") => Wild(rest, ""),
        (['*', .. var rest], _) => Wild(rest, text) || Wild(pattern, text[1..]),
        (_, "") => false,
        (['?', ..], _) => Wild(pattern[1..], text[1..]),
        _ => pattern[0] == text[0] && Wild(pattern[1..], text[1..]),
    };

    private static bool Contains(string block, string address)
    {
        var parts = block.Split('/');
        return Bits(parts[0])[..int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)] ==
            Bits(address)[..int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)];
    }

    private static string Bits(string address) =>
        string.Concat(address.Split('.').Select(part => Convert.ToString(byte.Parse(part, System.Globalization.CultureInfo.InvariantCulture), 2).PadLeft(8, '0')));
}
