namespace EksIngress.Alb.Lint;

/// <summary>A listener of a group with the members that have rules on it, in rule order.</summary>
/// <param name="Protocol">Of the first member that names the port.</param>
internal sealed record LintListener(int Port, string Protocol, IReadOnlyList<LintIngress> Members)
{
    /// <summary>Rules in the order in which they are tried, before the controller leaves any out.</summary>
    public IReadOnlyList<LintPathRule> Rules { get; } = [.. Members.SelectMany(member => member.InRuleOrder())];
}
