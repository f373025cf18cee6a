using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Users with policies in common.</summary>
internal sealed record IamGroup
{
    public required string GroupName { get; init; }

    public required string Path { get; init; }

    public required string GroupId { get; init; }

    public required string Arn { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    /// <summary>Unique ids of its users.</summary>
    public ImmutableSortedSet<string> UserIds { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>By policy name.</summary>
    public ImmutableSortedDictionary<string, IamDocument> InlinePolicies { get; init; } = ImmutableSortedDictionary.Create<string, IamDocument>(StringComparer.Ordinal);

    /// <summary>ARNs.</summary>
    public ImmutableSortedSet<string> AttachedPolicies { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}
