using System.Globalization;
using System.Text.Json.Nodes;
using EksIngress.Alb.Annotations;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>What requests meet when pods end.</summary>
internal static class RolloutRules
{
    private const string DeregistrationDelay = "deregistration_delay.timeout_seconds";

    // https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
    private const int DefaultGracePeriodSeconds = 30;

    public static IReadOnlyList<LintRule> All =>
    [
        Warns("ALB820", "Pods that stop before the load balancer knows", Docs.Issue(1719), NoPreStop, LintNeeds.Services | LintNeeds.Workloads),
        Warns("ALB821", "A deregistration delay longer than pods live", Docs.TargetGroups + "#deregistration-delay", LongDelay, LintNeeds.Services | LintNeeds.Workloads),
    ];

    private static IEnumerable<(LintTarget Target, LintObject Workload)> PodTargets(LintWorld world) => world.Targets
        .Where(target => target is { TargetType: "ip", Service: not null })
        .SelectMany(target => Workloads.SelectedBy(target.Service!, world).Select(workload => (target, workload)));

    private static IEnumerable<LintFault> NoPreStop(LintWorld world) => PodTargets(world)
        .Select(found => found.Workload)
        .Distinct()
        .Where(workload => Workloads.Containers(workload).Any() && Workloads.Containers(workload).All(container => (container["lifecycle"] as JsonObject)?["preStop"] is null))
        .Select(workload => workload.Fault(
            Workloads.PodSpec(workload) + "/containers",
            $"no container of {workload} has a preStop hook: a pod stops at once when it is deleted, and until the load balancer has taken its target out, seconds later, requests to it get 502 or 504",
            "add lifecycle.preStop.sleep.seconds: 20 (below terminationGracePeriodSeconds), unless the program itself goes on serving for some seconds after SIGTERM"));

    private static IEnumerable<LintFault> LongDelay(LintWorld world)
    {
        foreach (var (target, workload) in PodTargets(world))
        {
            var grace = Workloads.GracePeriodSeconds(workload);
            if (int.TryParse(target.FindMap(IngressAnnotations.TargetGroupAttributes).GetValueOrDefault(DeregistrationDelay), NumberStyles.None, CultureInfo.InvariantCulture, out var delay) &&
                delay > (grace ?? DefaultGracePeriodSeconds))
            {
                yield return workload.Fault(
                    Workloads.PodSpec(workload) + (grace is null ? "" : "/terminationGracePeriodSeconds"),
                    $"{workload} gives a pod {grace ?? DefaultGracePeriodSeconds} s to end, and {DeregistrationDelay} lets requests to it go on for {delay} s: those that take longer than the pod has are cut off (502)",
                    $"set terminationGracePeriodSeconds above {delay}, or {DeregistrationDelay} to {grace ?? DefaultGracePeriodSeconds} at most");
            }
        }
    }
}
