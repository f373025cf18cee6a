using System.Text.RegularExpressions;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.Rules;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Conditions of annotations, and how many a rule may have.</summary>
internal static partial class ConditionRules
{
    private const int MaximumValues = 5;
    private const int MaximumLength = 128;
    private const int MaximumNameLength = 40;

    private static readonly string[] Fields = ["host-header", "http-header", "http-request-method", "path-pattern", "query-string", "source-ip"];

    public static IReadOnlyList<LintRule> All =>
    [
        Fails("ALB320", "More than five condition values in a rule", Docs.Limits, TooManyValues),
        Fails("ALB321", "More than five wildcards in a rule", Docs.Limits, TooManyWildcards),
        Refused("ALB322", "A condition without its values", Docs.Annotation("conditions"), Incomplete),
        Warns("ALB323", "A kind of condition that does not exist", Docs.Annotation("conditions"), UnknownFields),
        Warns("ALB324", "Conditions of no backend", Docs.Issue(3140), Unused),
        Fails("ALB325", "Values and regular expressions in one condition", Docs.Annotation("conditions"), Mixed),
        Tells("ALB326", "A condition that widens its rule", Docs.Annotation("conditions"), Alternatives),
        Fails("ALB327", "A header name that an ALB does not take", Docs.ConditionTypes + "#http-header-conditions", HeaderNames),
        Fails("ALB328", "The Host header as an http-header condition", Docs.ConditionTypes + "#http-header-conditions", HostAsHeader),
        Warns("ALB329", "A request method that never comes", Docs.ConditionTypes + "#http-request-method-conditions", LowerCaseMethods),
        Fails("ALB330", "A request method that an ALB does not take", Docs.ConditionTypes + "#http-request-method-conditions", BadMethods),
        Fails("ALB331", "A source that is no CIDR block", Docs.ConditionTypes + "#source-ip-conditions", BadSources),
        Warns("ALB332", "A private source at a public load balancer", Docs.ConditionTypes + "#source-ip-conditions", PrivateSources),
        Fails("ALB333", "A condition value of the wrong length or form", Docs.ConditionTypes, BadValues),
        Fails("ALB334", "A regular expression of a condition that an ALB does not take", Docs.Annotation("conditions"), BadRegexes),
        Fails("ALB335", "A condition twice in a rule", Docs.Rules, Repeated),
    ];

    private static IEnumerable<LintPathRule> Rules(LintWorld world) => world.Ours.SelectMany(ingress => ingress.PathRules);

    private static IEnumerable<LintFault> TooManyValues(LintWorld world)
    {
        foreach (var rule in Rules(world).Where(rule => rule.Conditions?.Sum(condition => condition.ValueCount) > MaximumValues))
        {
            yield return rule.Fault(
                $"the rule has {rule.Conditions!.Sum(condition => condition.ValueCount)} condition values ({Counted(rule.Conditions!)}), and a rule can have {MaximumValues}",
                "split it into several paths with fewer values each; a Prefix path counts as two values, an Exact one or a pattern as one");
        }
    }

    private static string Counted(IReadOnlyList<RuleCondition> conditions) =>
        string.Join(", ", conditions.Select(condition => $"{condition.Field}: {condition.ValueCount}"));

    private static IEnumerable<LintFault> TooManyWildcards(LintWorld world)
    {
        foreach (var rule in Rules(world).Where(rule => rule.Conditions is not null))
        {
            var count = rule.Conditions!.SelectMany(PlainValues).Sum(value => value.Count(c => c is '*' or '?'));
            if (count > MaximumValues)
            {
                yield return rule.Fault(
                    $"the rule has {count} wildcards ({string.Join(", ", rule.Conditions!.SelectMany(PlainValues).Where(value => value.AsSpan().ContainsAny('*', '?')))}), and a rule can have {MaximumValues}",
                    "use fewer patterns, or a regular expression");
            }
        }
    }

