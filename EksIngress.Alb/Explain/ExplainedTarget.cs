namespace EksIngress.Alb.Explain;

/// <summary>A target that requests may go to.</summary>
/// <param name="Target"><c>ADDRESS:PORT</c>, or <c>INSTANCE:PORT</c>.</param>
/// <param name="State">State as ELBv2 names it, for example <c>healthy</c>; null when nobody has probed it.</param>
/// <param name="Reason">Reason and description as ELBv2 gives them; null when there is none.</param>
/// <param name="Object">What stands behind it, for example <c>Pod shop/web-1</c>; null when that is not known.</param>
public sealed record ExplainedTarget(string Target, string? State, string? Reason, string? Object);
