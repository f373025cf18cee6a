using System.Globalization;
using EksIngress.Model.Environments;

namespace EksIngress.Model.Kubernetes;

/// <summary>
/// How the pods of a workload end. A pod that is deleted goes on serving while it sleeps: whoever sends requests to it learns only then that it goes. After that
/// its program is told to end, and may finish the requests that it has.
/// </summary>
internal static class PodTermination
{
    /// <summary>
    /// What a load balancer takes until it sends nothing new to a pod: the endpoint's change, the controller's DeregisterTargets, and its way through the load
    /// balancer. Nobody promises a time; those who measured it found 5 seconds too short and 25 enough.
    /// </summary>
    /// <remarks>Source: https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/1064</remarks>
    public const int DefaultSleepSeconds = 20;

    /// <summary>The first minor version of Kubernetes 1 whose pods sleep without a feature gate.</summary>
    /// <remarks>Source: https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/ (PodLifecycleSleepAction)</remarks>
    public const int SleepingMinorVersion = 30;

    // https://learn.microsoft.com/en-us/dotnet/core/extensions/generic-host#host-shutdown (ShutdownTimeout)
    private const int HostShutdownSeconds = 30;

    // https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
    private const int KubernetesDefaultSeconds = 30;

    private const string TargetGroupAttributes = "alb.ingress.kubernetes.io/target-group-attributes";
    private const string DelayAttribute = "deregistration_delay.timeout_seconds";

    /// <summary>Seconds of the sleep; 0 for no hook.</summary>
    public static int SleepSeconds(WorkloadSpec workload) => workload.PreStopSleepSeconds ?? (workload.HasService ? DefaultSleepSeconds : 0);

    /// <summary>Seconds until the kill, the sleep included.</summary>
    public static int GracePeriodSeconds(WorkloadSpec workload, EnvironmentSpec spec) =>
        workload.TerminationGracePeriodSeconds ?? SleepSeconds(workload) + Math.Max(HostShutdownSeconds, DeregistrationDelay(workload, spec) ?? 0);

    /// <summary>The same; null when Kubernetes' own default says it.</summary>
    public static int? WrittenGracePeriodSeconds(WorkloadSpec workload, EnvironmentSpec spec) =>
        GracePeriodSeconds(workload, spec) is var seconds and not KubernetesDefaultSeconds ? seconds : null;

    /// <summary>The longest deregistration delay that an Ingress before the workload says by annotation; null when none does, or by a parameter only.</summary>
    public static int? DeregistrationDelay(WorkloadSpec workload, EnvironmentSpec spec) => IngressesBefore(workload, spec).Select(FindDelay).Max();

    /// <summary>
    /// Names of the Ingresses before the workload whose delay, or all of whose attributes, a parameter may say: the grace period that is written cannot follow its value. None when
    /// the workload says its own, which is compared with the value when the environment is built.
    /// </summary>
    public static IReadOnlyList<string> DelaysOfParameters(WorkloadSpec workload, EnvironmentSpec spec) => workload.TerminationGracePeriodSeconds is not null
        ? []
        : [.. IngressesBefore(workload, spec)
            .Where(ingress => Attributes(ingress).Any(attribute => Placeholders.IsIn(attribute[0]) || (attribute is [DelayAttribute, var value] && Placeholders.IsIn(value))))
            .Select(ingress => ingress.Name)];

    private static IEnumerable<IngressSpec> IngressesBefore(WorkloadSpec workload, EnvironmentSpec spec) => spec.Ingresses
        .Where(ingress => ingress.Namespace == workload.Namespace && ingress.Backends.Any(backend => backend.Workloads.Contains(workload.Name)));

    // What is no number is the controller's to refuse.
    private static int? FindDelay(IngressSpec ingress) => Attributes(ingress)
        .Where(attribute => attribute is [DelayAttribute, _])
        .Select(attribute => int.TryParse(attribute[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : (int?)null)
        .LastOrDefault();

    // A map: deregistration_delay.timeout_seconds=60,stickiness.enabled=true.
    private static IEnumerable<string[]> Attributes(IngressSpec ingress) => (ingress.Annotations.GetValueOrDefault(TargetGroupAttributes) ?? "")
        .Split(',', StringSplitOptions.TrimEntries)
        .Select(attribute => attribute.Split('=', 2, StringSplitOptions.TrimEntries));
}
