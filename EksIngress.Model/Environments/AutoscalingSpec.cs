namespace EksIngress.Model.Environments;

/// <summary>
/// A HorizontalPodAutoscaler: the number of pods follows their use of CPU and memory. The metrics server that it asks is
/// installed with the environment.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/</remarks>
public sealed record AutoscalingSpec
{
    /// <summary>Smallest number of pods, 1 to 1000.</summary>
    public required int MinReplicas { get; init; }

    /// <summary>Largest number of pods, from the smallest to 1000.</summary>
    public required int MaxReplicas { get; init; }

    /// <summary>Average CPU use that is aimed at, in percent of the request, 1 to 1000; null to look at memory only.</summary>
    public int? TargetCpuPercent { get; init; }

    /// <summary>Average memory use that is aimed at, in percent of the request, 1 to 1000; null to look at CPU only.</summary>
    public int? TargetMemoryPercent { get; init; }
}
