namespace EksIngress.Model.Environments;

/// <summary>A topology spread constraint: how evenly pods lie over zones or nodes.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/</remarks>
public sealed record TopologySpreadSpec
{
    /// <summary>Label of nodes that makes the places: <c>topology.kubernetes.io/zone</c> or <c>kubernetes.io/hostname</c>, for example.</summary>
    public required string TopologyKey { get; init; }

    /// <summary>Largest difference of pods between two places, 1 to 100. Default: 1.</summary>
    public int MaxSkew { get; init; } = 1;

    /// <summary>True if a pod that would break the constraint waits; false if it starts anyway. Default: false.</summary>
    public bool Required { get; init; }
}
