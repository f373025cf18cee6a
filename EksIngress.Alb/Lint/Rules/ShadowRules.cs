using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Matching;
using EksIngress.Alb.Rules;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Rules that no request reaches, each with the shortest request that shows it.</summary>
internal static class ShadowRules
{
    public static IReadOnlyList<LintRule> All =>
    [
        Warns("ALB340", "A rule that is never reached", Docs.IngressSpec, world => Unreached(world, Reason.EarlierRule)),
        Warns("ALB341", "Rules for any host before rules for a host", Docs.IngressSpec, world => Unreached(world, Reason.AnyHostFirst)),
        Warns("ALB342", "Names decide which of two Ingresses wins", Docs.Annotation("group.order"), world => Unreached(world, Reason.SameOrder)),
        Warns("ALB343", "A redirect to itself", Docs.Annotation("actions"), Loops),
    ];

    private enum Reason
    {
        EarlierRule,
        AnyHostFirst,
        SameOrder,
    }

    private static IEnumerable<LintFault> Unreached(LintWorld world, Reason reason) =>
        Find(world).Where(found => ReasonOf(found) == reason).Select(ToFault);

    private static Reason ReasonOf(Unreachable found)
    {
        var (rule, earlier) = (found.Rule, found.By[0]);
        if (found.By.Any(by => by.Ingress != rule.Ingress) && found.By.All(by => by.Ingress == rule.Ingress || LintGroup.OrderOf(by.Ingress) == LintGroup.OrderOf(rule.Ingress)))
        {
            return Reason.SameOrder;
        }

        return rule.Block.Host.Length > 0 && !HasHost(earlier) ? Reason.AnyHostFirst : Reason.EarlierRule;
    }

    private static bool HasHost(LintPathRule rule) => rule.Conditions!.OfType<RuleCondition.HostHeader>().Any();

    private static LintFault ToFault(Unreachable found)
    {
        var rule = found.Rule;
        var by = string.Join(" and ", found.By.Select(earlier => $"'{earlier}'"));
        var other = found.By.FirstOrDefault(earlier => earlier.Ingress != rule.Ingress)?.Ingress;
        var (message, fix) = ReasonOf(found) switch
        {
            not Reason.SameOrder when other is not null => (
                $"the rule is never reached: {by} comes first (group.order {LintGroup.OrderOf(other)}); {found.Witness} ends there",
                $"give {rule.Ingress.Key} a lower group.order than {other.Key}"),
            Reason.AnyHostFirst => (
                $"the rule is never reached: {by} stands before it and is for any host; {found.Witness} ends there",
                "move the block without host behind the blocks with hosts: blocks keep the order of the file"),
            Reason.SameOrder => (
                $"the rule is never reached: {by} comes first only because of its name (both have group.order {LintGroup.OrderOf(rule.Ingress)}); {found.Witness} ends there",
                "give the Ingress with the narrower rules a lower group.order"),
            _ => (
                $"the rule is never reached: {by} takes its requests first; {found.Witness} ends there",
                "put the narrower rule before the wider one, or remove one of them"),
        };
        return rule.Fault(message, fix);
    }

    /// <summary>Rules that are unreachable on every listener that has them.</summary>
    private static IEnumerable<Unreachable> Find(LintWorld world)
    {
        foreach (var group in world.Groups)
        {
            var dead = group.WithRules.Select(listener => FindOn(listener).ToDictionary(found => found.Rule)).ToList();
            var built = group.WithRules.Select(listener => Built(listener).ToHashSet()).ToList();
            foreach (var rule in group.Members.SelectMany(member => member.PathRules))
            {
                var places = Enumerable.Range(0, built.Count).Where(i => built[i].Contains(rule)).ToList();
                if (places.Count > 0 && places.All(i => dead[i].ContainsKey(rule)))
                {
                    yield return dead[places[0]][rule];
                }
            }
        }
    }

    // The controller leaves out what redirects to itself; such a rule takes nothing and is no loss.
    private static IEnumerable<LintPathRule> Built(LintListener listener) =>
        listener.Rules.Where(rule => rule.Conditions is not null && !RedirectsToItself(listener, rule));

    private static bool RedirectsToItself(LintListener listener, LintPathRule rule) => rule.Redirect is { } redirect &&
        RuleOptimizer.Optimize(listener.Port, listener.Protocol, [new RuleDraft(
            rule.Conditions!,
            [new ListenerAction.Redirect(redirect.Host, redirect.Path, redirect.Port, redirect.Protocol, redirect.Query, redirect.StatusCode)],
            NoStrings.Map)]).Count == 0;

    private static IEnumerable<Unreachable> FindOn(LintListener listener)
    {
        var earlier = new List<Compiled>();
        var amongSingleWildcards = false;
        foreach (var rule in Built(listener))
        {
            if (WitnessRequests.Of(rule.Conditions!, amongSingleWildcards) is { } requests)
            {
                var takers = requests.Select(request => earlier.Find(candidate => candidate.Takes(request))?.Rule).ToList();
                if (takers.TrueForAll(taker => taker is not null))
                {
                    var witness = requests
                        .OrderBy(request => request.IsMadeUp)
                        .ThenBy(request => request.Length)
                        .First();
                    var by = takers.Distinct().Select(taker => taker!).ToList();
                    yield return new Unreachable(rule, by, witness.Describe(
                        listener.Protocol,
                        listener.Port,
                        anyHost: !HasHost(rule),
                        anySource: !rule.Conditions!.OfType<RuleCondition.SourceIp>().Any()));
                }
            }

            if (Compiled.TryCreate(rule) is { } compiled)
            {
                earlier.Add(compiled);
                amongSingleWildcards |= rule.Conditions!.SelectMany(ConditionRules.PlainValues).Any(value => value.Contains('?', StringComparison.Ordinal));
            }
        }
    }

    private static IEnumerable<LintFault> Loops(LintWorld world)
    {
        foreach (var group in world.Groups)
        {
            foreach (var rule in group.Members.SelectMany(member => member.PathRules).Where(rule => rule is { Redirect: not null, Conditions: not null }))
            {
                var listeners = group.WithRules.Where(listener => listener.Members.Contains(rule.Ingress)).ToList();
                if (listeners.Count > 0 && listeners.TrueForAll(listener => RedirectsToItself(listener, rule)) && !RedirectText.ChangesNothing(rule.Redirect!))
                {
                    yield return rule.Fault(
                        $"the redirect leads back to the same rule on {string.Join(", ", listeners.Select(listener => $"{listener.Protocol} {listener.Port}"))}; the controller leaves the rule out",
                        "redirect to another host, path, port or protocol than the rule matches");
                }
            }
        }
    }

    /// <param name="By">Earlier rules that take its requests, the first of them first.</param>
    private sealed record Unreachable(LintPathRule Rule, IReadOnlyList<LintPathRule> By, string Witness);

    private sealed class Compiled(LintPathRule rule, IReadOnlyList<CompiledCondition> conditions)
    {
        public LintPathRule Rule { get; } = rule;

        // A rule that ELBv2 would refuse takes nothing from others.
        public static Compiled? TryCreate(LintPathRule rule) =>
            Lenient.Read(() => new Compiled(rule, [.. rule.Conditions!.Select(CompiledCondition.Compile)]));

        public bool Takes(WitnessRequest request) => conditions.All(condition => condition.IsMatch(request));
    }
}
