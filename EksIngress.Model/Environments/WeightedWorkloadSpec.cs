namespace EksIngress.Model.Environments;

/// <summary>A workload and its share of the requests.</summary>
public sealed record WeightedWorkloadSpec
{
    /// <summary>Name of the workload.</summary>
    public required string Workload { get; init; }

    /// <summary>Its part of the sum of all weights, 0 to 999.</summary>
    public required int Weight { get; init; }
}
