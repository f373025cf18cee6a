using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Certificates;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>The clusters behind the emulated EKS.</summary>
internal sealed class KubernetesClusters(
    CertificateAuthority authority,
    ClusterStorage storage,
    LoopbackNetwork network,
    IEksIdentities identities,
    IServiceProvider services,
    TimeProvider time,
    ILoggerFactory loggers) : IKubernetesClusters, IClusterObjects, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, KubernetesCluster> _clusters = new(StringComparer.Ordinal);

    public async Task<KubernetesClusterInfo> StartAsync(KubernetesClusterSpec spec, CancellationToken cancellationToken)
    {
        if (_clusters.ContainsKey(spec.Name))
        {
            throw new InvalidOperationException($"A cluster named {spec.Name} runs already.");
        }

        var cluster = new KubernetesCluster(spec, authority, storage.Open(spec), identities, time, loggers);
        _clusters[spec.Name] = cluster;
        try
        {
            // Components are looked up late: some of them know, by way of the account, this very object.
            return await cluster.StartAsync([.. services.GetServices<IClusterComponent>()], cancellationToken);
        }
        catch
        {
            await StopAsync(spec.Name, CancellationToken.None);
            throw;
        }
    }

    public async Task StopAsync(string name, CancellationToken cancellationToken)
    {
        if (_clusters.TryRemove(name, out var cluster))
        {
            await cluster.DisposeAsync();
        }

        storage.Forget(name, cluster?.Objects.Store);
    }

    public Task AddNodeAsync(string clusterName, KubernetesNodeSpec node, CancellationToken cancellationToken)
    {
        var cluster = Get(clusterName);
        if (cluster.Objects.Find("nodes", "", node.Name) is not null)
        {
            return Task.CompletedTask;
        }

        var address = network.AllocateNodeAddress(node.Name);
        cluster.Objects.CreateIfMissing("nodes", NodeObject.Create(node, cluster.Spec, address, time), WriteOptions.Kubelet);
        return Task.CompletedTask;
    }

    public Task RemoveNodeAsync(string clusterName, string nodeName, CancellationToken cancellationToken)
    {
        if (_clusters.TryGetValue(clusterName, out var cluster) && cluster.Objects.Find("nodes", "", nodeName) is { } node)
        {
            foreach (var pod in cluster.Objects.List("pods").Where(pod => pod.Text("spec", "nodeName") == nodeName))
            {
                cluster.Objects.DeleteIfPresent("pods", pod.Key(), DeleteRequest.Background with { Uid = pod.Uid() });
            }

            cluster.Objects.DeleteIfPresent("nodes", node.Key(), DeleteRequest.Background);
            network.Release(NodeObject.FindAddress(node));
        }

        return Task.CompletedTask;
    }

    public IReadOnlyDictionary<string, string>? FindConfigMap(string clusterName, NamespacedName key) =>
        _clusters.GetValueOrDefault(clusterName)?.Objects.Find("configmaps", key.Namespace, key.Name) is { } found
            ? found.Pairs("data").ToDictionary(StringComparer.Ordinal)
            : null;

    public void ChangeConfigMap(string clusterName, NamespacedName key, Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>> change)
    {
        if (!_clusters.TryGetValue(clusterName, out var cluster))
        {
            return;
        }

        cluster.Objects.CreateIfMissing(
            "configmaps",
            new JsonObject { ["metadata"] = new JsonObject { ["name"] = key.Name, ["namespace"] = key.Namespace } },
            WriteOptions.ControllerManager);
        cluster.Objects.Change("configmaps", key, item => item["data"] = Data(change(item.Pairs("data").ToDictionary(StringComparer.Ordinal))), WriteOptions.ControllerManager);
    }

    private static JsonObject Data(IReadOnlyDictionary<string, string> entries) =>
        new(entries.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, entry.Value)));

    public IPAddress? FindNodeAddress(string instanceId) => _clusters.Values
        .SelectMany(cluster => cluster.Objects.List("nodes"))
        .Where(node => node.Text("spec", "providerID")?.EndsWith("/" + instanceId, StringComparison.Ordinal) == true)
        .Select(NodeObject.FindAddress)
        .Select(address => IPAddress.TryParse(address, out var parsed) ? parsed : null)
        .FirstOrDefault(address => address is not null);

    public JsonObject? Find(string cluster, string resource, NamespacedName key) =>
        _clusters.GetValueOrDefault(cluster)?.Objects.Find(resource, key.Namespace, key.Name);

    public IReadOnlyList<JsonObject> List(string cluster, string resource, string inNamespace) =>
        _clusters.GetValueOrDefault(cluster)?.Objects.List(resource, inNamespace) ?? [];

    public ServiceAccountIssuer? FindIssuer(string issuer) =>
        _clusters.Values.FirstOrDefault(cluster => cluster.Spec.Issuer == issuer)?.Issuer;

    public async ValueTask DisposeAsync()
    {
        // They stop, and stay what they are for the next run.
        foreach (var name in _clusters.Keys)
        {
            if (_clusters.TryRemove(name, out var cluster))
            {
                await cluster.DisposeAsync();
            }
        }
    }

    private KubernetesCluster Get(string name) =>
        _clusters.GetValueOrDefault(name) ?? throw new InvalidOperationException($"No cluster named {name} runs.");
}
