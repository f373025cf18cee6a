namespace EksIngress.Alb.Matching;

/// <summary>Keys of a condition: a request that meets it has at least one of them.</summary>
internal sealed class RuleKeys
{
    private RuleKeys(IReadOnlyList<RuleKey> keys) => Keys = keys;

    /// <summary>At least one.</summary>
    public IReadOnlyList<RuleKey> Keys { get; }

    /// <summary>Null when a value has a wildcard elsewhere than as the first label.</summary>
    public static RuleKeys? OfHosts(IReadOnlyList<WildcardPattern> hosts) => Of(hosts, static host => host.Shape switch
    {
        WildcardShape.Literal => new RuleKey(RuleKeyKind.Host, host.Literal),
        WildcardShape.End when host.Literal.StartsWith('.') => new RuleKey(RuleKeyKind.HostEnd, host.Literal),
        _ => null,
    });

    /// <summary>Null when a value has a wildcard elsewhere than at its end.</summary>
    public static RuleKeys? OfPaths(IReadOnlyList<WildcardPattern> paths) => Of(paths, static path => path.Shape switch
    {
        WildcardShape.Literal => new RuleKey(RuleKeyKind.Path, path.Literal),
        WildcardShape.Beginning => new RuleKey(RuleKeyKind.PathBeginning, path.Literal),
        _ => null,
    });

    public static RuleKeys? OfMethods(IReadOnlyList<string> methods) =>
        methods.Count == 0 ? null : new RuleKeys([.. methods.Select(method => new RuleKey(RuleKeyKind.Method, method))]);

    private static RuleKeys? Of(IReadOnlyList<WildcardPattern> patterns, Func<WildcardPattern, RuleKey?> toKey)
    {
        var keys = new RuleKey[patterns.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            if (toKey(patterns[i]) is not { } key)
            {
                return null;
            }

            keys[i] = key;
        }

        return keys.Length == 0 ? null : new RuleKeys(keys);
    }
}
