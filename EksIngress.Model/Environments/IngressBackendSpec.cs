namespace EksIngress.Model.Environments;

/// <summary>
/// What answers a request: a workload, several workloads by weight, a response of the ALB's own, or a redirect. Exactly one of them.
/// </summary>
public record IngressBackendSpec
{
    /// <summary>Name of the workload that serves it; null for another kind of answer.</summary>
    public string? Workload { get; init; }

    /// <summary>Port of that workload's Service; null for its container port.</summary>
    public int? Port { get; init; }

    /// <summary>Workloads that share the requests; null for another kind of answer.</summary>
    public WeightedBackendsSpec? Weighted { get; init; }

    /// <summary>A response that the ALB gives itself; null for another kind of answer.</summary>
    public FixedResponseSpec? FixedResponse { get; init; }

    /// <summary>A redirect that the ALB answers with; null for another kind of answer.</summary>
    public RedirectSpec? Redirect { get; init; }

    /// <summary>Names of the workloads that requests are forwarded to.</summary>
    internal IEnumerable<string> Workloads => Workload is { } name ? [name] : Weighted?.Workloads.Select(item => item.Workload) ?? [];
}
