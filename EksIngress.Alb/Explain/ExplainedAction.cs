namespace EksIngress.Alb.Explain;

/// <summary>An action and what comes of it.</summary>
/// <param name="Type">Kind of the action, for example <c>forward</c>.</param>
/// <param name="Effect">What the client or the target sees.</param>
/// <param name="TargetGroups">Where a forward goes; empty for other actions.</param>
public sealed record ExplainedAction(string Type, string Effect, IReadOnlyList<ExplainedTargetGroup> TargetGroups);
