using System.Globalization;
using EksIngress.Alb.Matching;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>A rule and what it does, ready for use.</summary>
internal sealed record CompiledRule(ListenerRule Rule, CompiledAction Action)
{
    /// <param name="neighbour">The rule before; what rules do alike, which neighbours often do, is there once. Null for none.</param>
    public static CompiledRule Compile(ListenerRule rule, Func<string, TargetGroupRuntime> targetGroups, int evaluations, CompiledRule? neighbour) =>
        new(rule, neighbour is not null && neighbour.Rule.Actions[^1].Equals(rule.Actions[^1]) ? neighbour.Action : CompiledAction.Compile(rule.Actions[^1], targetGroups))
        {
            Conditions = CompiledCondition.Compile(rule.Conditions),
            Evaluations = evaluations,
            Transforms = RuleProgram.Compile(rule.Transforms),
        };

    public required CompiledCondition[] Conditions { get; init; }

    /// <summary>What comes before the action and decides if it is executed; null for nothing.</summary>
    public RuleAction? Authentication { get; } = FindAuthentication(Rule.Actions);

    /// <summary>What is changed in a request that goes to a target; null leaves it as it is.</summary>
    public CompiledTransforms? Transforms { get; init; }

    /// <summary>How many rules a load balancer looks at to come to this one, itself included.</summary>
    public int Evaluations { get; init; } = 1;

    /// <summary>The priority, or <c>default</c>.</summary>
    public string PriorityText => field ??= Rule.Priority?.ToString(CultureInfo.InvariantCulture) ?? "default";

    // Written without a query, as a change of rules waits for it.
    private static RuleAction? FindAuthentication(IReadOnlyList<RuleAction> actions)
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
}
