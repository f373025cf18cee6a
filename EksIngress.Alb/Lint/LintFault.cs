namespace EksIngress.Alb.Lint;

/// <summary>A place where a rule does not hold.</summary>
/// <param name="Field">JSON pointer into the object; empty is the whole object.</param>
internal sealed record LintFault(LintObject Object, string Field, string Message, string Fix);
