using System.Text.RegularExpressions;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.Matching;
using EksIngress.Alb.Rules;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Paths and hosts of rules: what they become on an ALB.</summary>
internal static partial class PathRules
{
    private const int MaximumLength = 128;
    private const string SpecificType = "ImplementationSpecific";

    public static IReadOnlyList<LintRule> All =>
    [
        Fails("ALB300", "A wildcard in an Exact or Prefix path", Docs.IngressSpec, Wildcards),
        Warns("ALB301", "A path that matches itself only", Docs.IngressSpec, ExactByAccident),
        Tells("ALB302", "A pattern that leaves out its own root", Docs.ConditionTypes + "#path-conditions", PatternWithoutRoot),
        Fails("ALB303", "A path that an ALB does not take", Docs.ConditionTypes + "#path-conditions", BadPaths),
        Fails("ALB304", "A query in a path", Docs.ConditionTypes + "#path-conditions", QueryInPath),
        Fails("ALB305", "A host that an ALB does not take", Docs.ConditionTypes + "#host-conditions", BadHosts),
        Tells("ALB306", "A wildcard host without its apex", Docs.ConditionTypes + "#host-conditions", WildcardHosts),
        Warns("ALB307", "Regular expressions switched on for nothing", Docs.Annotation("use-regex-path-match"), RegexForNothing),
        Fails("ALB308", "A regular expression that an ALB does not take", Docs.Annotation("use-regex-path-match"), BadRegexes),
        Warns("ALB309", "A default backend that is never reached", Docs.KubernetesIngress + "#default-backend", UnreachedDefault),
        Warns("ALB310", "A regular expression among patterns", Docs.Annotation("use-regex-path-match"), LooksLikeRegex),
    ];

    private static IEnumerable<LintPathRule> Rules(LintWorld world) => world.Ours.SelectMany(ingress => ingress.PathRules);

    private static bool UsesRegex(LintIngress ingress) => ingress.FindBoolean(IngressAnnotations.UseRegexPathMatch) == true;

    private static bool IsRegex(LintPathRule rule) => IsSpecific(rule) && UsesRegex(rule.Ingress) && rule.Path.Path.Length > 0;

    private static bool IsSpecific(LintPathRule rule) => rule.Path.PathType is null or SpecificType;

    private static IEnumerable<LintFault> Wildcards(LintWorld world) => Rules(world)
        .Where(rule => rule.Path.PathType is "Exact" or "Prefix" && rule.Path.Path.AsSpan().ContainsAny('*', '?'))
        .Select(rule => rule.PathFault(
            $"{rule.Path.PathType!.ToLowerInvariant()} path shouldn't contain wildcards: {rule.Path.Path}",
            rule.Path.Path.EndsWith("/*", StringComparison.Ordinal) && rule.Path.Path.Count(c => c is '*' or '?') == 1
                ? $"write path: {(rule.Path.Path.Length == 2 ? "/" : rule.Path.Path[..^2])} of type Prefix"
                : $"use pathType: {SpecificType}"));

    private static IEnumerable<LintFault> ExactByAccident(LintWorld world) => Rules(world)
        .Where(rule => IsSpecific(rule) && rule.Path.PathType is not null && !UsesRegex(rule.Ingress) &&
            rule.Path.Path.Length > 0 && !rule.Path.Path.AsSpan().ContainsAny('*', '?') && !LooksRegex(rule.Path.Path))
        .Select(rule => rule.PathFault(
            $"path {rule.Path.Path} of type {SpecificType} matches {rule.Path.Path} and nothing below it",
            rule.Path.Path == "/" ? "use pathType: Prefix for everything, or pathType: Exact if only / is meant"
                : $"use pathType: Prefix, or pathType: Exact if only {rule.Path.Path} is meant"));

    private static IEnumerable<LintFault> PatternWithoutRoot(LintWorld world)
    {
        foreach (var rule in Rules(world).Where(rule => IsSpecific(rule) && !UsesRegex(rule.Ingress)))
        {
            var path = rule.Path.Path;
            if (path.Length <= 2 || !path.EndsWith("/*", StringComparison.Ordinal) || path[..^2].AsSpan().ContainsAny('*', '?'))
            {
                continue;
            }

            var root = path[..^2];
            if (!rule.Ingress.PathRules.Any(other => other.Block.Host == rule.Block.Host && other != rule && Takes(other, root)))
            {
                yield return rule.PathFault(
                    $"path {path} does not match {root}; such requests go to the default action",
                    $"use path: {root} with pathType: Prefix, which matches both");
            }
        }
    }

    private static bool Takes(LintPathRule rule, string path) => rule.Conditions?.OfType<RuleCondition.PathPattern>()
        .All(condition => condition.Values.Any(value => new WildcardPattern(value, ignoreCase: false).IsMatch(path))) == true;

    private static IEnumerable<LintFault> BadPaths(LintWorld world)
    {
        foreach (var rule in Rules(world).Where(rule => !IsRegex(rule) && rule.Path.Path.StartsWith('/')))
        {
            // The controller adds "/*" to a Prefix path.
            var longest = rule.Path.Path.TrimEnd('/').Length + (rule.Path.PathType == "Prefix" ? 2 : 0);
            if (longest > MaximumLength)
            {
                yield return rule.PathFault(
                    $"the path pattern of {rule.Path.Path} has {longest} characters",
                    $"shorten it to {MaximumLength} characters with * and ?, or use a regular expression");
            }
            else if (PathCharacter().Match(rule.Path.Path) is { Success: true } bad && !(IsSpecific(rule) && (LooksRegex(rule.Path.Path) || QueryPart().IsMatch(rule.Path.Path))))
            {
                yield return rule.PathFault(
                    $"path {rule.Path.Path} contains '{bad.Value}', which a path pattern may not",
                    "put ? in its place (any one character), with pathType: ImplementationSpecific");
            }
        }
    }

