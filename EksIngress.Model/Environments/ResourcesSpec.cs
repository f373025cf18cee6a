namespace EksIngress.Model.Environments;

/// <summary>CPU and memory of one pod, as Kubernetes quantities: <c>250m</c>, <c>0.5</c>, <c>128Mi</c>, <c>1Gi</c>.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/</remarks>
public sealed record ResourcesSpec
{
    /// <summary>CPU that the scheduler sets aside, above 0. Default: <c>100m</c>.</summary>
    public string CpuRequest { get; init; } = "100m";

    /// <summary>Memory that the scheduler sets aside, above 0. Default: <c>128Mi</c>.</summary>
    public string MemoryRequest { get; init; } = "128Mi";

    /// <summary>CPU above which the pod is throttled, at least the request; null for no limit. Default: null.</summary>
    public string? CpuLimit { get; init; }

    /// <summary>Memory above which the pod is killed, at least the request. Default: <c>512Mi</c>.</summary>
    public string MemoryLimit { get; init; } = "512Mi";
}
