using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Stacks;

/// <summary>A rule of a listener.</summary>
public sealed record ListenerRuleSpec
{
    /// <summary>Port of the listener.</summary>
    public required int ListenerPort { get; init; }

    /// <summary>1 is evaluated first.</summary>
    public required int Priority { get; init; }

    /// <summary>All of them must hold.</summary>
    public required IReadOnlyList<RuleCondition> Conditions { get; init; }

    /// <summary>In order; the last one answers or forwards.</summary>
    public required IReadOnlyList<ListenerAction> Actions { get; init; }

    /// <summary>What is changed in a request that matched.</summary>
    public IReadOnlyList<RuleTransform> Transforms { get; init; } = [];

    /// <summary>The user's own tags.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary><c>PORT:PRIORITY</c></summary>
    public string ResourceId => $"{ListenerPort}:{Priority}";
}
