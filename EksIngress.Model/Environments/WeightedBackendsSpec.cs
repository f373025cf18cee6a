namespace EksIngress.Model.Environments;

/// <summary>Workloads that share the requests of a rule by weight.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html</remarks>
public sealed record WeightedBackendsSpec
{
    /// <summary>The workloads, 1 to 5; at least one weight is above 0.</summary>
    public required IReadOnlyList<WeightedWorkloadSpec> Workloads { get; init; }

    /// <summary>Seconds for which a client stays with the workload it was first sent to, 1 to 604800; null for no stickiness.</summary>
    public int? StickinessSeconds { get; init; }
}
