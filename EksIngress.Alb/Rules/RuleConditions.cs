using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Rules;

/// <summary>
/// Conditions of one path in the order the controller emits them: those of annotations that stand for themselves, then one
/// host-header, then one path-pattern.
/// </summary>
public static class RuleConditions
{
    /// <summary>Joins what the path and what annotations say.</summary>
    /// <param name="ingress">Its switch for regular expressions counts.</param>
    /// <param name="rule">Its host counts.</param>
    /// <param name="path">A path of the rule.</param>
    /// <param name="annotated">Of the path's backend.</param>
    /// <exception cref="AlbModelException">The path is invalid, the configuration of a field is missing, or values and regular expressions are mixed.</exception>
    public static IReadOnlyList<RuleCondition> Build(
        ClassifiedIngress ingress, Ingress.Rule rule, Ingress.HttpPath path, IReadOnlyList<ConditionAnnotation> annotated)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(annotated);
        var (pathValues, pathRegexValues) = PathSequence.Patterns(path, ingress.Annotations);
        List<string> hosts = rule.Host.Length == 0 ? [] : [rule.Host];
        List<string> hostRegexes = [];
        List<string> paths = [.. pathValues];
        List<string> pathRegexes = [.. pathRegexValues];
        var conditions = new List<RuleCondition>();
        foreach (var condition in annotated)
        {
            switch (condition)
            {
                case { Field: "host-header" }:
                    var host = Require(condition.HostHeaderConfig, "HostHeaderConfig");
                    hosts.AddRange(host.Values);
                    hostRegexes.AddRange(host.RegexValues);
                    break;
                case { Field: "path-pattern" }:
                    var pattern = Require(condition.PathPatternConfig, "PathPatternConfig");
                    paths.AddRange(pattern.Values);
                    pathRegexes.AddRange(pattern.RegexValues);
                    break;
                default:
                    conditions.AddRange(FindIndependent(condition));
                    break;
            }
        }

        RefuseMixed("host", hosts, hostRegexes);
        RefuseMixed("path", paths, pathRegexes);
        if (hosts.Count + hostRegexes.Count != 0)
        {
            conditions.Add(new RuleCondition.HostHeader(hosts, hostRegexes));
        }

        if (paths.Count + pathRegexes.Count != 0)
        {
            conditions.Add(new RuleCondition.PathPattern(paths, pathRegexes));
        }

        return conditions.Count == 0 ? [new RuleCondition.PathPattern(["/*"], [])] : conditions;
    }

    private static void RefuseMixed(string kind, List<string> values, List<string> regexes)
    {
        if (values.Count != 0 && regexes.Count != 0)
        {
            throw new AlbModelException(
                $"{kind} condition must specify exactly one of Values and RegexValues, got both Values {GoText.List(values)} and RegexValues {GoText.List(regexes)}");
        }
    }

    // Nothing for a field that the controller does not know.
    private static RuleCondition[] FindIndependent(ConditionAnnotation condition)
    {
        switch (condition.Field)
        {
            case "http-header":
                var header = Require(condition.HttpHeaderConfig, "HTTPHeaderConfig");
                return [new RuleCondition.HttpHeader(header.HttpHeaderName, header.Values, header.RegexValues)];
            case "http-request-method":
                return [new RuleCondition.HttpRequestMethod(Require(condition.HttpRequestMethodConfig, "HTTPRequestMethodConfig").Values)];
            case "query-string":
                var pairs = Require(condition.QueryStringConfig, "QueryStringConfig").Values;
                return [new RuleCondition.QueryString([.. pairs.Select(pair => new RuleCondition.QueryStringPair(pair.Key, pair.Value))])];
            case "source-ip":
                return [new RuleCondition.SourceIp(Require(condition.SourceIpConfig, "SourceIPConfig").Values)];
            default:
                return [];
        }
    }

    private static T Require<T>(T? config, string name)
        where T : class => config ?? throw new AlbModelException($"missing {name}");
}
