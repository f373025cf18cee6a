namespace EksIngress.Model.Environments;

/// <summary>CPU and memory of one pod, as Kubernetes quantities.</summary>
public sealed record ResourcesSpec
{
    /// <summary>CPU that the scheduler sets aside. Default: <c>100m</c>.</summary>
    public string CpuRequest { get; init; } = "100m";

    /// <summary>Memory that the scheduler sets aside. Default: <c>128Mi</c>.</summary>
    public string MemoryRequest { get; init; } = "128Mi";

    /// <summary>Memory above which the pod is killed. Default: <c>512Mi</c>. There is no CPU limit: it would only throttle.</summary>
    public string MemoryLimit { get; init; } = "512Mi";
}
