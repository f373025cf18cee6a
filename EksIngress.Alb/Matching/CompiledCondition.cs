using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Matching;

/// <summary>One condition, ready to be asked many times.</summary>
internal abstract class CompiledCondition
{
    /// <summary>What it was made from, for explanations.</summary>
    public required RuleCondition Source { get; init; }

    /// <summary>How many keys it has: a request that meets it has at least one of them. 0 when what it must have cannot be said in advance.</summary>
    public virtual int KeyCount => 0;

    /// <param name="index">Less than <see cref="KeyCount"/>.</param>
    public virtual RuleKey Key(int index) => throw new InvalidOperationException($"{Source.Field} has no keys.");

    public abstract bool IsMatch(IRuleRequest request);

    /// <exception cref="AlbModelException">A value cannot be compiled; ELBv2 would have refused it.</exception>
    public static CompiledCondition Compile(RuleCondition condition) => condition switch
    {
        RuleCondition.HostHeader host =>
            new HostCondition(Texts(host.Values, host.RegexValues, ignoreCase: true)) { Source = condition },
        RuleCondition.PathPattern path =>
            new PathCondition(Texts(path.Values, path.RegexValues, ignoreCase: false)) { Source = condition },
        RuleCondition.HttpHeader header =>
            new HeaderCondition(header.Name, Texts(header.Values, header.RegexValues, ignoreCase: true)) { Source = condition },
        RuleCondition.HttpRequestMethod method => new MethodCondition(method.Values) { Source = condition },
        RuleCondition.QueryString query => new QueryCondition(query.Values) { Source = condition },
        RuleCondition.SourceIp source => new SourceCondition(source.Values) { Source = condition },
        _ => throw new InvalidOperationException($"unknown condition {condition.Field}"),
    };

    /// <exception cref="AlbModelException">A value cannot be compiled; ELBv2 would have refused it.</exception>
    public static CompiledCondition[] Compile(IReadOnlyList<RuleCondition> conditions)
    {
        var compiled = new CompiledCondition[conditions.Count];
        for (var i = 0; i < compiled.Length; i++)
        {
            compiled[i] = Compile(conditions[i]);
        }

        return compiled;
    }

    // Written without queries, as a change of rules waits for it.
    private static TextMatcher Texts(IReadOnlyList<string> values, IReadOnlyList<string> regexValues, bool ignoreCase)
    {
        var patterns = new WildcardPattern[values.Count];
        for (var i = 0; i < patterns.Length; i++)
        {
            patterns[i] = new WildcardPattern(values[i], ignoreCase);
        }

        var expressions = regexValues.Count == 0 ? [] : new RegexValue[regexValues.Count];
        for (var i = 0; i < expressions.Length; i++)
        {
            expressions[i] = RegexValue.TryParse(regexValues[i], ignoreCase)
                ?? throw new AlbModelException($"'{regexValues[i]}' is not a regular expression that a load balancer takes");
        }

        return new TextMatcher(patterns, expressions);
    }

    private readonly struct TextMatcher(WildcardPattern[] patterns, RegexValue[] expressions)
    {
        /// <summary>How many values there are when each has a key, else 0.</summary>
        public int CountKeys(Func<WildcardPattern, RuleKeyKind?> kindOf)
        {
            foreach (var pattern in patterns)
            {
                if (kindOf(pattern) is null)
                {
                    return 0;
                }
            }

            return expressions.Length == 0 ? patterns.Length : 0;
        }

        public RuleKey Key(int index, Func<WildcardPattern, RuleKeyKind?> kindOf) => new(kindOf(patterns[index])!.Value, patterns[index].Literal);

        public bool IsMatch(string text)
        {
            foreach (var pattern in patterns)
            {
                if (pattern.IsMatch(text))
                {
                    return true;
                }
            }

            foreach (var expression in expressions)
            {
                if (expression.IsMatch(text))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private sealed class HostCondition(TextMatcher hosts) : CompiledCondition
    {
        public override int KeyCount => hosts.CountKeys(KindOf);

        public override RuleKey Key(int index) => hosts.Key(index, KindOf);

        public override bool IsMatch(IRuleRequest request) => hosts.IsMatch(request.Host);

        // None when a wildcard is elsewhere than as the first label.
        private static RuleKeyKind? KindOf(WildcardPattern host) => host.Shape switch
        {
            WildcardShape.Literal => RuleKeyKind.Host,
            WildcardShape.End when host.Literal.StartsWith('.') => RuleKeyKind.HostEnd,
            _ => null,
        };
    }

    private sealed class PathCondition(TextMatcher paths) : CompiledCondition
    {
        public override int KeyCount => paths.CountKeys(KindOf);

        public override RuleKey Key(int index) => paths.Key(index, KindOf);

        public override bool IsMatch(IRuleRequest request) => paths.IsMatch(request.Path);

        // None when a wildcard is elsewhere than at the end.
        private static RuleKeyKind? KindOf(WildcardPattern path) => path.Shape switch
        {
            WildcardShape.Literal => RuleKeyKind.Path,
            WildcardShape.Beginning => RuleKeyKind.PathBeginning,
            _ => null,
        };
    }

    private sealed class HeaderCondition(string name, TextMatcher values) : CompiledCondition
    {
        private readonly Func<string, bool> _isMatch = values.IsMatch;

        public override bool IsMatch(IRuleRequest request) => request.AnyHeaderValue(name, _isMatch);
    }

    private sealed class MethodCondition(IReadOnlyList<string> methods) : CompiledCondition
    {
        private readonly string[] _methods = [.. methods];

        public override int KeyCount => _methods.Length;

        public override RuleKey Key(int index) => new(RuleKeyKind.Method, _methods[index]);

        public override bool IsMatch(IRuleRequest request)
        {
            foreach (var method in _methods)
            {
                if (string.Equals(method, request.Method, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private sealed class SourceCondition(IReadOnlyList<string> blocks) : CompiledCondition
    {
        private readonly CidrBlock[] _blocks =
            [.. blocks.Select(block => CidrBlock.TryParse(block) ?? throw new AlbModelException($"'{block}' is not a CIDR block"))];

        public override bool IsMatch(IRuleRequest request) =>
            request.Source is { } source && Contains(source);

        private bool Contains(System.Net.IPAddress source)
        {
            foreach (var block in _blocks)
            {
                if (block.Contains(source))
                {
                    return true;
                }
            }

            return false;
        }
    }

    // Keys and values are compared as they were sent; whether ALBs decode them first is not documented.
    private sealed class QueryCondition(IReadOnlyList<RuleCondition.QueryStringPair> pairs) : CompiledCondition
    {
        private readonly (WildcardPattern? Key, WildcardPattern Value)[] _pairs =
            [.. pairs.Select(pair => (
                pair.Key is null ? null : new WildcardPattern(pair.Key, ignoreCase: true, escapes: true),
                new WildcardPattern(pair.Value, ignoreCase: true, escapes: true)))];

        public override bool IsMatch(IRuleRequest request)
        {
            var query = request.Query.AsSpan();
            foreach (var range in query.Split('&'))
            {
                var part = query[range];
                var equals = part.IndexOf('=');
                var key = equals < 0 ? part : part[..equals];
                var value = equals < 0 ? [] : part[(equals + 1)..];
                if (part.IsEmpty)
                {
                    continue;
                }

                foreach (var pair in _pairs)
                {
                    if ((pair.Key is null || pair.Key.IsMatch(key)) && pair.Value.IsMatch(value))
                    {
                        return true;
                    }
                }
            }

            return false;
        }
    }
}
