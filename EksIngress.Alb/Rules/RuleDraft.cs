namespace EksIngress.Alb.Rules;

/// <summary>A listener rule before the optimizer has decided whether it stays and what priority it gets.</summary>
internal sealed record RuleDraft(
    IReadOnlyList<RuleCondition> Conditions,
    IReadOnlyList<ListenerAction> Actions,
    IReadOnlyDictionary<string, string> Tags);
