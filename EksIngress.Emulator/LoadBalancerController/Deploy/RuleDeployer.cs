using System.Globalization;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Stacks;
using EksIngress.Emulator.LoadBalancerController.Aws;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;

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

        var kept = MatchByContent(desired, observed);
        var modified = MatchByPriority(desired.Except(kept.Keys), observed.Except(kept.Values));
        var surplus = observed.Except(kept.Values).Except(modified.Values).OrderBy(PriorityOf).ToList();
        var missing = desired.Except(kept.Keys).Except(modified.Keys).ToList();

        await MoveAsync(kept, surplus, cancellationToken);
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

        await CreateAndDeleteAsync(missing, surplus, observed.Count, cancellationToken);
        foreach (var (wanted, rule) in configuration.ListenerRulesTagging ? kept.Concat(modified) : [])
        {
            await resources.ReconcileTagsAsync(rule.Resource.RuleArn, rule.Tags, wanted.Tags, cancellationToken);
        }
    }

    private static Dictionary<DesiredRule, Tagged<Rule>> MatchByContent(List<DesiredRule> desired, List<Tagged<Rule>> observed)
    {
        var matched = new Dictionary<DesiredRule, Tagged<Rule>>();
        var byContent = observed.GroupBy(ContentOf, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        foreach (var wanted in desired)
        {
            if (byContent.GetValueOrDefault(wanted.Content) is { Count: > 0 } candidates)
            {
                matched[wanted] = candidates[0];
                candidates.RemoveAt(0);
            }
        }

        return matched;
    }

    private static Dictionary<DesiredRule, Tagged<Rule>> MatchByPriority(IEnumerable<DesiredRule> desired, IEnumerable<Tagged<Rule>> observed)
    {
        var byPriority = observed.ToDictionary(PriorityOf);
        return desired
            .Where(wanted => byPriority.ContainsKey(wanted.Spec.Priority))
            .ToDictionary(wanted => wanted, wanted => byPriority[wanted.Spec.Priority]);
    }

    // One call moves them all at once. Those that nobody wants any more go to the end, in their order, so that others can take their places.
    private async Task MoveAsync(Dictionary<DesiredRule, Tagged<Rule>> kept, List<Tagged<Rule>> surplus, CancellationToken cancellationToken)
    {
        var moves = kept
            .Where(pair => PriorityOf(pair.Value) != pair.Key.Spec.Priority)
            .Select(pair => new RulePriorityPair { RuleArn = pair.Value.Resource.RuleArn, Priority = pair.Key.Spec.Priority })
            .ToList();
        if (moves.Count == 0)
        {
            return;
        }

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

    private static string ContentOf(Tagged<Rule> rule) =>
        ContentOf(rule.Resource.Conditions, rule.Resource.Actions, rule.Resource.Transforms);

    private static string ContentOf(List<RuleCondition>? conditions, List<Action>? actions, List<RuleTransform>? transforms) => string.Join(
        "\n\n", ElbTranslation.ContentOf(conditions), ElbTranslation.ContentOf(actions), TransformTranslation.ContentOf(transforms));

    private sealed record DesiredRule(ListenerRuleSpec Spec, IReadOnlyDictionary<string, string> Tags, CreateRuleRequest Request)
    {
        public string Content { get; } = ContentOf(Request.Conditions, Request.Actions, Request.Transforms);
    }
}
