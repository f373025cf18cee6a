namespace EksIngress.Model.Environments;

/// <summary>A managed node group.</summary>
public sealed record NodeGroupSpec
{
    /// <summary>Name within the cluster: 1 to 63 letters, digits, hyphens and underscores.</summary>
    public required string Name { get; init; }

    /// <summary>EC2 instance types, in order of preference. Default: <c>m5.large</c>.</summary>
    public IReadOnlyList<string> InstanceTypes { get; init; } = ["m5.large"];

    /// <summary>Smallest number of nodes, 0 or more. Default: 2.</summary>
    public int MinSize { get; init; } = 2;

    /// <summary>Number of nodes at the start, between the smallest and the largest. Default: 2.</summary>
    public int DesiredSize { get; init; } = 2;

    /// <summary>Largest number of nodes, at least 1. Default: 4.</summary>
    public int MaxSize { get; init; } = 4;
}
