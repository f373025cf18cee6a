using EksIngress.Alb.Lint.Rules;
using EksIngress.Alb.Plans;

namespace EksIngress.Alb.Lint;

/// <summary>
/// Finds what will fail or surprise before anything is applied: limits of load balancers, what the controller and the API server refuse, and
/// what they pass over without a word. Pure, and the same findings for the same objects in any order.
/// </summary>
public static class AlbLinter
{
    private static readonly IReadOnlyList<LintRule> Table =
    [
        .. new[]
        {
            ObjectRules.All, IngressSpecRules.All, ClassRules.All, ClassParamsRules.All, GroupRules.All, GroupConflictRules.All,
            AnnotationRules.All, ListenerRules.All, TlsRules.All, CidrRules.All, PathRules.All, ConditionRules.All, ShadowRules.All,
            ActionRules.All, RedirectRules.All, ForwardRules.All, BackendRules.All, HealthCheckRules.All, TargetGroupAttributeRules.All,
            LoadBalancerAttributeRules.All, AuthRules.All, AddonRules.All, NetworkRules.All, NameRules.All, OperationRules.All, RolloutRules.All,
            LimitRules.All,
            [SafetyNet.Rule],
        }.SelectMany(rules => rules).OrderBy(rule => rule.Info.Code, StringComparer.Ordinal),
    ];

    /// <summary>Every rule, by code.</summary>
    public static IReadOnlyList<LintRuleInfo> Rules { get; } = [.. Table.Select(rule => rule.Info)];

    /// <summary>Looks at objects of any kind. It never fails because of what is in them: what cannot be read is a finding.</summary>
    /// <param name="objects">Ingresses with what is known of their surroundings, in any order.</param>
    /// <param name="facts">The AWS account; null when nothing of it is known. Rules that need what is not known stay silent.</param>
    /// <param name="flags">The controller's flags; its defaults when they are left out.</param>
    /// <param name="defaultNamespace">Namespace of objects that name none, as kubectl fills it in.</param>
    public static LintReport Lint(
        IReadOnlyList<ManifestObject> objects, AwsFacts? facts = null, ControllerFlags? flags = null, string defaultNamespace = "default")
    {
        ArgumentNullException.ThrowIfNull(objects);
        ArgumentException.ThrowIfNullOrEmpty(defaultNamespace);
        var configuration = (flags ?? ControllerFlags.Parse()).Configuration;
        var world = new LintWorld([.. objects.Select((item, index) => new LintObject(index, item.Json, defaultNamespace))], configuration, facts);
        var findings = Table.SelectMany(rule => rule.Find(world).Select(fault => ToFinding(rule, fault, world, objects))).ToList();
        var faulty = findings.Where(finding => finding.Finding.Severity == LintSeverity.Error).Select(finding => finding.Index).ToHashSet();
        findings.AddRange(SafetyNet.Find(world, faulty).Select(fault => ToFinding(SafetyNet.Rule, fault, world, objects)));
        return new LintReport(
            [
                .. findings.Select(finding => finding.Finding)
                    .DistinctBy(finding => (finding.Code, finding.Kind, finding.Namespace, finding.Name, finding.Field, finding.Message, finding.File, finding.Line))
                    .OrderBy(finding => finding.File, StringComparer.Ordinal)
                    .ThenBy(finding => finding.Line)
                    .ThenBy(finding => finding.Namespace, StringComparer.Ordinal)
                    .ThenBy(finding => finding.Kind, StringComparer.Ordinal)
                    .ThenBy(finding => finding.Name, StringComparer.Ordinal)
                    .ThenBy(finding => finding.Field, StringComparer.Ordinal)
                    .ThenBy(finding => finding.Code, StringComparer.Ordinal)
                    .ThenBy(finding => finding.Message, StringComparer.Ordinal),
            ],
            MissingFacts.Describe(world, Table));
    }

    private static (LintFinding Finding, int Index) ToFinding(LintRule rule, LintFault fault, LintWorld world, IReadOnlyList<ManifestObject> objects) => (
        new LintFinding
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
            File = objects[fault.Object.Index].Source,
            Line = objects[fault.Object.Index].FindLine(fault.Field),
        },
        fault.Object.Index);

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
