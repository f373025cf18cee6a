using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Rules;

/// <summary>
/// Conditions of one path in the order the controller emits them: those of annotations that stand for themselves, then one
/// host-header, then one path-pattern.
/// </summary>
internal static class RuleConditions
{
    /// <exception cref="AlbModelException">The path is invalid, or values and regular expressions are mixed.</exception>
    public static IReadOnlyList<RuleCondition> Build(
        ClassifiedIngress ingress, Ingress.Rule rule, Ingress.HttpPath path, IReadOnlyList<ConditionAnnotation> annotated)
    {
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
                case { Field: "host-header", HostHeaderConfig: { } host }:
                    hosts.AddRange(host.Values);
                    hostRegexes.AddRange(host.RegexValues);
                    break;
                case { Field: "path-pattern", PathPatternConfig: { } pattern }:
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
    private static RuleCondition[] FindIndependent(ConditionAnnotation condition) => condition switch
    {
        { Field: "http-header", HttpHeaderConfig: { } header } =>
            [new RuleCondition.HttpHeader(header.HttpHeaderName, header.Values, header.RegexValues)],
        { Field: "http-request-method", HttpRequestMethodConfig: { } method } => [new RuleCondition.HttpRequestMethod(method.Values)],
        { Field: "query-string", QueryStringConfig: { } query } =>
            [new RuleCondition.QueryString([.. query.Values.Select(pair => new RuleCondition.QueryStringPair(pair.Key, pair.Value))])],
        { Field: "source-ip", SourceIpConfig: { } source } => [new RuleCondition.SourceIp(source.Values)],
        _ => [],
    };
}
