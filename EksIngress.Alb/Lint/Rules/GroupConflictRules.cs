using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Settings that a group has once: members that disagree stop the whole group.</summary>
internal static class GroupConflictRules
{
    private static readonly string[] OtherExclusive =
    [
        "wafv2-acl-arn", "wafv2-acl-name", "waf-acl-id", "web-acl-id", "shield-advanced-protection", "customer-owned-ipv4-pool",
        "minimum-load-balancer-capacity", "ipam-ipv4-pool-id", "enable-frontend-nlb", "frontend-nlb-scheme", "frontend-nlb-subnets",
        "frontend-nlb-security-groups", "frontend-nlb-eip-allocations", "frontend-nlb-tags", "frontend-nlb-attributes",
    ];

    public static IReadOnlyList<LintRule> All =>
    [
        Conflict("ALB050", "scheme", IngressAnnotations.Scheme, member => member.ClassParams?.Scheme),
        Conflict("ALB051", "name of the load balancer", IngressAnnotations.LoadBalancerName, member => member.ClassParams?.LoadBalancerName),
        Conflict("ALB052", "IP address type", IngressAnnotations.IpAddressType, member => member.ClassParams?.IpAddressType),
        Conflict("ALB053", "redirect to HTTPS", IngressAnnotations.SslRedirect, member => member.ClassParams?.SslRedirectPort),
        Fails("ALB054", "Members disagree on the subnets", Docs.Annotation("subnets"), world => Members(world, IngressAnnotations.Subnets, Subnets)),
        Conflict("ALB055", "security groups", IngressAnnotations.SecurityGroups, _ => null),
        Conflict("ALB056", "rules of the targets' security groups", IngressAnnotations.ManageBackendSecurityGroupRules, _ => null),
        Fails("ALB057", "Members disagree on an attribute of the load balancer", Docs.Annotation("load-balancer-attributes"), LoadBalancerAttributes),
        Fails("ALB058", "Members disagree on a tag", Docs.Annotation("tags"), Tags),
        Fails("ALB059", "Members disagree on the protocol of a port", Docs.Annotation("listen-ports"), Protocols),
        Fails("ALB060", "Members disagree on the TLS policy of a port", Docs.Annotation("ssl-policy"),
            world => Ports(world, IngressAnnotations.SslPolicy, member => member.ClassParams?.SslPolicy is { Length: > 0 } policy ? policy : member.Find(IngressAnnotations.SslPolicy), "HTTPS")),
        Fails("ALB061", "Members disagree on who may connect to a port", Docs.Annotation("inbound-cidrs"),
            world => Ports(world, IngressAnnotations.InboundCidrs, Cidrs, null)),
        Fails("ALB062", "Members disagree on the prefix lists of a port", Docs.Annotation("security-group-prefix-lists"),
            world => Ports(world, IngressAnnotations.SecurityGroupPrefixLists, member => AsSet(member.Annotations.FindStrings(IngressAnnotations.SecurityGroupPrefixLists)), null)),
        Fails("ALB063", "Members disagree on an attribute of a listener", Docs.Annotation("listener-attributes"), ListenerAttributes),
        Fails("ALB064", "Two default backends on one listener", Docs.KubernetesIngress + "#default-backend", DefaultBackends),
        Fails("ALB065", "Members disagree on an add-on", Docs.AnnotationsPage,
            world => OtherExclusive.SelectMany(suffix => Members(world, suffix, member => member.Find(suffix)))),
        Fails("ALB066", "Members disagree on mutual TLS of a port", Docs.Annotation("mutual-authentication"),
            world => Ports(world, "mutual-authentication", member => member.Find("mutual-authentication"), "HTTPS")),
    ];

    private static LintRule Conflict(string code, string what, string suffix, Func<LintIngress, string?> fromClass) => Fails(
        code,
        $"Members disagree on the {what}",
        Docs.Annotation(suffix),
        world => Members(world, suffix, member => fromClass(member) is { Length: > 0 } value ? value : member.Find(suffix)));

    private static IEnumerable<LintFault> Members(LintWorld world, string suffix, Func<LintIngress, string?> read) =>
        world.Groups.SelectMany(group => Disagreements(group, group.Members, suffix, read, ""));

