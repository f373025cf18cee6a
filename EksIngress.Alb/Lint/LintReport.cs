namespace EksIngress.Alb.Lint;

/// <summary>What a run of the linter found, and what it could not look at.</summary>
/// <param name="Findings">By file and line, then by object, field and code, whatever the order of the input.</param>
/// <param name="NotChecked">A line for every kind of fact that was not given, with the codes that stayed silent for it.</param>
public sealed record LintReport(IReadOnlyList<LintFinding> Findings, IReadOnlyList<string> NotChecked);
