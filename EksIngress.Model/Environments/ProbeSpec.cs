namespace EksIngress.Model.Environments;

/// <summary>An HTTP probe of the kubelet. 200 to 399 is good.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/</remarks>
public sealed record ProbeSpec
{
    /// <summary>Path that is asked, starting with a slash.</summary>
    public required string Path { get; init; }

    /// <summary>Seconds from the container's start to the first probe, 0 to 3600. Default: 0.</summary>
    public int InitialDelaySeconds { get; init; }

    /// <summary>Seconds between two probes, 1 to 3600. Default: 10.</summary>
    public int PeriodSeconds { get; init; } = 10;

    /// <summary>Seconds after which a probe has failed, 1 to 3600. Default: 2.</summary>
    public int TimeoutSeconds { get; init; } = 2;

    /// <summary>Bad answers in a row that count as failure, 1 to 100. Default: 3.</summary>
    public int FailureThreshold { get; init; } = 3;

    /// <summary>Good answers in a row that end a failure, 1 to 100; liveness and startup probes want 1. Default: 1.</summary>
    public int SuccessThreshold { get; init; } = 1;
}
