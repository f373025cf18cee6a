using EksIngress.Alb.Annotations;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Annotations that nobody reads, and values of the wrong type.</summary>
internal static class AnnotationRules
{
    private static readonly string[] OtherControllers = ["nginx.", "haproxy.", "haproxy-ingress.", "traefik.", "contour.", "kong."];

    private const string NlbPrefix = "service.beta.kubernetes.io/aws-load-balancer-";

    // Parsed by the rules of listeners, where the text of a fault is its own.
    private static readonly string[] OwnRule = [IngressAnnotations.ListenPorts, "minimum-load-balancer-capacity", "frontend-nlb-listener-port-mapping"];

    public static IReadOnlyList<LintRule> All =>
    [
        Warns("ALB100", "An annotation that does not exist", Docs.AnnotationsPage, Unknown),
        Warns("ALB101", "An annotation under a prefix that is misspelt", Docs.AnnotationsPage, Prefixes),
        Warns("ALB102", "An annotation of Ingresses on a Service", Docs.AnnotationsPage, OnService),
        Warns("ALB103", "An annotation of Services on an Ingress", "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/", OnIngress),
        Warns("ALB104", "An annotation of another Ingress controller", Docs.AnnotationsPage, OtherController),
        Fails("ALB105", "A boolean that is none", Docs.AnnotationsPage, Booleans),
        Fails("ALB106", "A number that is none", Docs.AnnotationsPage, Numbers),
        Fails("ALB107", "JSON that is none", Docs.AnnotationsPage, JsonValues),
        Fails("ALB108", "A list of key=value pairs that is none", Docs.AnnotationsPage, Maps),
        Fails("ALB109", "A value that is not one of the allowed", Docs.AnnotationsPage, Values),
        Warns("ALB110", "A member of a JSON annotation that nobody reads", Docs.Annotation("actions"), Members),
        Warns("ALB111", "An annotation without a value", Docs.AnnotationsPage, Empty),
        Warns("ALB112", "AWS WAF Classic", Docs.Annotation("waf-acl-id"), Classic),
        Warns("ALB113", "An annotation that only the controller writes", Docs.Configurations, Written),
        Warns("ALB114", "A value twice in a list", Docs.AnnotationsPage, Twice),
    ];

    private static IEnumerable<(LintObject Object, string Suffix, string Value)> Own(LintWorld world)
    {
        const string prefix = IngressAnnotations.Prefix + "/";
        return world.Annotated.SelectMany(item => item.Annotations
            .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(pair => (item, pair.Key[prefix.Length..], pair.Value)));
    }

    private static IEnumerable<(LintObject Object, string Suffix, string Value)> OfType(LintWorld world, AnnotationType type) =>
        Own(world).Where(found => AnnotationCatalog.Find(found.Suffix)?.Type == type);

    private static IEnumerable<LintFault> Unknown(LintWorld world) => Own(world)
        .Where(found => AnnotationCatalog.Find(found.Suffix) is null)
        .Select(found => found.Object.AnnotationFault(
            found.Suffix,
            $"{IngressAnnotations.Key(found.Suffix)} is no annotation of the controller; it is ignored without a word",
            AnnotationCatalog.FindNearest(found.Suffix) is { } nearest ? $"write {IngressAnnotations.Key(nearest)}" : "remove it"));

    private static IEnumerable<LintFault> Prefixes(LintWorld world)
    {
        foreach (var item in world.OfKind("Ingress", "Service"))
        {
            foreach (var key in item.Annotations.Keys)
            {
                var slash = key.IndexOf('/', StringComparison.Ordinal);
                var prefix = slash < 0 ? "" : key[..slash];
                var dotted = slash < 0 && key.StartsWith(IngressAnnotations.Prefix, StringComparison.Ordinal);
                if (dotted || (prefix.Length > 0 && prefix != IngressAnnotations.Prefix &&
                    EditDistance.Between(prefix, IngressAnnotations.Prefix) <= 8 && !IsOtherController(key) && AnnotationCatalog.Find(key[(slash + 1)..]) is not null))
                {
                    var suffix = dotted ? key[IngressAnnotations.Prefix.Length..].TrimStart('.', '-', '_') : key[(slash + 1)..];
                    yield return item.Fault(
                        JsonPointer.Annotation(key),
                        $"{key} does not begin with {IngressAnnotations.Prefix}/; it is ignored",
                        $"write {IngressAnnotations.Key(suffix)}");
                }
            }
        }
    }

