namespace EksIngress.Model.Environments;

/// <summary>
/// A PodDisruptionBudget: how many pods may be away at once when nodes are drained. Exactly one of the two, as a number (<c>1</c>)
/// or a share (<c>25%</c>).
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/run-application/configure-pdb/</remarks>
public sealed record DisruptionBudgetSpec
{
    /// <summary>Pods that must stay; null to say how many may go.</summary>
    public string? MinAvailable { get; init; }

    /// <summary>Pods that may go; null to say how many must stay.</summary>
    public string? MaxUnavailable { get; init; }
}
