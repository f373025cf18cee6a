using System.Net;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Lint;

/// <summary>
/// Requests that stand for all that a rule matches. A <c>*</c> is written once as nothing and once as a long text that no other pattern names: a
/// pattern that takes both takes whatever stands there. Several patterns together may do so with <c>?</c>, each for one length; then
/// short texts are written as well, one longer than a rule may have wildcards. So if earlier rules take every one of these requests, the
/// rule is never reached; and one that they do not take is a proof that it is.
/// </summary>
internal static class WitnessRequests
{
    private const string Unnamed = "zqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzq";
    private const int Maximum = 4096;

    private static readonly int[] FewLengths = [0, Unnamed.Length];
    private static readonly int[] AllLengths = [0, 1, 2, 3, 4, 5, 6, Unnamed.Length];

    /// <summary>Null when the rule cannot be sampled: it has a regular expression, or too many combinations.</summary>
    /// <param name="conditions">Of the rule.</param>
    /// <param name="amongSingleWildcards">Some rule that it is compared with has a <c>?</c>.</param>
    public static IReadOnlyList<WitnessRequest>? Of(IReadOnlyList<RuleCondition> conditions, bool amongSingleWildcards)
    {
        var lengths = amongSingleWildcards ? AllLengths : FewLengths;
        var requests = new List<WitnessRequest>
        {
            new() { Host = $"{Unnamed}.zq", Path = $"/{Unnamed}", Query = "", Method = "GET", Source = IPAddress.Parse("198.51.100.77"), Headers = [] },
        };
        if (!conditions.Any(condition => condition is RuleCondition.HttpRequestMethod))
        {
            requests.Add(requests[0] with { Method = "ZQ", IsMadeUp = true });
        }

        if (!conditions.Any(condition => condition is RuleCondition.SourceIp))
        {
            requests.AddRange(requests.ToList().Select(request => request with { Source = IPAddress.Parse("2001:db8::77"), IsMadeUp = true }));
        }

        foreach (var condition in conditions)
        {
            if (Vary(requests, condition, lengths) is not { Count: > 0 and <= Maximum } varied)
            {
                return null;
            }

            requests = varied;
        }

        return requests;
    }

    private static List<WitnessRequest>? Vary(List<WitnessRequest> requests, RuleCondition condition, int[] lengths) => condition switch
    {
        RuleCondition.HostHeader { RegexValues.Count: 0 } host =>
            With(requests, host.Values.SelectMany(value => Texts(value, lengths)), (request, text) => request with { Host = text }),
        RuleCondition.PathPattern { RegexValues.Count: 0 } path =>
            With(requests, path.Values.SelectMany(value => Texts(value, lengths)), (request, text) => request with { Path = text }),
        RuleCondition.HttpHeader { RegexValues.Count: 0 } header =>
            With(requests, header.Values.SelectMany(value => Texts(value, lengths)), (request, text) => request with { Headers = [.. request.Headers, (header.Name, text)] }),
        RuleCondition.HttpRequestMethod method => With(requests, method.Values, (request, text) => request with { Method = text }),
        RuleCondition.QueryString query => With(requests, query.Values.SelectMany(pair => Pairs(pair, lengths)), (request, text) =>
            request with { Query = request.Query.Length == 0 ? text : $"{request.Query}&{text}" }),
        RuleCondition.SourceIp source => With(requests, source.Values.SelectMany(Addresses), (request, address) => request with { Source = address }),
        _ => null,
    };

    private static List<WitnessRequest> With<T>(
        List<WitnessRequest> requests, IEnumerable<T> values, Func<WitnessRequest, T, WitnessRequest> apply)
    {
        var list = values.Take(Maximum + 1).ToList();
        return [.. requests.SelectMany(request => list.Select(value => apply(request, value))).Take(Maximum + 1)];
    }

    private static IEnumerable<string> Pairs(RuleCondition.QueryStringPair pair, int[] lengths) =>
        Texts(pair.Key ?? Unnamed, lengths, escapes: true).SelectMany(key => Texts(pair.Value, lengths, escapes: true).Select(value => $"{key}={value}"));

    private static IEnumerable<IPAddress> Addresses(string block) => CidrText.Range(block) is var (first, last) ? [first, last] : [];

    // "a*b?" becomes "abz" and "azqzq…bz": the shortest, and one that only wildcards can take.
    private static IEnumerable<string> Texts(string pattern, int[] lengths, bool escapes = false)
    {
        IEnumerable<string> texts = [""];
        var afterStar = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (escapes && pattern[i] == '\\' && i + 1 < pattern.Length && pattern[i + 1] is '*' or '?')
            {
                var escaped = pattern[++i];
                texts = texts.Select(text => text + escaped);
                afterStar = false;
                continue;
            }

            var character = pattern[i];
            texts = character switch
            {
                '*' when afterStar => texts,
                '*' => texts.SelectMany(text => lengths.Select(length => text + Unnamed[..length])),
                '?' => texts.Select(text => text + 'z'),
                _ => texts.Select(text => text + character),
            };
            afterStar = character == '*';
        }

        return texts.Take(Maximum + 1);
    }
}
