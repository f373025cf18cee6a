namespace EksIngress.Alb.Explain;

/// <summary>A condition that was looked at.</summary>
/// <param name="Field">Name of the condition, for example <c>path-pattern</c>, or <c>http-header X-Beta</c>.</param>
/// <param name="Values">Its alternatives.</param>
/// <param name="Request">What the request has there.</param>
/// <param name="Holds">True when one of the values matches.</param>
public sealed record ExplainedCondition(string Field, IReadOnlyList<string> Values, string Request, bool Holds);
