using System.Runtime.CompilerServices;
using System.Text.Json;
using k8s;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.Cluster;

/// <summary>The controller's caches: one informer for each kind it looks at.</summary>
internal sealed class ClusterInformers
{
    public const string Group = "elbv2.k8s.aws";
    public const string Version = "v1beta1";

    private static readonly TimeSpan SyncTimeout = TimeSpan.FromMinutes(2);

    private readonly TimeProvider _time;

    /// <param name="client">The API server.</param>
    /// <param name="watchNamespace">The only namespace whose objects are seen; empty is all. Objects without a namespace are always seen.</param>
    /// <param name="log">Gets what goes wrong.</param>
    /// <param name="time">The clock.</param>
    public ClusterInformers(IKubernetes client, string watchNamespace, ControllerLog log, TimeProvider time)
    {
        var fields = watchNamespace.Length == 0 ? null : $"metadata.namespace={watchNamespace}";
        _time = time;
        Ingresses = new("Ingress", new(
            async token => Listed(await client.NetworkingV1.ListIngressForAllNamespacesAsync(fieldSelector: fields, cancellationToken: token), list => list.Items),
            (version, token) => client.NetworkingV1.WatchListIngressForAllNamespacesAsync(
                allowWatchBookmarks: true, fieldSelector: fields, resourceVersion: version, onError: Throw, cancellationToken: token)), log, time);
        IngressClasses = new("IngressClass", new(
            async token => Listed(await client.NetworkingV1.ListIngressClassAsync(cancellationToken: token), list => list.Items),
            (version, token) => client.NetworkingV1.WatchListIngressClassAsync(
                allowWatchBookmarks: true, resourceVersion: version, onError: Throw, cancellationToken: token)), log, time);
        Services = new("Service", new(
            async token => Listed(await client.CoreV1.ListServiceForAllNamespacesAsync(fieldSelector: fields, cancellationToken: token), list => list.Items),
            (version, token) => client.CoreV1.WatchListServiceForAllNamespacesAsync(
                allowWatchBookmarks: true, fieldSelector: fields, resourceVersion: version, onError: Throw, cancellationToken: token)), log, time);
        Namespaces = new("Namespace", new(
            async token => Listed(await client.CoreV1.ListNamespaceAsync(cancellationToken: token), list => list.Items),
            (version, token) => client.CoreV1.WatchListNamespaceAsync(
                allowWatchBookmarks: true, resourceVersion: version, onError: Throw, cancellationToken: token)), log, time);
        EndpointSlices = new("EndpointSlice", new(
            async token => Listed(await client.DiscoveryV1.ListEndpointSliceForAllNamespacesAsync(fieldSelector: fields, cancellationToken: token), list => list.Items),
            (version, token) => client.DiscoveryV1.WatchListEndpointSliceForAllNamespacesAsync(
                allowWatchBookmarks: true, fieldSelector: fields, resourceVersion: version, onError: Throw, cancellationToken: token)), log, time);
        Pods = new("Pod", new(
            async token => Listed(await client.CoreV1.ListPodForAllNamespacesAsync(fieldSelector: fields, cancellationToken: token), list => list.Items),
            (version, token) => client.CoreV1.WatchListPodForAllNamespacesAsync(
                allowWatchBookmarks: true, fieldSelector: fields, resourceVersion: version, onError: Throw, cancellationToken: token)), log, time);
        Nodes = new("Node", new(
            async token => Listed(await client.CoreV1.ListNodeAsync(cancellationToken: token), list => list.Items),
            (version, token) => client.CoreV1.WatchListNodeAsync(
                allowWatchBookmarks: true, resourceVersion: version, onError: Throw, cancellationToken: token)), log, time);
        IngressClassParams = new("IngressClassParams", Custom<IngressClassParamsObject>(client, IngressClassParamsObject.Plural, null), log, time);
        TargetGroupBindings = new("TargetGroupBinding", Custom<TargetGroupBindingObject>(client, TargetGroupBindingObject.Plural, fields), log, time);
    }

    public Informer<V1Ingress> Ingresses { get; }

    public Informer<V1IngressClass> IngressClasses { get; }

    public Informer<V1Service> Services { get; }

    public Informer<V1Namespace> Namespaces { get; }

    public Informer<V1EndpointSlice> EndpointSlices { get; }

    public Informer<V1Pod> Pods { get; }

    public Informer<V1Node> Nodes { get; }

    public Informer<IngressClassParamsObject> IngressClassParams { get; }

    public Informer<TargetGroupBindingObject> TargetGroupBindings { get; }

    /// <summary>Completes only by failure or cancellation.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Ingresses.RunAsync(cancellationToken),
        IngressClasses.RunAsync(cancellationToken),
        Services.RunAsync(cancellationToken),
        Namespaces.RunAsync(cancellationToken),
        EndpointSlices.RunAsync(cancellationToken),
        Pods.RunAsync(cancellationToken),
        Nodes.RunAsync(cancellationToken),
        IngressClassParams.RunAsync(cancellationToken),
        TargetGroupBindings.RunAsync(cancellationToken));

    /// <exception cref="ControllerExitException">A kind could not be listed: most often RBAC, or a missing custom resource definition.</exception>
    public async Task WaitForSyncAsync(CancellationToken cancellationToken)
    {
        var all = Task.WhenAll(
            Ingresses.Synced, IngressClasses.Synced, Services.Synced, Namespaces.Synced, EndpointSlices.Synced,
            Pods.Synced, Nodes.Synced, IngressClassParams.Synced, TargetGroupBindings.Synced);
        try
        {
            await all.WaitAsync(SyncTimeout, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new ControllerExitException("problem running manager", "failed to wait for caches to sync: timed out waiting for cache to be synced");
        }
    }

    private static (IEnumerable<TItem> Items, string Version) Listed<TList, TItem>(TList list, Func<TList, IEnumerable<TItem>> items)
        where TList : IKubernetesObject<V1ListMeta> => (items(list), list.Metadata.ResourceVersion);

    private static ListWatch<T> Custom<T>(IKubernetes client, string plural, string? fields) => new(
        async token =>
        {
            var list = (JsonElement)await client.CustomObjects.ListClusterCustomObjectAsync(Group, Version, plural, fieldSelector: fields, cancellationToken: token);
            return (
                list.GetProperty("items").EnumerateArray().Select(item => KubernetesJson.Deserialize<T>(item.GetRawText())).ToList(),
                list.GetProperty("metadata").GetProperty("resourceVersion").GetString()!);
        },
        (version, token) => WatchCustomAsync<T>(client, plural, fields, version, token));

    private static async IAsyncEnumerable<(WatchEventType Type, T Item)> WatchCustomAsync<T>(
        IKubernetes client, string plural, string? fields, string version, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watch = client.CustomObjects.WatchListClusterCustomObjectAsync(
            Group, Version, plural, allowWatchBookmarks: true, fieldSelector: fields, resourceVersion: version, onError: Throw, cancellationToken: cancellationToken);
        await foreach (var (type, item) in watch)
        {
            var json = item is JsonElement element ? element.GetRawText() : JsonSerializer.Serialize(item);
            yield return (type, KubernetesJson.Deserialize<T>(json));
        }
    }

    private static void Throw(Exception exception) => throw exception;
}
