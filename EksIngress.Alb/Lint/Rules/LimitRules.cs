using EksIngress.Alb.Annotations;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Quotas of a load balancer.</summary>
internal static class LimitRules
{
    private const int MaximumRules = 100;
    private const int MaximumListeners = 50;
    private const int MaximumCertificates = 25;
    private const int MaximumTargetGroups = 100;
    private const int MaximumVerifyingListeners = 2;
    private const int MaximumTargets = 1000;

    public static IReadOnlyList<LintRule> All =>
    [
        Fails("ALB900", "More than 100 rules on a load balancer", Docs.Limits, Rules),
        Fails("ALB901", "More than 50 listeners on a load balancer", Docs.Limits, Listeners),
        Fails("ALB902", "More than 25 certificates on a load balancer", Docs.Limits, Certificates),
        Fails("ALB903", "More than 100 target groups on a load balancer", Docs.Limits, TargetGroups),
        Fails("ALB904", "More than two listeners that verify clients", Docs.Limits, VerifyingListeners),
        Warns("ALB905", "More than 1,000 targets of a load balancer", Docs.Limits, Targets, LintNeeds.Services | LintNeeds.Endpoints),
    ];

    private static LintFault Fault(LintGroup group, string message, string fix) => group.Members[0].Object.Fault("", message, fix);

    private static IEnumerable<LintFault> Rules(LintWorld world)
    {
        foreach (var group in world.Groups)
        {
            var counts = group.WithRules.Select(listener => (listener, count: listener.Rules.Count)).Where(pair => pair.count > 0).ToList();
            var count = counts.Sum(pair => pair.count);
            if (count > MaximumRules)
            {
                yield return Fault(
                    group,
                    $"the load balancer of {group.Id} would have {count} rules ({string.Join(", ", counts.Select(pair => $"{pair.listener.Protocol} {pair.listener.Port}: {pair.count}"))})",
                    $"{MaximumRules} is the quota: add ssl-redirect, so that HTTP listeners have none, spread the Ingresses over two groups, or have the quota raised");
            }
        }
    }

    private static IEnumerable<LintFault> Listeners(LintWorld world) => world.Groups
        .Where(group => group.Listeners.Count > MaximumListeners)
        .Select(group => Fault(group, $"the load balancer of {group.Id} would have {group.Listeners.Count} listeners", $"{MaximumListeners} is the limit: use fewer ports, or two groups"));

    private static IEnumerable<LintFault> Certificates(LintWorld world)
    {
        foreach (var group in world.Groups)
        {
            // The default certificate of a listener is not counted.
            var first = group.Members.SelectMany(member => member.Certificates).FirstOrDefault();
            var count = group.Members.SelectMany(member => member.Certificates).Where(arn => arn != first).Distinct(StringComparer.Ordinal).Count();
            if (count > MaximumCertificates)
            {
                yield return group.Members.First(member => member.Certificates.Count > 0).Fault(
                    IngressAnnotations.CertificateArn,
                    $"the load balancer of {group.Id} would have {count} certificates besides the default one",
                    $"{MaximumCertificates} is the quota: use certificates with several names or wildcards, or have the quota raised");
            }
        }
    }

    private static IEnumerable<LintFault> TargetGroups(LintWorld world)
    {
        foreach (var group in world.Groups)
        {
            var count = group.Members.SelectMany(member => member.Targets)
                .Select(target => (target.Ingress.Key, target.ServiceName, target.Port)).Distinct().Count();
            if (count > MaximumTargetGroups)
            {
                yield return Fault(
                    group,
                    $"the load balancer of {group.Id} would have {count} target groups, one for each Service port of each Ingress",
                    $"{MaximumTargetGroups} is the limit: spread the Ingresses over two groups");
            }
        }
    }

    private static IEnumerable<LintFault> VerifyingListeners(LintWorld world)
    {
        foreach (var group in world.Groups)
        {
            var verifying = group.Members.SelectMany(member => ListenerRules.VerifyingPorts(member).Select(port => (member, port))).ToList();
            var ports = verifying.Select(pair => pair.port).Distinct().Order().ToList();
            if (ports.Count > MaximumVerifyingListeners)
            {
                yield return verifying[0].member.Fault(
                    IngressAnnotations.MutualAuthentication,
                    $"the load balancer of {group.Id} would have {ports.Count} listeners with mutual authentication in mode verify (HTTPS {string.Join(", ", ports)})",
                    $"{MaximumVerifyingListeners} is the limit: verify on fewer ports, or spread the Ingresses over two groups");
            }
        }
    }

    private static IEnumerable<LintFault> Targets(LintWorld world)
    {
        foreach (var group in world.Groups)
        {
            // A target of several target groups is one target of the load balancer.
            var targets = group.Members.SelectMany(member => member.Targets)
                .Where(target => target is { TargetType: "ip", Service: not null })
                .SelectMany(target => ServiceEndpoints.Count(target.Service!, world))
                .DistinctBy(pair => pair.Key);
            var count = targets.Sum(pair => (long)pair.Value);
            if (count > MaximumTargets)
            {
                yield return Fault(
                    group,
                    $"the load balancer of {group.Id} would have {count} targets; those over {MaximumTargets} are not registered ('TooManyTargets'), and get no requests",
                    $"{MaximumTargets} is the quota: spread the Ingresses over two groups, run fewer and larger pods, or have the quota raised");
            }
        }
    }
}
