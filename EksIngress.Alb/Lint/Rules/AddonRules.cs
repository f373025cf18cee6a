using System.Globalization;
using System.Text.RegularExpressions;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Web ACLs, capacity, address pools and the frontend NLB.</summary>
internal static partial class AddonRules
{
    public static IReadOnlyList<LintRule> All =>
    [
        Fails("ALB620", "A web ACL that is no regional one", Docs.Annotation("wafv2-acl-arn"), WebAcls),
        Warns("ALB621", "A web ACL by ARN and by name", Docs.Annotation("wafv2-acl-name"), ArnAndName),
        Fails("ALB622", "A capacity that is none", Docs.Annotation("load-balancer-capacity-reservation"), Capacities),
        Warns("ALB623", "A frontend NLB that is not switched on", Docs.Annotation("enable-frontend-nlb"), NlbOff),
        Fails("ALB624", "Elastic addresses for an internal NLB", Docs.Annotation("frontend-nlb-eip-allocations"), InternalEips),
        Fails("ALB625", "A port mapping of a frontend NLB that is none", Docs.Annotation("frontend-nlb-listener-port-mapping"), PortMappings),
        Fails("ALB626", "An address pool that is none", Docs.Annotation("customer-owned-ipv4-pool"), Pools),
    ];

    private static IEnumerable<LintFault> WebAcls(LintWorld world) => world.Ours
        .Select(ingress => (ingress, arn: ingress.Find("wafv2-acl-arn")))
        .Where(found => found.arn is { Length: > 0 } and not "none" && !WebAcl().IsMatch(found.arn))
        .Select(found => found.ingress.Fault(
            "wafv2-acl-arn",
            $"wafv2-acl-arn '{found.arn}' is {(found.arn!.Contains(":global/", StringComparison.Ordinal) ? "of scope CLOUDFRONT" : "no ARN of a web ACL")}",
            "give the ARN of a web ACL of scope REGIONAL: arn:aws:wafv2:REGION:ACCOUNT:regional/webacl/NAME/ID, or none"));

    private static IEnumerable<LintFault> ArnAndName(LintWorld world) => world.Ours
        .Where(ingress => ingress.Find("wafv2-acl-arn") is { Length: > 0 } && ingress.Find("wafv2-acl-name") is { Length: > 0 })
        .Select(ingress => ingress.Fault(
            "wafv2-acl-name", $"the web ACL is given by ARN and by name ({ingress.Find("wafv2-acl-name")}); the ARN wins", "remove one of them"));

    private static IEnumerable<LintFault> Capacities(LintWorld world)
    {
        foreach (var ingress in world.Ours)
        {
            if (ingress.Find("minimum-load-balancer-capacity") is not { Length: > 0 } raw)
            {
                continue;
            }

            var map = Lenient.Read(() => ingress.Annotations.FindMap("minimum-load-balancer-capacity"));
            if (map is null || map.Any(pair => pair.Key != "CapacityUnits" || !int.TryParse(pair.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            {
                yield return ingress.Fault("minimum-load-balancer-capacity", $"minimum-load-balancer-capacity is '{raw}'", "write CapacityUnits=NUMBER; 0 ends the reservation");
            }
        }
    }

    private static bool HasNlb(LintWorld world, LintIngress ingress) =>
        world.GroupWith(ingress).Members.Any(member => member.FindBoolean("enable-frontend-nlb") == true);

    private static IEnumerable<LintFault> NlbOff(LintWorld world)
    {
        foreach (var ingress in world.Ours.Where(ingress => !HasNlb(world, ingress)))
        {
            if (ListenerRules.Suffixes(ingress, "frontend-nlb-").FirstOrDefault(suffix => AnnotationCatalog.Find(suffix) is not null) is { } suffix)
            {
                yield return ingress.Fault(suffix, $"{suffix} is set, and enable-frontend-nlb is not: there is no NLB", "add enable-frontend-nlb: \"true\", or remove it");
            }
        }
    }

    private static IEnumerable<LintFault> InternalEips(LintWorld world) => world.Ours
        .Where(ingress => HasNlb(world, ingress) && ingress.Annotations.FindStrings("frontend-nlb-eip-allocations") is { Count: > 0 } &&
            world.GroupWith(ingress).Members.All(member => member.Find("frontend-nlb-scheme") is null or "internal"))
        .Select(ingress => ingress.Fault(
            "frontend-nlb-eip-allocations", "EIP allocations can only be set for internet facing load balancers", "add frontend-nlb-scheme: internet-facing"));

    private static IEnumerable<LintFault> PortMappings(LintWorld world)
    {
        const string suffix = "frontend-nlb-listener-port-mapping";
        foreach (var ingress in world.Ours.Where(ingress => ingress.Find(suffix) is { Length: > 0 }))
        {
            var map = Lenient.Read(() => ingress.Annotations.FindMap(suffix));
            var bad = map?.FirstOrDefault(pair => !IsPort(pair.Key) || !IsPort(pair.Value)).Key;
            if (map is null || bad is not null)
            {
                yield return ingress.Fault(suffix, $"{suffix} is '{ingress.Find(suffix)}'", "write NLB-PORT=ALB-PORT pairs, for example 80=443");
            }
            else if (ingress.Ports is { } ports && map.Values.FirstOrDefault(port => !ports.ContainsKey(int.Parse(port, CultureInfo.InvariantCulture))) is { } missing)
            {
                yield return ingress.Fault(
                    suffix,
                    $"{suffix} leads to port {missing} of the ALB, which listens on {string.Join(", ", ports.Keys)}",
                    "name a port of listen-ports behind the equals sign");
            }
        }
    }

    private static bool IsPort(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535;

    private static IEnumerable<LintFault> Pools(LintWorld world) => world.Ours
        .Where(ingress => ingress.Find("customer-owned-ipv4-pool") is { } pool && pool.Trim().Length > 0 && !pool.StartsWith("ipv4pool-coip-", StringComparison.Ordinal))
        .Select(ingress => ingress.Fault(
            "customer-owned-ipv4-pool", $"customer-owned-ipv4-pool is '{ingress.Find("customer-owned-ipv4-pool")}'", "give the id of a pool, ipv4pool-coip-…"));

    [GeneratedRegex(@"\Aarn:aws[-a-z]*:wafv2:[a-z0-9-]+:\d{12}:regional/webacl/[^/]+/[^/]+\z")]
    private static partial Regex WebAcl();
}
