using System.Collections.Immutable;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>What clusters have beside their objects, by name.</summary>
internal sealed record KubernetesState(ImmutableSortedDictionary<string, KubernetesClusterState> Clusters)
{
    public static KubernetesState Empty { get; } = new(ImmutableSortedDictionary.Create<string, KubernetesClusterState>(StringComparer.Ordinal));
}

/// <param name="SigningKey">Of service account tokens, as PKCS#8.</param>
/// <param name="AwsEndpoint">What its pods were told.</param>
internal sealed record KubernetesClusterState(byte[] SigningKey, Uri AwsEndpoint);
