using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Stacks;

internal sealed record ListenerRuleSpec
{
    public required int ListenerPort { get; init; }

    /// <summary>1 is evaluated first.</summary>
    public required int Priority { get; init; }

    public required IReadOnlyList<RuleCondition> Conditions { get; init; }

    public required IReadOnlyList<ListenerAction> Actions { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public string ResourceId => $"{ListenerPort}:{Priority}";
}
