using EksIngress.Alb.Matching;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>A rule and what it does, ready for use.</summary>
/// <param name="Evaluations">How many rules a load balancer looks at to come to this one, itself included.</param>
internal sealed record CompiledRule(ListenerRule Rule, CompiledAction Action, int Evaluations)
{
    // Two requests that come first at the same time make it twice, and alike.
    private CompiledMatch? _match;

    /// <param name="neighbour">The rule before; what rules do alike, which neighbours often do, is there once. Null for none.</param>
    public static CompiledRule Compile(ListenerRule rule, Func<string, TargetGroupRuntime> targetGroups, int evaluations, CompiledRule? neighbour) => new(
        rule,
        neighbour is not null && neighbour.Rule.Actions[^1].Equals(rule.Actions[^1]) ? neighbour.Action : CompiledAction.Compile(rule.Actions[^1], targetGroups),
        evaluations);

    /// <inheritdoc cref="Authentication"/>
    public static RuleAction? FindAuthentication(IReadOnlyList<RuleAction> actions)
    {
        for (var i = 0; i < actions.Count - 1; i++)
        {
            if (actions[i].IsAuthentication)
            {
                return actions[i];
            }
        }

        return null;
    }

    public CompiledCondition[] Conditions => Match.Conditions;

    /// <summary>What comes before the action and decides if it is executed; null for nothing.</summary>
    public RuleAction? Authentication => FindAuthentication(Rule.Actions);

    /// <summary>What is changed in a request that goes to a target; null leaves it as it is.</summary>
    public CompiledTransforms? Transforms => Match.Transforms;

    /// <summary>The priority, or <c>default</c>.</summary>
    public string PriorityText => Match.PriorityText;

    // Made when a first request comes to the rule, which is soon enough: a change of all rules does not wait for it. Actions are not put off, for
    // they must find the target groups that are there now.
    private CompiledMatch Match => _match ??= new CompiledMatch(Rule);
}
