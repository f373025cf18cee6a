namespace EksIngress.Alb.Lint;

/// <summary>One code: what it is about, and how its faults are found.</summary>
/// <param name="FailsGroup">The fault gets past the API server and then stops every member of the group.</param>
/// <param name="Needs">Facts without which the rule stays silent.</param>
internal sealed record LintRule(
    LintRuleInfo Info, bool FailsGroup, LintNeeds Needs, Func<LintWorld, IEnumerable<LintFault>> Find)
{
    /// <summary>The API server or an admission webhook refuses the object.</summary>
    public static LintRule Refused(
        string code, string title, string source, Func<LintWorld, IEnumerable<LintFault>> find, LintNeeds needs = LintNeeds.None) =>
        new(new LintRuleInfo(code, LintSeverity.Error, title, source), FailsGroup: false, needs, find);

    /// <summary>The controller cannot build the group's model, or AWS refuses what it asks for.</summary>
    public static LintRule Fails(
        string code, string title, string source, Func<LintWorld, IEnumerable<LintFault>> find, LintNeeds needs = LintNeeds.None) =>
        new(new LintRuleInfo(code, LintSeverity.Error, title, source), FailsGroup: true, needs, find);

    public static LintRule Warns(
        string code, string title, string source, Func<LintWorld, IEnumerable<LintFault>> find, LintNeeds needs = LintNeeds.None) =>
        new(new LintRuleInfo(code, LintSeverity.Warning, title, source), FailsGroup: false, needs, find);

    public static LintRule Tells(
        string code, string title, string source, Func<LintWorld, IEnumerable<LintFault>> find, LintNeeds needs = LintNeeds.None) =>
        new(new LintRuleInfo(code, LintSeverity.Info, title, source), FailsGroup: false, needs, find);
}
