namespace EksIngress.Alb.Explain;

/// <summary>A rule that was looked at.</summary>
/// <param name="Priority">Priority of the rule.</param>
/// <param name="Matches">True when every condition holds.</param>
/// <param name="Conditions">Conditions in order, up to the first that does not hold.</param>
public sealed record ExplainedRule(int Priority, bool Matches, IReadOnlyList<ExplainedCondition> Conditions);
