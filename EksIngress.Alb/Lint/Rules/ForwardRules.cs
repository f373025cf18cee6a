using System.Text.RegularExpressions;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.Rules;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Forward actions and their weights.</summary>
internal static partial class ForwardRules
{
    private const int MaximumTargetGroups = 5;
    private const int MaximumWeight = 999;
    private const int MaximumStickinessSeconds = 604800;

    public static IReadOnlyList<LintRule> All =>
    [
        Fails("ALB420", "More than five target groups in an action", Docs.Limits, TooMany),
        Fails("ALB421", "A weight out of range", Docs.ActionTypes, Weights),
        Warns("ALB422", "Weights that are all zero", Docs.ActionTypes, AllZero),
        Fails("ALB423", "A duration of stickiness out of range", Docs.ActionTypes, Durations),
        Warns("ALB424", "Sticky targets behind weights that are not", Docs.Annotation("conditions"), StickyTargetsOnly),
        Fails("ALB425", "A target group that is no ARN", Docs.Annotation("actions"), Arns),
        Fails("ALB426", "A weighted Service that does not exist", Docs.Annotation("actions"), MissingServices, LintNeeds.Services),
        Warns("ALB427", "A target group twice in an action", Docs.ActionTypes, Twice),
        Fails("ALB428", "A forward without target groups", Docs.ActionTypes, None),
        Fails("ALB429", "One target group behind two load balancers", Docs.Limits, Shared),
    ];

    private static IEnumerable<(LintIngress Ingress, string Suffix, ForwardAnnotation Forward)> Forwards(LintWorld world) => ActionRules.Used(world)
        .Where(found => found.Action is { Type: "forward", ForwardConfig: not null })
        .Select(found => (found.Ingress, found.Suffix, found.Action.ForwardConfig!));

    private static string Shown(ForwardAnnotation.Tuple tuple) =>
        tuple.ServiceName is null ? tuple.TargetGroupArn ?? tuple.TargetGroupName ?? "" : $"{tuple.ServiceName}:{tuple.ServicePort}";

    private static IEnumerable<LintFault> TooMany(LintWorld world) => Forwards(world)
        .Where(found => found.Forward.TargetGroups.Count > MaximumTargetGroups)
        .Select(found => found.Ingress.Fault(
            found.Suffix,
            $"the action forwards to {found.Forward.TargetGroups.Count} target groups ({string.Join(", ", found.Forward.TargetGroups.Select(Shown))})",
            $"forward to {MaximumTargetGroups} or fewer"));

    private static IEnumerable<LintFault> Weights(LintWorld world) => Forwards(world)
        .SelectMany(found => found.Forward.TargetGroups.Where(tuple => tuple.Weight is < 0 or > MaximumWeight).Select(tuple => found.Ingress.Fault(
            found.Suffix, $"weight {tuple.Weight} of {Shown(tuple)} is not from 0 to {MaximumWeight}", "use smaller numbers in the same proportion")));

    private static IEnumerable<LintFault> AllZero(LintWorld world) => Forwards(world)
        .Where(found => found.Forward.TargetGroups.Count > 0 && found.Forward.TargetGroups.All(tuple => tuple.Weight == 0))
        .Select(found => found.Ingress.Fault(
            found.Suffix,
            $"every weight is 0 ({string.Join(", ", found.Forward.TargetGroups.Select(Shown))}); what an ALB does then is not documented, 503 being likely",
            "give at least one target group a weight above 0"));

    private static IEnumerable<LintFault> Durations(LintWorld world) => Forwards(world)
        .Where(found => found.Forward.TargetGroupStickinessConfig is { DurationSeconds: < 1 or > MaximumStickinessSeconds } or { Enabled: true, DurationSeconds: null })
        .Select(found => found.Ingress.Fault(
            found.Suffix,
            found.Forward.TargetGroupStickinessConfig!.DurationSeconds is { } seconds ? $"durationSeconds is {seconds}" : "stickiness is enabled without durationSeconds",
            $"write durationSeconds from 1 to {MaximumStickinessSeconds} (7 days)"));