    public static IEnumerable<string> PlainValues(RuleCondition condition) => condition switch
    {
        RuleCondition.HostHeader host => host.Values,
        RuleCondition.PathPattern path => path.Values,
        RuleCondition.HttpHeader header => header.Values,
        RuleCondition.QueryString query => query.Values.SelectMany(pair => pair.Key is null ? [pair.Value] : new[] { pair.Key, pair.Value }),
        _ => [],
    };

    private static IEnumerable<(LintIngress Ingress, string Suffix, ConditionAnnotation Condition)> Annotated(LintWorld world) => world.Ours
        .SelectMany(ingress => ingress.Backends.Where(backend => backend.Conditions.Count > 0).DistinctBy(backend => backend.Service!.Name))
        .SelectMany(backend => backend.Conditions.Select(condition =>
            (backend.Ingress, $"{IngressAnnotations.Conditions}.{backend.Service!.Name}", condition)));

    private static IEnumerable<LintFault> Incomplete(LintWorld world) => Annotated(world)
        .Where(found => Fields.Contains(found.Condition.Field, StringComparer.Ordinal) && Lenient.Fault(found.Condition.Validate) is not null)
        .Select(found => found.Ingress.Fault(
            found.Suffix,
            $"the {found.Condition.Field} condition is incomplete: {Lenient.Fault(found.Condition.Validate)}; the webhook refuses the Ingress",
            "give the config object that belongs to the field, with at least one value in values or, where that is possible, regexValues"));

    private static IEnumerable<LintFault> UnknownFields(LintWorld world) => Annotated(world)
        .Where(found => !Fields.Contains(found.Condition.Field, StringComparer.Ordinal))
        .Select(found => found.Ingress.Fault(
            found.Suffix,
            $"field '{found.Condition.Field}' is no kind of condition; the controller leaves it out, and the rule matches more than it should",
            $"write \"field\": \"{EditDistance.Nearest(found.Condition.Field, Fields) ?? "http-header"}\"; there are {string.Join(", ", Fields)}"));

    private static IEnumerable<LintFault> Unused(LintWorld world)
    {
        foreach (var ingress in world.Ours)
        {
            var names = ingress.Backends.Where(backend => backend.Service is not null).Select(backend => backend.Service!.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var family in new[] { "conditions.", "transforms." })
            {
                foreach (var suffix in ListenerRules.Suffixes(ingress, family).Where(suffix => !names.Contains(suffix[family.Length..])))
                {
                    yield return ingress.Fault(
                        suffix,
                        $"{suffix} belongs to no backend ({string.Join(", ", names.Order(StringComparer.Ordinal))}); its rule is built without it",
                        EditDistance.Nearest(suffix[family.Length..], names) is { } nearest ? $"write {family}{nearest}" : "name it after the Service or action of its backend");
                }
            }
        }
    }

    private static IEnumerable<LintFault> Mixed(LintWorld world)
    {
        foreach (var rule in Rules(world).Where(rule => rule.Path.Path.Length == 0 || rule.Path.Path[0] == '/'))
        {
            var reason = Lenient.Fault(() => RuleConditions.Build(rule.Ingress.Classified, rule.Block, rule.Path, rule.Backend.Conditions));
            if (reason?.Contains("exactly one of Values and RegexValues", StringComparison.Ordinal) == true)
            {
                yield return rule.Ingress.Fault(
                    $"{IngressAnnotations.Conditions}.{rule.Backend.Service!.Name}",
                    $"{rule}: {reason}",
                    "use values beside a host or path of the Ingress; regexValues need an Ingress rule without host, or use-regex-path-match with pathType: ImplementationSpecific");
            }
        }
    }

