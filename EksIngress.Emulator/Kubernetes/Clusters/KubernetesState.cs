using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>What clusters have beside their objects, by name.</summary>
internal sealed record KubernetesState(SnapshotMap<KubernetesClusterState> Clusters)
{
    public static KubernetesState Empty { get; } = new(SnapshotMap<KubernetesClusterState>.Empty(StringComparer.Ordinal));
}

/// <param name="SigningKey">Of service account tokens, as PKCS#8.</param>
/// <param name="AwsEndpoint">What its pods were told.</param>
internal sealed record KubernetesClusterState(byte[] SigningKey, Uri AwsEndpoint);
