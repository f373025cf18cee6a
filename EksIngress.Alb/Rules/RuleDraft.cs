namespace EksIngress.Alb.Rules;

/// <summary>A listener rule before the optimizer has decided whether it stays and what priority it gets.</summary>
/// <param name="Conditions">All of them must hold.</param>
/// <param name="Actions">In order; the last one answers or forwards.</param>
/// <param name="Tags">The user's own tags.</param>
public sealed record RuleDraft(
    IReadOnlyList<RuleCondition> Conditions,
    IReadOnlyList<ListenerAction> Actions,
    IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>What is changed in a request that matched.</summary>
    public IReadOnlyList<RuleTransform> Transforms { get; init; } = [];
}