    private static IEnumerable<LintFault> Alternatives(LintWorld world)
    {
        foreach (var rule in Rules(world).Where(rule => rule.Conditions is not null && rule.Backend.Conditions.Count > 0))
        {
            var suffix = $"{IngressAnnotations.Conditions}.{rule.Backend.Service!.Name}";
            var hosts = rule.Backend.Conditions.SelectMany(condition => condition.HostHeaderConfig?.Values ?? []).ToList();
            if (rule.Block.Host.Length > 0 && hosts.Count > 0)
            {
                yield return rule.Ingress.Fault(
                    suffix,
                    $"the host-header condition adds {string.Join(", ", hosts)} to {rule.Block.Host}: either host matches",
                    "write the second host as a rule of its own, so that it is seen; conditions of one kind are alternatives");
            }
        }
    }

    private static IEnumerable<(LintIngress Ingress, string Suffix, ConditionAnnotation.ValuesConfig Header)> Headers(LintWorld world) => Annotated(world)
        .Where(found => found.Condition is { Field: "http-header", HttpHeaderConfig: not null })
        .Select(found => (found.Ingress, found.Suffix, found.Condition.HttpHeaderConfig!));

    private static IEnumerable<LintFault> HeaderNames(LintWorld world) => Headers(world)
        .Where(found => found.Header.HttpHeaderName.Length is 0 or > MaximumNameLength || !HeaderName().IsMatch(found.Header.HttpHeaderName))
        .Select(found => found.Ingress.Fault(
            found.Suffix,
            $"httpHeaderName '{found.Header.HttpHeaderName}' ({found.Header.HttpHeaderName.Length} characters) is none that a condition takes",
            $"use the name of a header, up to {MaximumNameLength} characters, without wildcards"));

    private static IEnumerable<LintFault> HostAsHeader(LintWorld world) => Headers(world)
        .Where(found => found.Header.HttpHeaderName.Equals("Host", StringComparison.OrdinalIgnoreCase))
        .Select(found => found.Ingress.Fault(
            found.Suffix,
            $"an http-header condition cannot look at Host ({string.Join(", ", found.Header.Values)})",
            "use spec.rules[].host, or a host-header condition"));

    private static IEnumerable<(LintIngress Ingress, string Suffix, string Method)> Methods(LintWorld world) => Annotated(world)
        .Where(found => found.Condition is { Field: "http-request-method", HttpRequestMethodConfig: not null })
        .SelectMany(found => found.Condition.HttpRequestMethodConfig!.Values.Select(method => (found.Ingress, found.Suffix, method)));

    private static IEnumerable<LintFault> LowerCaseMethods(LintWorld world) => Methods(world)
        .Where(found => found.Method.Any(char.IsAsciiLetterLower) && Method().IsMatch(found.Method.ToUpperInvariant()))
        .Select(found => found.Ingress.Fault(
            found.Suffix,
            $"request method {found.Method}: methods are compared with their case, and clients send {found.Method.ToUpperInvariant()}",
            $"write {found.Method.ToUpperInvariant()}"));

    private static IEnumerable<LintFault> BadMethods(LintWorld world) => Methods(world)
        .Where(found => found.Method.Length > MaximumNameLength || !Method().IsMatch(found.Method.ToUpperInvariant()))
        .Select(found => found.Ingress.Fault(
            found.Suffix, $"request method '{found.Method}' is none that a condition takes", $"use up to {MaximumNameLength} upper case letters, '-' and '_', without wildcards"));

    private static IEnumerable<(LintIngress Ingress, string Suffix, string Source)> Sources(LintWorld world) => Annotated(world)
        .Where(found => found.Condition is { Field: "source-ip", SourceIpConfig: not null })
        .SelectMany(found => found.Condition.SourceIpConfig!.Values.Select(source => (found.Ingress, found.Suffix, source)));

    private static IEnumerable<LintFault> BadSources(LintWorld world) => Sources(world)
        .Where(found => CidrText.Canonical(found.Source) is null || found.Source == "255.255.255.255/32")
        .Select(found => found.Ingress.Fault(
            found.Suffix,
            found.Source == "255.255.255.255/32" ? "source-ip 255.255.255.255/32 is refused by AWS" : $"source-ip '{found.Source}' is no CIDR block",
            found.Source == "255.255.255.255/32" ? "remove it; to match nobody use another condition" : CidrText.Fix(found.Source)));

