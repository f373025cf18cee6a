using EksIngress.Alb.Annotations;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Who may connect.</summary>
internal static class CidrRules
{
    public static IReadOnlyList<LintRule> All =>
    [
        Fails("ALB240", "A CIDR block that is none", Docs.Annotation("inbound-cidrs"), NoBlocks),
        Warns("ALB241", "A CIDR block that is not canonical", Docs.Ec2SecurityGroupRules, NotCanonical),
        Warns("ALB242", "Inbound CIDR blocks beside security groups", Docs.Annotation("inbound-cidrs"), world => Ignored(world, IngressAnnotations.InboundCidrs)),
        Warns("ALB243", "Prefix lists beside security groups", Docs.Annotation("security-group-prefix-lists"), world => Ignored(world, IngressAnnotations.SecurityGroupPrefixLists)),
        Warns("ALB244", "IPv6 blocks for a load balancer without IPv6", Docs.Annotation("ip-address-type"), UnusedIpv6),
        Warns("ALB245", "A dual-stack load balancer closed for IPv6", Docs.Annotation("inbound-cidrs"), ClosedForIpv6),
        Fails("ALB246", "A prefix list that is none", Docs.Annotation("security-group-prefix-lists"), PrefixLists),
        Warns("ALB247", "Everybody among the blocks", Docs.Annotation("inbound-cidrs"), Everybody),
    ];

    private static IEnumerable<(LintIngress Ingress, IReadOnlyList<string> Blocks)> Annotated(LintWorld world) => world.Ours
        .Where(ingress => ingress.ClassParams?.InboundCidrs is not { Count: > 0 })
        .Select(ingress => (ingress, blocks: ingress.Annotations.FindStrings(IngressAnnotations.InboundCidrs)))
        .Where(found => found.blocks is { Count: > 0 })
        .Select(found => (found.ingress, found.blocks!));

    private static bool HasSecurityGroups(LintIngress ingress) => ingress.Annotations.FindStrings(IngressAnnotations.SecurityGroups) is { Count: > 0 };

    private static LintFault Fault(LintIngress ingress, string message, string fix) => ingress.Fault(IngressAnnotations.InboundCidrs, message, fix);

    private static IEnumerable<LintFault> NoBlocks(LintWorld world) => Annotated(world)
        .SelectMany(found => found.Blocks.Where(block => CidrText.Canonical(block) is null).Select(block => Fault(
            found.Ingress, $"inbound-cidrs has '{block}', which is no CIDR block", CidrText.Fix(block))));

    private static IEnumerable<LintFault> NotCanonical(LintWorld world) => Annotated(world)
        .SelectMany(found => found.Blocks.Where(block => CidrText.Canonical(block) is { } canonical && canonical != block).Select(block => Fault(
            found.Ingress,
            $"inbound-cidrs has {block}, whose address has bits behind the prefix; EC2 keeps {CidrText.Canonical(block)}, and the controller finds a difference at each run",
            CidrText.Fix(block))));

    private static IEnumerable<LintFault> Ignored(LintWorld world, string suffix) => world.Ours
        .Where(ingress => HasSecurityGroups(ingress) && ingress.Annotations.FindStrings(suffix) is { Count: > 0 })
        .Select(ingress => ingress.Fault(
            suffix,
            $"{suffix} is ignored, because security-groups names {ingress.Find(IngressAnnotations.SecurityGroups)}",
            "put the addresses into the rules of those security groups, or remove security-groups"));

    private static string IpAddressType(LintWorld world, LintIngress ingress) => world.GroupWith(ingress).Members
        .Select(member => member.ClassParams?.IpAddressType is { Length: > 0 } fromClass ? fromClass : member.Find(IngressAnnotations.IpAddressType))
        .FirstOrDefault(type => type is not null) ?? "ipv4";

    private static IEnumerable<LintFault> UnusedIpv6(LintWorld world) => Annotated(world)
        .Where(found => !HasSecurityGroups(found.Ingress) && IpAddressType(world, found.Ingress) == "ipv4" && found.Blocks.Any(CidrText.IsIpv6))
        .Select(found => Fault(
            found.Ingress,
            $"inbound-cidrs has IPv6 blocks ({string.Join(", ", found.Blocks.Where(CidrText.IsIpv6))}), and the load balancer is ipv4: no rule is made of them{(found.Blocks.All(CidrText.IsIpv6) ? ", and nobody can connect" : "")}",
            "add ip-address-type: dualstack, or IPv4 blocks"));

    private static IEnumerable<LintFault> ClosedForIpv6(LintWorld world) => Annotated(world)
        .Where(found => !HasSecurityGroups(found.Ingress) && IpAddressType(world, found.Ingress) != "ipv4" && !found.Blocks.Any(CidrText.IsIpv6))
        .Select(found => Fault(
            found.Ingress,
            $"the load balancer has IPv6 addresses, and inbound-cidrs ({string.Join(", ", found.Blocks)}) lets nobody in over IPv6; clients that try it first wait",
            "add IPv6 blocks, or use ip-address-type: ipv4"));

    private static IEnumerable<LintFault> PrefixLists(LintWorld world) => world.Ours
        .SelectMany(ingress => (ingress.Annotations.FindStrings(IngressAnnotations.SecurityGroupPrefixLists) ?? [])
            .Where(list => !list.StartsWith("pl-", StringComparison.Ordinal))
            .Select(list => ingress.Fault(
                IngressAnnotations.SecurityGroupPrefixLists, $"'{list}' is no id of a prefix list", "give ids, which begin with pl-; names are not looked up")));

    private static IEnumerable<LintFault> Everybody(LintWorld world) => Annotated(world)
        .Where(found => !HasSecurityGroups(found.Ingress) && found.Blocks.Contains("0.0.0.0/0", StringComparer.Ordinal) && found.Blocks.Count(block => !CidrText.IsIpv6(block)) > 1)
        .Select(found => Fault(
            found.Ingress, $"inbound-cidrs lists 0.0.0.0/0 beside narrower blocks ({string.Join(", ", found.Blocks)}), so everybody may connect", "remove 0.0.0.0/0"));
}
