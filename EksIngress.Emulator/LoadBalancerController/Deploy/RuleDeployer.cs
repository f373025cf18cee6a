using System.Globalization;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Stacks;
using EksIngress.Emulator.LoadBalancerController.Aws;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>
/// Makes the rules of a listener what they should be without a moment in which a path has no rule: rules with the same content keep their
/// ARN and only move, changed ones are modified in place, new ones are made before surplus ones go.
/// </summary>
internal sealed class RuleDeployer(IAmazonElasticLoadBalancingV2 elb, ElbResources resources, ControllerConfiguration configuration)
{
    private const int LowestPriority = 50_000;

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
                Actions = ElbTranslation.Actions(rule.Actions, arns),
                Tags = [.. TrackingTags.OfResource(configuration.ClusterName, stack.Id, rule.ResourceId, rule.Tags)
                    .Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
            })).ToList();

        var kept = MatchByContent(desired, observed);
        var modified = MatchByPriority(desired.Except(kept.Keys), observed.Except(kept.Values));
        var surplus = observed.Except(kept.Values).Except(modified.Values).ToList();
        var missing = desired.Except(kept.Keys).Except(modified.Keys).ToList();

        await MoveAsync(kept, surplus, missing, cancellationToken);
        foreach (var (wanted, rule) in modified)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "ModifyRule", elb.ModifyRuleAsync(
                new ModifyRuleRequest { RuleArn = rule.Resource.RuleArn, Conditions = wanted.Request.Conditions, Actions = wanted.Request.Actions },
                cancellationToken));
        }

        foreach (var (wanted, rule) in kept.Concat(modified))
        {
            await resources.ReconcileTagsAsync(rule.Resource.RuleArn, rule.Tags, wanted.Tags, cancellationToken);
        }

        await CreateAsync(missing, surplus, cancellationToken);
        foreach (var rule in surplus)
        {
            await DeleteAsync(rule, cancellationToken);
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
                var rule = candidates.Find(candidate => PriorityOf(candidate) == wanted.Spec.Priority) ?? candidates[0];
                candidates.Remove(rule);
                matched[wanted] = rule;
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

    // One call moves them all at once. A surplus rule that stands where another belongs goes to the end first.
    private async Task MoveAsync(
        Dictionary<DesiredRule, Tagged<Rule>> kept, List<Tagged<Rule>> surplus, List<DesiredRule> missing, CancellationToken cancellationToken)
    {
        var taken = kept.Keys.Select(wanted => wanted.Spec.Priority).Concat(missing.Select(wanted => wanted.Spec.Priority)).ToHashSet();
        var free = LowestPriority;
        var moves = kept
            .Where(pair => PriorityOf(pair.Value) != pair.Key.Spec.Priority)
            .Select(pair => new RulePriorityPair { RuleArn = pair.Value.Resource.RuleArn, Priority = pair.Key.Spec.Priority })
            .ToList();
        var occupied = surplus.Select(PriorityOf).ToHashSet();
        foreach (var rule in surplus.Where(rule => taken.Contains(PriorityOf(rule))))
        {
            while (occupied.Contains(free))
            {
                free--;
            }

            moves.Add(new RulePriorityPair { RuleArn = rule.Resource.RuleArn, Priority = free-- });
        }

        if (moves.Count != 0)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "SetRulePriorities", elb.SetRulePrioritiesAsync(
                new SetRulePrioritiesRequest { RulePriorities = moves }, cancellationToken));
        }
    }

    // Near the limit there is no room for the new beside the old; then one goes for each that comes.
    private async Task CreateAsync(List<DesiredRule> missing, List<Tagged<Rule>> surplus, CancellationToken cancellationToken)
    {
        foreach (var wanted in missing)
        {
            try
            {
                await CreateAsync(wanted, cancellationToken);
            }
            catch (AwsCallException exception) when (exception.Code == "TooManyRules" && surplus.Count != 0)
            {
                await DeleteAsync(surplus[^1], cancellationToken);
                surplus.RemoveAt(surplus.Count - 1);
                await CreateAsync(wanted, cancellationToken);
            }
        }
    }

    private Task CreateAsync(DesiredRule wanted, CancellationToken cancellationToken) =>
        AwsCalls.InvokeAsync(AwsCalls.Elb, "CreateRule", elb.CreateRuleAsync(wanted.Request, cancellationToken));

    private Task DeleteAsync(Tagged<Rule> rule, CancellationToken cancellationToken) => AwsCalls.InvokeAsync(
        AwsCalls.Elb, "DeleteRule", elb.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = rule.Resource.RuleArn }, cancellationToken));

    private static int PriorityOf(Tagged<Rule> rule) => int.Parse(rule.Resource.Priority, CultureInfo.InvariantCulture);

    private static string ContentOf(Tagged<Rule> rule) =>
        $"{ElbTranslation.ContentOf(rule.Resource.Conditions)}\n\n{ElbTranslation.ContentOf(rule.Resource.Actions)}";

    private sealed record DesiredRule(ListenerRuleSpec Spec, IReadOnlyDictionary<string, string> Tags, CreateRuleRequest Request)
    {
        public string Content { get; } = $"{ElbTranslation.ContentOf(Request.Conditions)}\n\n{ElbTranslation.ContentOf(Request.Actions)}";
    }
}
