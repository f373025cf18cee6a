using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Ecr;

/// <summary>A repository. It is a record: there is no registry behind it, so it never has images.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Repository.html</remarks>
internal sealed record EcrRepository
{
    public required string Arn { get; init; }

    public required string RegistryId { get; init; }

    public required string Region { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>MUTABLE</c> or <c>IMMUTABLE</c>.</summary>
    public required string ImageTagMutability { get; init; }

    public required bool ScanOnPush { get; init; }

    public required ImmutableSortedDictionary<string, string> Tags { get; init; }

    /// <summary>What images of it are named with.</summary>
    public string Uri => $"{RegistryId}.dkr.ecr.{Region}.amazonaws.com/{Name}";
}
