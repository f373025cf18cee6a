using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Eks;

internal sealed record EksNodeGroup
{
    public required string Name { get; init; }

    public required string Arn { get; init; }

    public required string Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    public required EksStatus Status { get; init; }

    /// <summary><c>ON_DEMAND</c> or <c>SPOT</c>.</summary>
    public required string CapacityType { get; init; }

    public required EksScaling Scaling { get; init; }

    public EksUpdateConfig UpdateConfig { get; init; } = EksUpdateConfig.Default;

    public required ImmutableArray<string> InstanceTypes { get; init; }

    public required ImmutableArray<string> SubnetIds { get; init; }

    public required string AmiType { get; init; }

    public required string NodeRoleArn { get; init; }

    public required int DiskSizeGiB { get; init; }

    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    public ImmutableArray<EksTaint> Taints { get; init; } = [];

    public required ImmutableSortedDictionary<string, string> Tags { get; init; }

    public required string? ClientRequestToken { get; init; }

    /// <summary><see cref="EksClientToken.Request"/> of the request that made it; null without a token.</summary>
    public string? RequestHash { get; init; }

    /// <summary>Name of the Auto Scaling group; also the last part of <see cref="Arn"/>.</summary>
    public required string AutoScalingGroup { get; init; }

    public string AccountId => Arn.Split(':')[4];

    public ImmutableArray<EksNode> Nodes { get; init; } = [];

    public ImmutableArray<EksIssue> Issues { get; init; } = [];

    /// <summary>By id, the changes asked for.</summary>
    public ImmutableSortedDictionary<string, EksUpdate> Updates { get; init; } = ImmutableSortedDictionary.Create<string, EksUpdate>(StringComparer.Ordinal);
}

internal sealed record EksScaling(int MinSize, int MaxSize, int DesiredSize);

/// <param name="Name">Private DNS name of the instance, and name of the node.</param>
internal sealed record EksNode(string InstanceId, string Name);