    private static IEnumerable<LintFault> OnService(LintWorld world) => Own(world)
        .Where(found => found.Object.Kind == "Service" && AnnotationCatalog.Find(found.Suffix) is { OnService: false })
        .Select(found => found.Object.AnnotationFault(
            found.Suffix,
            $"{found.Suffix} on a Service is ignored: it is about the load balancer, not about its targets",
            "move it to the Ingress"));

    private static IEnumerable<LintFault> OnIngress(LintWorld world) => world.Ours
        .SelectMany(ingress => ingress.Object.Annotations.Keys.Select(key => (ingress.Object, key)))
        .Where(found => found.key.StartsWith(NlbPrefix, StringComparison.Ordinal))
        .Select(found => found.Object.Fault(
            JsonPointer.Annotation(found.key),
            $"{found.key} is for Services of type LoadBalancer; on an Ingress it is ignored",
            AnnotationCatalog.FindNearest(found.key[NlbPrefix.Length..]) is { } nearest ? $"write {IngressAnnotations.Key(nearest)}" : "remove it"));

    private static IEnumerable<LintFault> OtherController(LintWorld world)
    {
        foreach (var ingress in world.Ours)
        {
            foreach (var key in ingress.Object.Annotations.Keys.Where(key =>
                key.Contains("ingress.kubernetes.io/", StringComparison.Ordinal) &&
                IsOtherController(key)))
            {
                yield return ingress.Object.Fault(
                    JsonPointer.Annotation(key),
                    $"{key} is for another Ingress controller; an ALB does nothing of it",
                    key.EndsWith("/rewrite-target", StringComparison.Ordinal) ? "use a url-rewrite in alb.ingress.kubernetes.io/transforms.NAME"
                        : key.EndsWith("ssl-redirect", StringComparison.Ordinal) ? "use alb.ingress.kubernetes.io/ssl-redirect: '443'"
                        : "remove it, or look for its like among the annotations of the controller");
            }
        }
    }

