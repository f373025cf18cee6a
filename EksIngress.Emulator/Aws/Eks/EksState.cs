using System.Text.Json.Serialization;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>
/// All clusters at one moment, by name. On AWS a name is taken in one region only; here in all of them, for a Kubernetes API
/// is known by the name of its cluster.
/// </summary>
internal sealed record EksState(SnapshotMap<EksCluster> Clusters)
{
    public static EksState Empty { get; } = new(SnapshotMap<EksCluster>.Empty(StringComparer.Ordinal));

    /// <summary>What the account may have.</summary>
    [JsonIgnore]
    public AwsQuotas Quotas { get; init; } = AwsQuotas.OfNewAccount;

    public EksCluster? Find(string region, string name) =>
        Clusters.GetValueOrDefault(name) is { } cluster && cluster.Region == region ? cluster : null;

    /// <exception cref="AwsException"><c>ResourceNotFoundException</c>.</exception>
    public EksCluster Get(string region, string name) => Find(region, name) ?? throw EksErrors.NoCluster(name);

    public EksState Set(EksCluster cluster) => this with { Clusters = Clusters.SetItem(cluster.Name, cluster) };
}
