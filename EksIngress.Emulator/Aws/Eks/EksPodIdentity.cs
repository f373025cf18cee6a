using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>The role that the pods of a service account get through EKS Pod Identity.</summary>
/// <param name="Id"><c>a-</c> and 17 further characters.</param>
/// <param name="SendsSessionTags">False leaves the tags with cluster, namespace and pod off the sessions.</param>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_PodIdentityAssociation.html</remarks>
internal sealed record EksPodIdentity(
    string Id,
    string Arn,
    string Namespace,
    string ServiceAccount,
    string RoleArn,
    bool SendsSessionTags,
    DateTimeOffset CreatedAt)
{
    public required DateTimeOffset ModifiedAt { get; init; }

    public required string? ClientRequestToken { get; init; }

    /// <summary><see cref="EksClientToken.Request"/> of the request that made it; null without a token.</summary>
    public string? RequestHash { get; init; }

    public required ImmutableSortedDictionary<string, string> Tags { get; init; }
}
