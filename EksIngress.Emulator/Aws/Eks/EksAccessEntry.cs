using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>An IAM principal that may use the Kubernetes API.</summary>
internal sealed record EksAccessEntry
{
    public required string PrincipalArn { get; init; }

    /// <summary>Unique id of the role or user when the entry was made: one made anew under the name has no access.</summary>
    public required string PrincipalId { get; init; }

    public required string Arn { get; init; }

    /// <summary><c>STANDARD</c>, <c>EC2_LINUX</c>, …</summary>
    public required string Type { get; init; }

    /// <summary>May hold <c>{{SessionName}}</c> and <c>{{AccountID}}</c>.</summary>
    public required string Username { get; init; }

    public required ImmutableArray<string> KubernetesGroups { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    public required ImmutableSortedDictionary<string, string> Tags { get; init; }

    /// <summary>Of the request that made it; null when that had none.</summary>
    public EksClientToken? Token { get; init; }

    /// <summary>By policy ARN.</summary>
    public ImmutableSortedDictionary<string, EksPolicyAssociation> Policies { get; init; } = ImmutableSortedDictionary.Create<string, EksPolicyAssociation>(StringComparer.Ordinal);
}

/// <param name="Namespaces">Empty for the whole cluster.</param>
internal sealed record EksPolicyAssociation(ImmutableArray<string> Namespaces, DateTimeOffset AssociatedAt, DateTimeOffset ModifiedAt);
