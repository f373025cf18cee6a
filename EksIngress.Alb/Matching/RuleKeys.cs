using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Matching;

/// <summary>
/// The keys of a condition: a request that meets it has at least one of them. It is asked for all rules at every change of one, and reads the
/// values as they are.
/// </summary>
internal static class RuleKeys
{
    /// <summary>0 when what a request must have cannot be said in advance.</summary>
    public static int Count(RuleCondition condition) => condition switch
    {
        RuleCondition.HostHeader { RegexValues.Count: 0 } host => Count(host.Values, isHost: true),
        RuleCondition.PathPattern { RegexValues.Count: 0 } path => Count(path.Values, isHost: false),
        RuleCondition.HttpRequestMethod method => method.Values.Count,
        _ => 0,
    };

    /// <param name="index">Less than <see cref="Count(RuleCondition)"/>.</param>
    public static RuleKey Get(RuleCondition condition, int index) => condition switch
    {
        RuleCondition.HostHeader host => Key(host.Values[index], isHost: true),
        RuleCondition.PathPattern path => Key(path.Values[index], isHost: false),
        RuleCondition.HttpRequestMethod method => new RuleKey(RuleKeyKind.Method, method.Values[index]),
        _ => throw new InvalidOperationException($"{condition.Field} has no keys."),
    };

    private static int Count(IReadOnlyList<string> values, bool isHost)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (KindOf(values[i], isHost) is null)
            {
                return 0;
            }
        }

        return values.Count;
    }

    private static RuleKey Key(string value, bool isHost) => new(KindOf(value, isHost)!.Value, value);

    // Null when a wildcard is elsewhere than in place of a host's first labels or at the end of a path.
    private static RuleKeyKind? KindOf(string value, bool isHost)
    {
        var wildcard = value.AsSpan().IndexOfAny('*', '?');
        if (wildcard < 0)
        {
            return isHost ? RuleKeyKind.Host : RuleKeyKind.Path;
        }

        if (isHost)
        {
            return value.StartsWith("*.", StringComparison.Ordinal) && !value.AsSpan(1).ContainsAny('*', '?') ? RuleKeyKind.HostEnd : null;
        }

        return wildcard == value.Length - 1 && value[wildcard] == '*' ? RuleKeyKind.PathBeginning : null;
    }
}