    private static IEnumerable<LintFault> Ports(LintWorld world, string suffix, Func<LintIngress, string?> read, string? protocol) =>
        world.Groups.SelectMany(group => group.Listeners
            .Where(listener => protocol is null || listener.Protocol == protocol)
            .SelectMany(listener => Disagreements(group, listener.Members, suffix, read, $" for port {listener.Port}"))
            .DistinctBy(fault => (fault.Object, fault.Field)));

    private static IEnumerable<LintFault> Disagreements(
        LintGroup group, IReadOnlyList<LintIngress> members, string suffix, Func<LintIngress, string?> read, string where)
    {
        var set = members.Select(member => (member, value: read(member))).Where(pair => pair.value is not null).ToList();
        foreach (var (member, value) in set.Where(pair => pair.value != set[0].value))
        {
            yield return member.Fault(
                suffix,
                $"group {group.Id}: {suffix}{where} is '{value}' here and '{set[0].value}' at {set[0].member.Key}",
                $"set {suffix} at one member, or to the same value at all that set it");
        }
    }

    private static string? Subnets(LintIngress member) => member.ClassParams?.Subnets is null
        ? AsSet(member.Annotations.FindStrings(IngressAnnotations.Subnets))
        : $"IngressClassParams {member.Classified.ClassParams!.Metadata.Name}";

    private static string? Cidrs(LintIngress member) => member.ClassParams?.InboundCidrs is { Count: > 0 } fromClass
        ? AsSet(fromClass)
        : AsSet(member.Annotations.FindStrings(IngressAnnotations.InboundCidrs));

    private static string? AsSet(IReadOnlyList<string>? values) =>
        values is not { Count: > 0 } ? null : string.Join(',', values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static IEnumerable<LintFault> LoadBalancerAttributes(LintWorld world) => world.Groups.SelectMany(group =>
    {
        var settled = (group.Members[0].ClassParams?.LoadBalancerAttributes ?? []).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        return Keys(group, group.Members, IngressAnnotations.LoadBalancerAttributes, settled);
    });

    private static IEnumerable<LintFault> Tags(LintWorld world) => world.Groups.SelectMany(group =>
        Keys(group, group.Members, IngressAnnotations.Tags, world.Configuration.DefaultTags.Keys.ToHashSet(StringComparer.Ordinal)));

    private static IEnumerable<LintFault> ListenerAttributes(LintWorld world) => world.Groups.SelectMany(group =>
        group.Listeners.SelectMany(listener => Keys(
            group, listener.Members, $"{IngressAnnotations.ListenerAttributes}.{listener.Protocol}-{listener.Port}", [])));

    private static IEnumerable<LintFault> Keys(LintGroup group, IReadOnlyList<LintIngress> members, string suffix, HashSet<string> settled)
    {
        var seen = new Dictionary<string, (LintIngress Member, string Value)>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            foreach (var (key, value) in Lenient.Read(() => member.Annotations.FindMap(suffix)) ?? NoStrings.Map)
            {
                if (!seen.TryAdd(key, (member, value)) && seen[key].Value != value && !settled.Contains(key))
                {
                    yield return member.Fault(
                        suffix,
                        $"group {group.Id}: {key} is '{value}' here and '{seen[key].Value}' at {seen[key].Member.Key}",
                        $"set {key} at one member, or to the same value at all that set it");
                }
            }
        }
    }

    private static IEnumerable<LintFault> Protocols(LintWorld world)
    {
        foreach (var group in world.Groups)
        {
            foreach (var listener in group.Listeners)
            {
                foreach (var member in listener.Members.Where(member => member.Ports![listener.Port] != listener.Protocol))
                {
                    yield return member.Fault(
                        IngressAnnotations.ListenPorts,
                        $"group {group.Id}: port {listener.Port} is {member.Ports![listener.Port]} here and {listener.Protocol} at {listener.Members[0].Key}",
                        "use one protocol for a port in all members, or another port");
                }
            }
        }
    }

    private static IEnumerable<LintFault> DefaultBackends(LintWorld world)
    {
        foreach (var group in world.Groups)
        {
            foreach (var listener in group.WithRules)
            {
                var members = listener.Members.Where(member => member.Spec.DefaultBackend is not null).ToList();
                foreach (var member in members.Skip(1))
                {
                    yield return member.Object.Fault(
                        "/spec/defaultBackend",
                        $"group {group.Id}: {string.Join(" and ", members.Select(found => found.Key))} all have a default backend for port {listener.Port}",
                        "leave spec.defaultBackend at one member; give the others a rule for path / of type Prefix");
                }
            }
        }
    }
}