    private static IEnumerable<LintFault> PrivateSources(LintWorld world) => Sources(world)
        .Where(found => IsPrivate(found.Source) && IsPublic(world, found.Ingress))
        .Select(found => found.Ingress.Fault(
            found.Suffix,
            $"source-ip {found.Source} is private, and an internet-facing load balancer sees the public addresses of its clients; X-Forwarded-For is not looked at",
            "use the public addresses, for example of the NAT gateway, or scheme: internal"));

    private static bool IsPublic(LintWorld world, LintIngress ingress) => world.GroupWith(ingress).Members
        .Select(member => member.ClassParams?.Scheme ?? member.Find(IngressAnnotations.Scheme)).FirstOrDefault(scheme => scheme is not null) == "internet-facing";

    private static bool IsPrivate(string source) => CidrText.Range(source) is var (first, last) &&
        new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7" }
            .Select(block => Matching.CidrBlock.TryParse(block)!)
            .Any(block => block.Contains(first) && block.Contains(last));

    private static IEnumerable<LintFault> BadValues(LintWorld world)
    {
        foreach (var (ingress, suffix, condition) in Annotated(world))
        {
            var values = (condition.HttpHeaderConfig?.Values ?? [])
                .Concat(condition.PathPatternConfig?.Values ?? [])
                .Concat(condition.QueryStringConfig?.Values.SelectMany(pair => pair.Key is null ? [pair.Value] : new[] { pair.Key, pair.Value }) ?? []);
            foreach (var value in values.Where(value => value.Length is 0 or > MaximumLength || value.Any(c => c is < ' ' or > '~')))
            {
                yield return ingress.Fault(
                    suffix,
                    $"a {condition.Field} value {(value.Length == 0 ? "is empty" : value.Length > MaximumLength ? $"has {value.Length} characters" : $"'{value}' has characters that are not printable ASCII")}",
                    $"use 1 to {MaximumLength} printable ASCII characters");
            }

            foreach (var host in (condition.HostHeaderConfig?.Values ?? []).Where(host => HostText.Fault(host) is not null))
            {
                yield return ingress.Fault(suffix, $"host '{host}' {HostText.Fault(host)}", "use a name with a domain, for example www.example.com");
            }
        }
    }

    private static IEnumerable<LintFault> BadRegexes(LintWorld world)
    {
        foreach (var (ingress, suffix, condition) in Annotated(world))
        {
            var expressions = (condition.HostHeaderConfig?.RegexValues ?? [])
                .Concat(condition.PathPatternConfig?.RegexValues ?? []).Concat(condition.HttpHeaderConfig?.RegexValues ?? []);
            foreach (var expression in expressions.Where(expression => RegexText.Fault(expression) is not null))
            {
                yield return ingress.Fault(suffix, $"the regular expression {expression} {RegexText.Fault(expression)}", "rewrite it without that construct");
            }
        }
    }

    private static IEnumerable<LintFault> Repeated(LintWorld world)
    {
        foreach (var group in Annotated(world).GroupBy(found => (found.Ingress, found.Suffix)))
        {
            foreach (var field in new[] { "http-request-method", "source-ip" }.Where(field => group.Count(found => found.Condition.Field == field) > 1))
            {
                yield return group.Key.Ingress.Fault(
                    group.Key.Suffix, $"there are two {field} conditions; a rule can have one", "put all values into one condition; they are alternatives");
            }
        }
    }

    [GeneratedRegex(@"\A[!#$%&'+.^_`|~0-9A-Za-z-]+\z")]
    private static partial Regex HeaderName();

    [GeneratedRegex(@"\A[A-Z_-]+\z")]
    private static partial Regex Method();
}
