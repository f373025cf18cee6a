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

    /// <summary>How the instances are bought. Default: on demand.</summary>
    public CapacityType CapacityType { get; init; } = CapacityType.OnDemand;

    /// <summary>AMI type by its EKS name, for example <c>AL2023_ARM_64_STANDARD</c>; null for Amazon Linux 2023 on x86-64.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html</remarks>
    public string? AmiType { get; init; }

    /// <summary>Size of each node's root volume in GiB, 20 to 16384; null for EKS's default, 20.</summary>
    public int? DiskSizeGiB { get; init; }

    /// <summary>Labels of the nodes; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Taints of the nodes, at most 50; null for none.</summary>
    public IReadOnlyList<TaintSpec>? Taints { get; init; }
}
