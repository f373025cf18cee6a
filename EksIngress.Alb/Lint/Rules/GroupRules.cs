using System.Text.RegularExpressions;
using EksIngress.Alb.Annotations;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Membership of Ingress groups.</summary>
internal static partial class GroupRules
{
    private const int MaximumNameLength = 63;
    private const int MaximumOrder = 1000;

    public static IReadOnlyList<LintRule> All =>
    [
        Fails("ALB040", "A group name that is none", Docs.Annotation("group.name"), Names),
        Fails("ALB041", "A group order out of range", Docs.Annotation("group.order"), Orders),
        Warns("ALB042", "An order without a group", Docs.Annotation("group.order"), OrderWithoutGroup),
        Warns("ALB043", "A member that is not on the listeners of its group", Docs.Issue(2471), MissingListeners),
        Warns("ALB044", "One host on two load balancers", Docs.Annotation("group.name"), HostOnTwo),
    ];

    private static IEnumerable<LintFault> Names(LintWorld world)
    {
        foreach (var ingress in world.Ours)
        {
            if (ingress.Find(IngressAnnotations.GroupName) is { } name && ingress.ClassParams?.Group is null &&
                (name.Length > MaximumNameLength || !Name().IsMatch(name)))
            {
                yield return ingress.Fault(
                    IngressAnnotations.GroupName,
                    name.Length > MaximumNameLength ? $"group name {name} has {name.Length} characters" : $"group name '{name}' is none",
                    $"use up to {MaximumNameLength} lower case letters, digits, '-' and '.', with a letter or digit at both ends");
            }
        }
    }

    private static IEnumerable<LintFault> Orders(LintWorld world)
    {
        foreach (var ingress in world.Ours)
        {
            if (Lenient.Read(() => (object?)ingress.Annotations.FindInt32(IngressAnnotations.GroupOrder)) is int order and (< -MaximumOrder or > MaximumOrder))
            {
                yield return ingress.Fault(
                    IngressAnnotations.GroupOrder,
                    $"group.order {order} is not from -{MaximumOrder} to {MaximumOrder}; the whole group stops loading",
                    $"use an order from -{MaximumOrder} to {MaximumOrder}; lower comes first");
            }
        }
    }

    private static IEnumerable<LintFault> OrderWithoutGroup(LintWorld world) => world.Ours
        .Where(ingress => ingress.Find(IngressAnnotations.GroupOrder) is not null && !world.GroupWith(ingress).Id.IsExplicit)
        .Select(ingress => ingress.Fault(
            IngressAnnotations.GroupOrder,
            "group.order is set and group.name is not: the Ingress has a load balancer of its own",
            "add group.name, or remove group.order"));

    private static IEnumerable<LintFault> MissingListeners(LintWorld world)
    {
        foreach (var group in world.Groups.Where(group => group.Members.Count > 1))
        {
            var all = group.Listeners.Select(listener => listener.Port).ToHashSet();
            foreach (var member in group.Members.Where(member => member.Find(IngressAnnotations.ListenPorts) is null && member.Ports is not null))
            {
                var missing = all.Except(member.Ports!.Keys).Order().ToList();
                if (missing.Count > 0)
                {
                    var ports = string.Join(", ", missing.Select(port => $"{group.Listeners.First(listener => listener.Port == port).Protocol} {port}"));
                    yield return member.Object.Fault(
                        JsonPointer.Annotations,
                        $"group {group.Id} also listens on {ports}, and {member.Key} has no rules there: without listen-ports it is on {string.Join(", ", member.Ports.Select(port => $"{port.Value} {port.Key}"))} only",
                        $"give it the listen-ports of the others: '[{string.Join(", ", group.Listeners.Select(listener => $"{{\"{listener.Protocol}\": {listener.Port}}}"))}]'");
                }
            }
        }
    }

    private static IEnumerable<LintFault> HostOnTwo(LintWorld world)
    {
        var uses = world.Groups
            .SelectMany(group => group.Members.SelectMany(member => member.PathRules.Select(rule => (group, rule))))
            .Where(use => use.rule.Block.Host.Length > 0)
            .GroupBy(use => (use.rule.Block.Host, Scheme: SchemeOf(use.group)));
        foreach (var use in uses)
        {
            foreach (var other in use.GroupBy(pair => pair.group.Id).Skip(1))
            {
                var rule = other.First().rule;
                yield return rule.Ingress.Object.Fault(
                    JsonPointer.Of("spec", "rules", rule.BlockIndex, "host"),
                    $"host {use.Key.Host} is also served by the load balancer of {use.First().group.Id}; a DNS name points to one of them",
                    "give both Ingresses the same group.name, or different hosts");
            }
        }
    }

    // A public and an internal load balancer may well serve one name, in two zones of DNS.
    private static string SchemeOf(LintGroup group) =>
        group.Members.Select(member => member.ClassParams?.Scheme ?? member.Find(IngressAnnotations.Scheme)).FirstOrDefault(scheme => scheme is not null) ?? "";

    [GeneratedRegex(@"\A([a-z0-9][-a-z0-9.]*)?[a-z0-9]\z")]
    private static partial Regex Name();
}
