using System.Text.Json;
using EksIngress.Alb.Lint.Rules;

namespace EksIngress.Alb.Lint;

/// <summary>Finds what will fail or surprise before anything is applied.</summary>
public static class AlbLinter
{
    private static readonly IReadOnlyList<LintRule> Table =
    [
        .. new[]
        {
            ObjectRules.All, IngressSpecRules.All, ClassRules.All, ClassParamsRules.All, GroupRules.All, GroupConflictRules.All,
            AnnotationRules.All, ListenerRules.All, TlsRules.All, CidrRules.All, PathRules.All, ConditionRules.All, ShadowRules.All,
            ActionRules.All, RedirectRules.All, ForwardRules.All, BackendRules.All, HealthCheckRules.All, TargetGroupAttributeRules.All,
            LoadBalancerAttributeRules.All, AuthRules.All, AddonRules.All, NetworkRules.All, NameRules.All, OperationRules.All, LimitRules.All,
        }.SelectMany(rules => rules).OrderBy(rule => rule.Info.Code, StringComparer.Ordinal),
    ];

    /// <summary>Every rule, by code.</summary>
    public static IReadOnlyList<LintRuleInfo> Rules { get; } = [.. Table.Select(rule => rule.Info)];

    internal static LintReport Lint(IReadOnlyList<JsonElement> objects, ControllerConfiguration configuration, LintFacts facts)
    {
        var world = new LintWorld(objects.Select((item, index) => new LintObject(index, item)), configuration, facts);
        var findings = Table
            .SelectMany(rule => rule.Find(world).Select(fault => ToFinding(rule, fault, world)))
            .DistinctBy(finding => (finding.Code, finding.ObjectIndex, finding.Field, finding.Message))
            .OrderBy(finding => finding.Namespace, StringComparer.Ordinal)
            .ThenBy(finding => finding.Kind, StringComparer.Ordinal)
            .ThenBy(finding => finding.Name, StringComparer.Ordinal)
            .ThenBy(finding => finding.Field, StringComparer.Ordinal)
            .ThenBy(finding => finding.Code, StringComparer.Ordinal)
            .ThenBy(finding => finding.Message, StringComparer.Ordinal)
            .ToList();
        var complete = SafetyNet.Add(findings, world);
        return new LintReport(complete, MissingFacts.Describe(world, Table));
    }

    internal static LintFinding ToFinding(LintRule rule, LintFault fault, LintWorld world) => new()
    {
        Code = rule.Info.Code,
        Severity = rule.Info.Severity,
        Kind = fault.Object.Kind,
        Namespace = fault.Object.Namespace,
        Name = fault.Object.Name,
        Field = fault.Field,
        Message = fault.Message,
        Fix = fault.Fix,
        Source = rule.Info.Source,
        Breaks = rule.FailsGroup ? Companions(fault.Object, world) : [],
        ObjectIndex = fault.Object.Index,
    };

    // One member that cannot be built stops them all.
    private static List<string> Companions(LintObject item, LintWorld world) =>
        [.. world.Groups
            .Where(group => group.Members.Count > 1 && group.Members.Any(member => Involves(member, item)))
            .SelectMany(group => group.Members)
            .Where(member => member.Object != item)
            .Select(member => member.Key.ToString())
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];

    private static bool Involves(LintIngress member, LintObject item) =>
        member.Object == item || member.Targets.Any(target => target.Service?.Object == item);
}