    private static bool IsOtherController(string key) => OtherControllers.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal));

    private static IEnumerable<LintFault> Booleans(LintWorld world) => OfType(world, AnnotationType.Boolean)
        .Where(found => Lenient.Fault(() => new AnnotationSet(found.Object.Annotations).FindBoolean(found.Suffix)) is not null)
        .Select(found => found.Object.AnnotationFault(
            found.Suffix, $"{found.Suffix} is '{found.Value}', which is neither true nor false", "write 'true' or 'false'"));

    private static IEnumerable<LintFault> Numbers(LintWorld world) => OfType(world, AnnotationType.Integer)
        .Where(found => Lenient.Fault(() => new AnnotationSet(found.Object.Annotations).FindInt32(found.Suffix)) is not null)
        .Select(found => found.Object.AnnotationFault(
            found.Suffix,
            $"{found.Suffix} is '{found.Value}', which is no whole number",
            new string([.. found.Value.TakeWhile(char.IsAsciiDigit)]) is { Length: > 0 } digits ? $"write '{digits}'" : "write digits only, without a unit"));

    private static IEnumerable<LintFault> JsonValues(LintWorld world)
    {
        foreach (var (item, suffix, value) in OfType(world, AnnotationType.Json).Where(found => !OwnRule.Contains(found.Suffix, StringComparer.Ordinal)))
        {
            if (value.Length > 0 && JsonShapes.Fault(suffix, value) is { } reason)
            {
                var quoted = value.Trim() is { Length: > 1 } trimmed && trimmed[0] == '\'' && trimmed[^1] == '\'';
                yield return item.AnnotationFault(
                    suffix,
                    $"{suffix} is not the JSON that is expected: {reason}",
                    quoted ? "remove the single quotes: behind '|' or '>' they become part of the value" : JsonShapes.Example(suffix));
            }
        }
    }

    private static IEnumerable<LintFault> Maps(LintWorld world) => OfType(world, AnnotationType.StringMap)
        .Where(found => found.Value.Length > 0 && !OwnRule.Contains(found.Suffix, StringComparer.Ordinal) &&
            Lenient.Fault(() => new AnnotationSet(found.Object.Annotations).FindMap(found.Suffix)) is not null)
        .Select(found => found.Object.AnnotationFault(
            found.Suffix,
            $"{found.Suffix} is '{found.Value}', which is not key=value,key=value",
            found.Value.TrimStart().StartsWith('{') ? "write key=value pairs, not JSON" : "write key=value pairs with commas between; a comma inside of a value is written \\,"));

    private static IEnumerable<LintFault> Values(LintWorld world)
    {
        foreach (var (item, suffix, value) in Own(world))
        {
            if (AnnotationCatalog.Find(suffix) is { Values: { Count: > 0 } allowed } && value.Length > 0 && !allowed.Contains(value, StringComparer.Ordinal))
            {
                yield return item.AnnotationFault(
                    suffix,
                    $"{suffix} is '{value}'; it may be {string.Join(", ", allowed)}",
                    EditDistance.Nearest(value.Trim(), allowed) is { } nearest ? $"write {nearest}" : $"write one of {string.Join(", ", allowed)}");
            }
        }
    }

    private static IEnumerable<LintFault> Members(LintWorld world)
    {
        foreach (var (item, suffix, value) in OfType(world, AnnotationType.Json))
        {
            if (JsonShapes.Of(suffix) is not { } shape || JsonShapes.Fault(suffix, value) is not null)
            {
                continue;
            }

            foreach (var (path, known) in shape.UnknownMembers(JsonShapes.Parse(value)))
            {
                var name = path[(path.LastIndexOf('.') + 1)..];
                yield return item.AnnotationFault(
                    suffix,
                    $"{suffix} has a member {path}, which is ignored",
                    EditDistance.Nearest(name, known) is { } nearest ? $"write {nearest} in place of {name}" : $"remove it; there are {string.Join(", ", known)}");
            }
        }
    }

    private static IEnumerable<LintFault> Empty(LintWorld world) => Own(world)
        .Where(found => string.IsNullOrWhiteSpace(found.Value) && AnnotationCatalog.Find(found.Suffix) is { Type: not (AnnotationType.Boolean or AnnotationType.Integer) })
        .Select(found => found.Object.AnnotationFault(
            found.Suffix, $"{found.Suffix} is empty", "remove it to get the default, or give it a value; a template variable may have been empty"));

    private static IEnumerable<LintFault> Classic(LintWorld world) => Own(world)
        .Where(found => found.Suffix is "waf-acl-id" or "web-acl-id")
        .Select(found => found.Object.AnnotationFault(
            found.Suffix,
            $"{found.Suffix} is about AWS WAF Classic, which AWS has ended in September 2025",
            "use a web ACL of AWS WAF with wafv2-acl-arn"));

    private static IEnumerable<LintFault> Written(LintWorld world) => Own(world)
        .Where(found => found.Suffix == "dry-run-plan")
        .Select(found => found.Object.AnnotationFault(
            found.Suffix, "dry-run-plan is written by the controller and never read; the Ingress is deployed all the same", "remove it"));

    private static IEnumerable<LintFault> Twice(LintWorld world)
    {
        foreach (var (item, suffix, value) in OfType(world, AnnotationType.StringList))
        {
            var repeated = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .GroupBy(part => part, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
            if (repeated.Count > 0)
            {
                yield return item.AnnotationFault(
                    suffix, $"{suffix} names {string.Join(", ", repeated)} more than once", "name each value once");
            }
        }
    }
}
