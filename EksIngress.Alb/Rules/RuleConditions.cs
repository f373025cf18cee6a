using EksIngress.Alb.Annotations;
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
        var useRegex = ingress.Annotations.FindBoolean(IngressAnnotations.UseRegexPathMatch) ?? false;
        var (pathValues, pathRegexValues) = path.Path.Length == 0 ? ([], []) : PathSequence.Patterns(path, useRegex);
        var hostConfigs = annotated.Select(condition => condition.HostHeaderConfig).OfType<ConditionAnnotation.ValuesConfig>().ToList();
        var pathConfigs = annotated.Select(condition => condition.PathPatternConfig).OfType<ConditionAnnotation.ValuesConfig>().ToList();

        List<string> hosts = [.. rule.Host.Length == 0 ? [] : (string[])[rule.Host], .. hostConfigs.SelectMany(config => config.Values)];
        List<string> hostRegexes = [.. hostConfigs.SelectMany(config => config.RegexValues)];
        List<string> paths = [.. pathValues, .. pathConfigs.SelectMany(config => config.Values)];
        List<string> pathRegexes = [.. pathRegexValues, .. pathConfigs.SelectMany(config => config.RegexValues)];
        RefuseMixed("host", hosts, hostRegexes);
        RefuseMixed("path", paths, pathRegexes);

        var conditions = annotated.Select(Independent).OfType<RuleCondition>().ToList();
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

    private static RuleCondition? Independent(ConditionAnnotation condition) => condition switch
    {
        { Field: "http-header", HttpHeaderConfig: { } header } =>
            new RuleCondition.HttpHeader(header.HttpHeaderName, header.Values, header.RegexValues),
        { Field: "http-request-method", HttpRequestMethodConfig: { } method } => new RuleCondition.HttpRequestMethod(method.Values),
        { Field: "query-string", QueryStringConfig: { } query } =>
            new RuleCondition.QueryString([.. query.Values.Select(pair => new RuleCondition.QueryStringPair(pair.Key, pair.Value))]),
        { Field: "source-ip", SourceIPConfig: { } source } => new RuleCondition.SourceIp(source.Values),
        _ => null,
    };
}