    private static IEnumerable<LintFault> StickyTargetsOnly(LintWorld world)
    {
        foreach (var (ingress, suffix, forward) in Forwards(world).Where(found => found.Forward.TargetGroups.Count > 1 && found.Forward.TargetGroupStickinessConfig?.Enabled != true))
        {
            var sticky = ingress.Targets.FirstOrDefault(target => target.IsWeighted &&
                target.FindMap(IngressAnnotations.TargetGroupAttributes).GetValueOrDefault("stickiness.enabled") == "true" &&
                forward.TargetGroups.Any(tuple => tuple.ServiceName == target.ServiceName));
            if (sticky is not null)
            {
                yield return ingress.Fault(
                    suffix,
                    $"targets of {sticky.ServiceName} are sticky, but a client changes between the {forward.TargetGroups.Count} target groups at each request",
                    "add \"targetGroupStickinessConfig\": {\"enabled\": true, \"durationSeconds\": 3600} to forwardConfig");
            }
        }
    }

    private static IEnumerable<LintFault> Arns(LintWorld world) => ActionRules.Used(world)
        .SelectMany(found => (found.Action.ForwardConfig?.TargetGroups.Select(tuple => tuple.TargetGroupArn) ?? [])
            .Append(found.Action.TargetGroupArn)
            .OfType<string>()
            .Where(arn => !Arn().IsMatch(arn))
            .Select(arn => found.Ingress.Fault(
                found.Suffix,
                $"targetGroupARN '{arn}' is no ARN of a target group",
                arn.StartsWith("arn:", StringComparison.Ordinal) ? "write arn:aws:elasticloadbalancing:REGION:ACCOUNT:targetgroup/NAME/ID" : $"write \"targetGroupName\": \"{arn}\", or the whole ARN")));

    private static IEnumerable<LintFault> MissingServices(LintWorld world) => world.Targets
        .Where(target => target.IsWeighted && target.Service is null && world.Has("Service", target.Ingress.Key.Namespace))
        .Select(target => target.Fault(
            $"Service \"{target.ServiceName}\" not found in namespace {target.Ingress.Key.Namespace}; one missing Service of a weighted forward stops the whole group",
            EditDistance.Nearest(target.ServiceName, ServicesOf(world, target)) is { } nearest ? $"write {nearest}" : "add the Service, or take it out of the action"));

    private static IEnumerable<string> ServicesOf(LintWorld world, LintTarget target) =>
        world.Services.Where(service => service.Object.Namespace == target.Ingress.Key.Namespace).Select(service => service.Object.Name);

    private static IEnumerable<LintFault> Twice(LintWorld world) => Forwards(world)
        .SelectMany(found => found.Forward.TargetGroups.GroupBy(Shown, StringComparer.Ordinal).Where(group => group.Key.Length > 0 && group.Count() > 1).Select(group => found.Ingress.Fault(
            found.Suffix, $"{group.Key} is named {group.Count()} times in one action", "name it once, with the sum of the weights")));

    private static IEnumerable<LintFault> None(LintWorld world) => Forwards(world)
        .Where(found => found.Forward.TargetGroups.Count == 0)
        .Select(found => found.Ingress.Fault(found.Suffix, "forwardConfig has no targetGroups", "add at least one of serviceName with servicePort, targetGroupARN or targetGroupName"));

    // Target groups that somebody else made, in actions of two groups. Those of Services are each group's own.
    private static IEnumerable<LintFault> Shared(LintWorld world) => ActionRules.Used(world)
        .SelectMany(found => (found.Action.ForwardConfig?.TargetGroups.Select(tuple => tuple.TargetGroupArn ?? tuple.TargetGroupName) ?? [])
            .Append(found.Action.TargetGroupArn ?? found.Action.TargetGroupName)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, found.Ingress, found.Suffix, Group: world.GroupWith(found.Ingress))))
        .GroupBy(use => use.Name, StringComparer.Ordinal)
        .SelectMany(uses => uses.Where(use => use.Group != uses.First().Group).Select(use => use.Ingress.Fault(
            use.Suffix,
            $"target group {use.Name} is behind the load balancer of {uses.First().Group.Id} already, and AWS lets it be behind one",
            "put both Ingresses into one group, or make a target group for each load balancer")));

    [GeneratedRegex(@"\Aarn:aws[-a-z]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:targetgroup/[^/]+/[0-9a-f]+\z")]
    private static partial Regex Arn();
}
