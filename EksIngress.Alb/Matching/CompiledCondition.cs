using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Matching;

/// <summary>One condition, ready to be asked many times.</summary>
internal abstract class CompiledCondition
{
    /// <summary>What it was made from, for explanations.</summary>
    public required RuleCondition Source { get; init; }

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
        public override bool IsMatch(IRuleRequest request) => hosts.IsMatch(request.Host);
    }

    private sealed class PathCondition(TextMatcher paths) : CompiledCondition
    {
        public override bool IsMatch(IRuleRequest request) => paths.IsMatch(request.Path);
    }

    private sealed class HeaderCondition(string name, TextMatcher values) : CompiledCondition
    {
        private readonly Func<string, bool> _isMatch = values.IsMatch;

        public override bool IsMatch(IRuleRequest request) => request.AnyHeaderValue(name, _isMatch);
    }

    private sealed class MethodCondition(IReadOnlyList<string> methods) : CompiledCondition
    {
        private readonly string[] _methods = [.. methods];

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
