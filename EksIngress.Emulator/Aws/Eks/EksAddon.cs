using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>An add-on of a cluster. It is a record: nothing is installed into the cluster.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_Addon.html</remarks>
internal sealed record EksAddon
{
    public required string Name { get; init; }

    public required string Arn { get; init; }

    public required string Version { get; init; }

    public required EksStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    public string? ServiceAccountRoleArn { get; init; }

    public string? ConfigurationValues { get; init; }

    public string? ClientRequestToken { get; init; }

    /// <summary><see cref="EksClientToken.Request"/> of the request that made it; null without a token.</summary>
    public string? RequestHash { get; init; }

    public required ImmutableSortedDictionary<string, string> Tags { get; init; }

    /// <summary>By id, the changes asked for.</summary>
    public ImmutableSortedDictionary<string, EksUpdate> Updates { get; init; } = ImmutableSortedDictionary.Create<string, EksUpdate>(StringComparer.Ordinal);
}