    private static IEnumerable<LintFault> QueryInPath(LintWorld world) => Rules(world)
        .Where(rule => IsSpecific(rule) && !UsesRegex(rule.Ingress) && QueryPart().IsMatch(rule.Path.Path))
        .Select(rule => rule.PathFault(
            $"path {rule.Path.Path}: a pattern may not have '=', '?' in it stands for any one character, and the query is not compared with it",
            "match the query by alb.ingress.kubernetes.io/conditions.NAME with a query-string condition"));

    private static IEnumerable<LintFault> BadHosts(LintWorld world)
    {
        foreach (var ingress in world.Ours)
        {
            for (var i = 0; i < ingress.Spec.Rules.Count; i++)
            {
                if (ingress.Spec.Rules[i] is { Host: { Length: > 0 } host, Http.Paths.Count: > 0 } && IngressSpecRules.IsHost(host) && HostText.Fault(host) is { } reason)
                {
                    yield return ingress.Object.Fault(
                        JsonPointer.Of("spec", "rules", i, "host"), $"host {host} {reason}", "use a name with a domain, for example www.example.com");
                }
            }
        }
    }

    private static IEnumerable<LintFault> WildcardHosts(LintWorld world)
    {
        foreach (var group in world.Groups)
        {
            var hosts = group.Members.SelectMany(member => member.PathRules).Select(rule => rule.Block.Host).ToHashSet(StringComparer.Ordinal);
            foreach (var rule in group.Members.SelectMany(member => member.PathRules).Where(rule => rule.Block.Host.StartsWith("*.", StringComparison.Ordinal)))
            {
                if (!hosts.Contains(rule.Block.Host[2..]) && !hosts.Contains(""))
                {
                    yield return rule.Ingress.Object.Fault(
                        JsonPointer.Of("spec", "rules", rule.BlockIndex, "host"),
                        $"host {rule.Block.Host} matches a.b.{rule.Block.Host[2..]} too, and not {rule.Block.Host[2..]}",
                        $"add a rule for {rule.Block.Host[2..]} if it is to be served");
                }
            }
        }
    }

    private static IEnumerable<LintFault> RegexForNothing(LintWorld world) => world.Ours
        .Where(ingress => UsesRegex(ingress) && ingress.PathRules.Count > 0 && !ingress.PathRules.Any(IsRegex))
        .Select(ingress => ingress.Fault(
            IngressAnnotations.UseRegexPathMatch,
            $"use-regex-path-match counts for paths of type {SpecificType}, and there is none",
            $"use pathType: {SpecificType} for the paths that are regular expressions, with a slash in front: /^/api/(.+)$"));

    private static IEnumerable<LintFault> BadRegexes(LintWorld world) => Rules(world)
        .Where(rule => IsRegex(rule) && rule.Path.Path.StartsWith('/') && RegexText.Fault(rule.Path.Path[1..]) is not null)
        .Select(rule => rule.PathFault(
            $"the regular expression {rule.Path.Path[1..]} {RegexText.Fault(rule.Path.Path[1..])}", "rewrite it without that construct"));

    private static IEnumerable<LintFault> LooksLikeRegex(LintWorld world) => Rules(world)
        .Where(rule => IsSpecific(rule) && !UsesRegex(rule.Ingress) && LooksRegex(rule.Path.Path))
        .Select(rule => rule.PathFault(
            $"path {rule.Path.Path} looks like a regular expression, and is taken as a pattern in which only * and ? are special",
            "add use-regex-path-match: \"true\", or write a pattern"));

    private static bool LooksRegex(string path) => RegexPart().IsMatch(path);

    private static IEnumerable<LintFault> UnreachedDefault(LintWorld world)
    {
        foreach (var group in world.Groups)
        {
            foreach (var member in group.Members.Where(member => member.Spec.DefaultBackend is not null))
            {
                var listeners = group.WithRules.Where(listener => listener.Members.Contains(member)).ToList();
                var rule = listeners.Count == 0 ? null : listeners.SelectMany(listener => listener.Rules).FirstOrDefault(TakesEverything);
                if (rule is not null && listeners.All(listener => listener.Rules.Any(TakesEverything)))
                {
                    yield return member.Object.Fault(
                        "/spec/defaultBackend",
                        $"the rule {rule} takes every request, so the default backend gets none",
                        "remove the default backend, or the rule");
                }
            }
        }
    }

    private static bool TakesEverything(LintPathRule rule) =>
        rule.Conditions is [RuleCondition.PathPattern { RegexValues.Count: 0 } path] && path.Values.Contains("/*", StringComparer.Ordinal);

    [GeneratedRegex("""[^A-Za-z0-9_\-.$/~"'@:+&*?]""")]
    private static partial Regex PathCharacter();

    [GeneratedRegex(@"\?[A-Za-z0-9_.-]+=")]
    private static partial Regex QueryPart();

    [GeneratedRegex(@"\(\.\*\)|\(\.\+\)|\.\*|\.\+|\^|\(\?|\[[^\]]+\]|\\[dwsb]|\$$|\{\d")]
    private static partial Regex RegexPart();
}
