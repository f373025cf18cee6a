namespace EksIngress.Model.Environments;

/// <summary>A program in the cluster: a Deployment, its ServiceAccount, and a Service if it takes requests.</summary>
public sealed record WorkloadSpec
{
    /// <summary>Name of its objects: a DNS label of at most 53 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Kubernetes namespace. Default: <c>default</c>.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Image reference, for example <c>registry.example/shop/service-a:1.2.0</c>.</summary>
    public required string Image { get; init; }

    /// <summary>Number of pods, 0 to 1000. Default: 1.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Port that the program listens on and that its Service offers. Default: 8080.</summary>
    public int ContainerPort { get; init; } = 8080;

    /// <summary>False for a program that takes no requests, as a worker: it has no port, no Service and no probes. Default: true.</summary>
    public bool HasService { get; init; } = true;

    /// <summary>Environment variables of the container.</summary>
    public IReadOnlyList<EnvironmentVariableSpec> Environment { get; init; } = [];

    /// <summary>Asks whether a pod can take requests; its path is also the ALB's health check. Null for no readiness probe.</summary>
    public ProbeSpec? Readiness { get; init; }

    /// <summary>Asks whether the program works; a pod whose program does not is started again. Null for no liveness probe.</summary>
    public ProbeSpec? Liveness { get; init; }

    /// <summary>Asks whether the program has started; the other probes wait for it. Null for no startup probe.</summary>
    public ProbeSpec? Startup { get; init; }

    /// <summary>
    /// Seconds for which a pod that ends goes on serving before its program is told so (<c>lifecycle.preStop.sleep</c>): the time in which load
    /// balancers and Services learn of it. 0 to 3600, and less than the grace period; 0 for no hook, anything else wants Kubernetes 1.30. Null for 20,
    /// or for 0 without a Service.
    /// </summary>
    /// <remarks>Source: https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/</remarks>
    public int? PreStopSleepSeconds { get; init; }

    /// <summary>
    /// Seconds from the deletion of a pod to the kill of what still runs, the sleep included: 1 to 7200. Null for the sleep and then 30, the time that a .NET
    /// host gives its requests, or the longest <c>deregistration_delay.timeout_seconds</c> that an Ingress says by annotation, if that is more.
    /// </summary>
    /// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination</remarks>
    public int? TerminationGracePeriodSeconds { get; init; }

    /// <summary>Name of its ServiceAccount; null for the name of the workload.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>The IAM role that its pods run as; null for none.</summary>
    public IamRoleSpec? IamRole { get; init; }

    /// <summary>CPU and memory of one pod.</summary>
    public ResourcesSpec Resources { get; init; } = new();

    /// <summary>Makes the number of pods follow the load; <see cref="Replicas"/> is then not used. Null for a fixed number.</summary>
    public AutoscalingSpec? Autoscaling { get; init; }

    /// <summary>How many pods may be away at once; null for no budget.</summary>
    public DisruptionBudgetSpec? DisruptionBudget { get; init; }

    /// <summary>How pods are spread, at most 8; null for the scheduler's own way.</summary>
    public IReadOnlyList<TopologySpreadSpec>? TopologySpread { get; init; }
}
