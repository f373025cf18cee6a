using System.Globalization;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Stacks;
using EksIngress.Emulator.LoadBalancerController.Aws;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>
/// Makes the rules of a listener what they should be in the upstream controller's order of calls: rules with the same content keep their ARN
/// and move, all at once; changed ones are modified in place; new ones are made before surplus ones go. As upstream, a path can be without a
/// rule for a moment: when the rule at its place is modified to serve another before the one for it is made elsewhere.
/// </summary>
internal sealed class RuleDeployer(
    IAmazonElasticLoadBalancingV2 elb, ElbResources resources, ControllerConfiguration configuration, TimeProvider time)
{
    private const int LowestPriority = 50_000;

    private static readonly TimeSpan ListenerLimit = TimeSpan.FromSeconds(20);

    public async Task DeployAsync(IngressStack stack, int port, StackArns arns, CancellationToken cancellationToken)
    {
        var listenerArn = arns.Resolve(ResourceTypes.ListenerArn(port));
        var observed = (await resources.RulesOfAsync(listenerArn, cancellationToken)).ToList();
        var count = observed.Count;
        var desired = stack.Rules.Where(rule => rule.ListenerPort == port).Select(rule => new DesiredRule(
            rule,
            TrackingTags.OfResource(configuration.ClusterName, stack.Id, rule.ResourceId, rule.Tags),
            new CreateRuleRequest
            {
                ListenerArn = listenerArn,
                Priority = rule.Priority,
                Conditions = ElbTranslation.Conditions(rule.Conditions),
                Actions = ElbTranslation.Actions(rule.Actions, arns, configuration.WeightedTargetGroups),
                Transforms = TransformTranslation.Transforms(rule.Transforms),
                Tags = configuration.ListenerRulesTagging
                    ? [.. TrackingTags.OfResource(configuration.ClusterName, stack.Id, rule.ResourceId, rule.Tags)
                        .Select(tag => new Tag { Key = tag.Key, Value = tag.Value })]
                    : null,
            })).ToList();

        var kept = TakeSame(desired, observed);
        var modified = TakeByPriority(desired, observed);
        var surplus = observed.OrderBy(PriorityOf).ToList();
        var moved = kept.Where(pair => PriorityOf(pair.Observed) != pair.Desired.Spec.Priority).ToList();

        await MoveAsync(moved, surplus, cancellationToken);
        foreach (var (wanted, rule) in modified)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "ModifyRule", elb.ModifyRuleAsync(
                new ModifyRuleRequest
                {
                    RuleArn = rule.Resource.RuleArn,
                    Conditions = wanted.Request.Conditions,
                    Actions = wanted.Request.Actions,
                    Transforms = wanted.Request.Transforms,

                    // No transforms in a request leave those that are there.
                    ResetTransforms = wanted.Spec.Transforms.Count == 0 ? true : null,
                },
                cancellationToken));
        }

        await CreateAndDeleteAsync([.. desired.OrderBy(wanted => wanted.Spec.Priority)], surplus, count, cancellationToken);
        foreach (var (wanted, rule) in configuration.ListenerRulesTagging ? [.. moved, .. kept.Except(moved), .. modified] : Array.Empty<(DesiredRule, Tagged<Rule>)>())
        {
            await resources.ReconcileTagsAsync(rule.Resource.RuleArn, rule.Tags, wanted.Tags, cancellationToken);
        }
    }

    // Takes out of both what is the same wherever it stands.
    private static List<(DesiredRule Desired, Tagged<Rule> Observed)> TakeSame(List<DesiredRule> desired, List<Tagged<Rule>> observed)
    {
        var candidates = observed.ConvertAll(rule => new ObservedRule(rule));
        var taken = new List<(DesiredRule Desired, Tagged<Rule> Observed)>();
        foreach (var wanted in desired)
        {
            if (candidates.FindIndex(wanted.IsSame) is >= 0 and var index)
            {
                taken.Add((wanted, candidates[index].Rule));
                candidates.RemoveAt(index);
            }
        }

        desired.RemoveAll(wanted => taken.Exists(pair => ReferenceEquals(pair.Desired, wanted)));
        observed.RemoveAll(rule => taken.Exists(pair => ReferenceEquals(pair.Observed, rule)));
        return taken;
    }

    // Takes out of both what stands at one place and is not the same.
    private static List<(DesiredRule Desired, Tagged<Rule> Observed)> TakeByPriority(List<DesiredRule> desired, List<Tagged<Rule>> observed)
    {
        var byPriority = observed.ToDictionary(PriorityOf);
        var taken = desired.OrderBy(wanted => wanted.Spec.Priority)
            .Where(wanted => byPriority.ContainsKey(wanted.Spec.Priority))
            .Select(wanted => (Desired: wanted, Observed: byPriority[wanted.Spec.Priority]))
            .ToList();
        desired.RemoveAll(wanted => byPriority.ContainsKey(wanted.Spec.Priority));
        observed.RemoveAll(rule => taken.Exists(pair => ReferenceEquals(pair.Observed, rule)));
        return taken;
    }

    // One call moves them all at once. Those that nobody wants any more go to the end, in their order, so that others can take their places.
    private async Task MoveAsync(
        List<(DesiredRule Desired, Tagged<Rule> Observed)> moved, List<Tagged<Rule>> surplus, CancellationToken cancellationToken)
    {
        if (moved.Count == 0)
        {
            return;
        }

        var moves = moved.Select(pair => new RulePriorityPair { RuleArn = pair.Observed.Resource.RuleArn, Priority = pair.Desired.Spec.Priority });
        var pushed = surplus.OrderByDescending(PriorityOf)
            .Select((rule, index) => new RulePriorityPair { RuleArn = rule.Resource.RuleArn, Priority = LowestPriority - index });
        await AwsCalls.InvokeAsync(AwsCalls.Elb, "SetRulePriorities", elb.SetRulePrioritiesAsync(
            new SetRulePrioritiesRequest { RulePriorities = [.. pushed, .. moves] }, cancellationToken));
    }

    // All that are new come before any goes. At the limit there is no room for that: then one goes for each that comes.
    private async Task CreateAndDeleteAsync(List<DesiredRule> missing, List<Tagged<Rule>> surplus, int count, CancellationToken cancellationToken)
    {
        int? limit = null;
        for (var (created, deleted) = (0, 0); created < missing.Count || deleted < surplus.Count;)
        {
            if (created < missing.Count && count != limit)
            {
                try
                {
                    await CreateAsync(missing[created], cancellationToken);
                }
                catch (AwsCallException exception) when (exception.Code == "TooManyRules" && limit is null)
                {
                    limit = count;
                    continue;
                }

                created++;
                count++;
            }
            else if (deleted < surplus.Count)
            {
                await DeleteAsync(surplus[deleted], cancellationToken);
                deleted++;
                count--;
            }
            else
            {
                throw new AlbModelException("Unable to synthesize listener rules, there's too many attached.");
            }
        }
    }

    // A listener that was just made is not known everywhere at once.
    private Task CreateAsync(DesiredRule wanted, CancellationToken cancellationToken) => Retrying.WhileAsync(
        "failed to create listener rule",
        "ListenerNotFound",
        ListenerLimit,
        () => AwsCalls.InvokeAsync(AwsCalls.Elb, "CreateRule", elb.CreateRuleAsync(wanted.Request, cancellationToken)),
        time,
        cancellationToken);

    private Task DeleteAsync(Tagged<Rule> rule, CancellationToken cancellationToken) => AwsCalls.InvokeAsync(
        AwsCalls.Elb, "DeleteRule", elb.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = rule.Resource.RuleArn }, cancellationToken));

    private static int PriorityOf(Tagged<Rule> rule) => int.Parse(rule.Resource.Priority, CultureInfo.InvariantCulture);

    private sealed record DesiredRule(ListenerRuleSpec Spec, IReadOnlyDictionary<string, string> Tags, CreateRuleRequest Request)
    {
        private readonly bool _hasStickiness = SettingsText.HasStickiness(Request.Actions);
        private readonly string _actions = SettingsText.Of(Request.Actions, withStickiness: true);
        private readonly string _others = OthersOf(Request.Conditions, Request.Transforms);

        public bool IsSame(ObservedRule observed) =>
            observed.Others == _others && (_hasStickiness ? observed.Actions : observed.ActionsWithoutStickiness) == _actions;
    }

    private sealed class ObservedRule(Tagged<Rule> rule)
    {
        public Tagged<Rule> Rule { get; } = rule;

        public string Actions { get; } = SettingsText.Of(rule.Resource.Actions, withStickiness: true);

        public string ActionsWithoutStickiness { get; } = SettingsText.Of(rule.Resource.Actions, withStickiness: false);

        public string Others { get; } = OthersOf(rule.Resource.Conditions, rule.Resource.Transforms);
    }

    private static string OthersOf(List<RuleCondition>? conditions, List<RuleTransform>? transforms) =>
        $"{SettingsText.Of(conditions)}{SettingsText.Of(transforms)}";
}
