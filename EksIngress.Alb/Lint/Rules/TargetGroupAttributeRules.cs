using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Attributes of target groups.</summary>
internal static class TargetGroupAttributeRules
{
    private static readonly string[] ReservedCookies = ["AWSALB", "AWSALBAPP", "AWSALBTG"];

    public static IReadOnlyList<LintRule> All =>
    [
        Fails("ALB530", "An attribute that target groups do not have", Docs.TargetGroupAttributeApi, Unknown),
        Fails("ALB531", "An attribute of a target group out of range", Docs.TargetGroupAttributeApi, OutOfRange),
        Fails("ALB532", "Slow start with an algorithm that has none", Docs.TargetGroups + "#slow-start-mode", SlowStart),
        Fails("ALB533", "Stickiness by a cookie of the application without its name", Docs.TargetGroups, AppCookies),
        Warns("ALB534", "Stickiness that is not switched on", Docs.TargetGroups, NotEnabled),
        Warns("ALB535", "Sticky nodes", Docs.Annotation("target-type"), StickyInstances),
        Fails("ALB536", "Anomaly mitigation without weighted random", Docs.TargetGroupAttributeApi, AnomalyMitigation),
    ];

    private const string Suffix = IngressAnnotations.TargetGroupAttributes;

    private static IEnumerable<(LintObject Object, IReadOnlyDictionary<string, string> Map)> Maps(LintWorld world) => world.AnnotatedWith(Suffix)
        .Select(found => (found.Object, map: Lenient.Read(() => new AnnotationSet(found.Object.Annotations).FindMap(Suffix)) ?? NoStrings.Map));

    private static IEnumerable<LintFault> Unknown(LintWorld world) => Maps(world).SelectMany(found => found.Map.Keys
        .Where(key => AttributeTable.TargetGroup.All(entry => entry.Key != key))
        .Select(key => found.Object.AnnotationFault(
            Suffix,
            $"{key} is no attribute of an ALB's target group",
            EditDistance.Nearest(key, AttributeTable.TargetGroup.Select(entry => entry.Key)) is { } nearest ? $"write {nearest}" : "remove it; it may be for Network Load Balancers")));

    private static IEnumerable<LintFault> OutOfRange(LintWorld world) => Maps(world).SelectMany(found => found.Map
        .SelectMany(pair => AttributeTable.TargetGroup.Where(entry => entry.Key == pair.Key && !entry.Takes(pair.Value)).Select(entry => found.Object.AnnotationFault(
            Suffix, $"{pair.Key} is '{pair.Value}'", $"write {entry.Allowed}"))));

    private static string Algorithm(IReadOnlyDictionary<string, string> map) => map.GetValueOrDefault("load_balancing.algorithm.type") ?? "round_robin";

    private static IEnumerable<LintFault> SlowStart(LintWorld world) => Maps(world)
        .Where(found => found.Map.GetValueOrDefault("slow_start.duration_seconds") is { } seconds && seconds != "0" && Algorithm(found.Map) != "round_robin")
        .Select(found => found.Object.AnnotationFault(
            Suffix,
            $"slow_start.duration_seconds is {found.Map["slow_start.duration_seconds"]}, and the algorithm is {Algorithm(found.Map)}",
            "use round_robin with slow start, or remove slow_start.duration_seconds"));

    private static IEnumerable<LintFault> AppCookies(LintWorld world)
    {
        foreach (var (item, map) in Maps(world).Where(found => found.Map.GetValueOrDefault("stickiness.type") == "app_cookie"))
        {
            var name = map.GetValueOrDefault("stickiness.app_cookie.cookie_name");
            if (string.IsNullOrEmpty(name))
            {
                yield return item.AnnotationFault(Suffix, "stickiness.type is app_cookie, and no cookie is named", "add stickiness.app_cookie.cookie_name=NAME");
            }
            else if (ReservedCookies.Any(reserved => name.StartsWith(reserved, StringComparison.Ordinal)))
            {
                yield return item.AnnotationFault(Suffix, $"stickiness.app_cookie.cookie_name is {name}; AWSALB, AWSALBAPP and AWSALBTG are the load balancer's own", "name a cookie that the application sets");
            }
        }
    }

    private static IEnumerable<LintFault> NotEnabled(LintWorld world) => Maps(world)
        .Where(found => found.Map.Keys.Any(key => key.StartsWith("stickiness.", StringComparison.Ordinal) && key != "stickiness.enabled") && !found.Map.ContainsKey("stickiness.enabled"))
        .Select(found => found.Object.AnnotationFault(
            Suffix,
            $"{found.Map.Keys.First(key => key.StartsWith("stickiness.", StringComparison.Ordinal))} is set, and stickiness.enabled is not: nothing is sticky",
            "add stickiness.enabled=true"));

    private static IEnumerable<LintFault> StickyInstances(LintWorld world) => world.Targets
        .Where(target => target.TargetType == "instance" && target.FindMap(Suffix).GetValueOrDefault("stickiness.enabled") == "true")
        .Select(target => target.Fault(
            Suffix,
            $"targets of Service {target.ServiceName} are nodes: a client sticks to a node, which sends it on to any pod",
            "add target-type: ip"))
        .DistinctBy(fault => (fault.Object, fault.Field));

    private static IEnumerable<LintFault> AnomalyMitigation(LintWorld world) => Maps(world)
        .Where(found => found.Map.GetValueOrDefault("load_balancing.algorithm.anomaly_mitigation") == "on" && Algorithm(found.Map) != "weighted_random")
        .Select(found => found.Object.AnnotationFault(
            Suffix,
            $"load_balancing.algorithm.anomaly_mitigation is on, and the algorithm is {Algorithm(found.Map)}",
            "add load_balancing.algorithm.type=weighted_random"));
}
