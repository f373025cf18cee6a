namespace EksIngress.Alb.Lint;

/// <summary>A rule of the linter as docs/mistakes.md lists it.</summary>
/// <param name="Code">Stable code, for example <c>ALB300</c>.</param>
/// <param name="Severity">Severity of its findings.</param>
/// <param name="Title">What it is about, in a few words.</param>
/// <param name="Source">Where the limit or the behaviour is documented.</param>
public sealed record LintRuleInfo(string Code, LintSeverity Severity, string Title, string Source);
