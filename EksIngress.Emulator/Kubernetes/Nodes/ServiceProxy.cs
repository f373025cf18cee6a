using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// What kube-proxy does, in user space: every port of a ClusterIP is a listener that hands each connection to the next ready
/// endpoint. Open connections stay where they are when endpoints change.
/// </summary>
internal sealed partial class ServiceProxy(LoopbackNetwork network, ILogger<ServiceProxy> logger) : IClusterComponent
{
    private const string ServiceNameLabel = "kubernetes.io/service-name";

    private static readonly HashSet<string> s_watched = ["services", "endpointslices.discovery.k8s.io"];

    private readonly ConcurrentDictionary<NamespacedName, JsonObject> _services = new();

    /// <summary>A Service with a ClusterIP of any cluster; null when there is none.</summary>
    public JsonObject? Find(NamespacedName name) => _services.GetValueOrDefault(name);

    public async Task RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var listeners = new Dictionary<(NamespacedName Service, int Port), ServiceListener>();
        using var watch = cluster.Objects.Store.Watch(s_watched, initial: true);
        try
        {
            await foreach (var change in watch.Events.ReadAllAsync(cancellationToken))
            {
                switch (change.Resource)
                {
                    case "services":
                        await ReconcileAsync(cluster, change.Value.Key(), listeners);
                        if (change.Type == StoreEventType.Deleted)
                        {
                            // Only now: nothing listens there any more.
                            network.Release(change.Value.Text("spec", "clusterIP"));
                        }

                        break;
                    case "endpointslices.discovery.k8s.io" when change.Value.Label(ServiceNameLabel) is { } service:
                        await ReconcileAsync(cluster, new(change.Value.Namespace(), service), listeners);
                        break;
                    default:
                        break;
                }
            }
        }
        finally
        {
            foreach (var ((service, _), listener) in listeners)
            {
                _services.TryRemove(service, out _);
                await listener.DisposeAsync();
                network.Release(listener.Address.ToString());
            }
        }
    }

    private async Task ReconcileAsync(
        ClusterContext cluster, NamespacedName name, Dictionary<(NamespacedName Service, int Port), ServiceListener> listeners)
    {
        var service = cluster.Objects.Store.Find("services", name);
        var address = IPAddress.TryParse(service.Text("spec", "clusterIP"), out var parsed) ? parsed : null;
        if (service is null || address is null)
        {
            _services.TryRemove(name, out _);
        }
        else
        {
            _services[name] = service;
        }

        var ports = address is null
            ? []
            : service.Items("spec", "ports").Where(port => port.Text("protocol") is null or "TCP").ToDictionary(port => (int)port.Number("port")!.Value);
        foreach (var ((_, port), listener) in listeners.Where(pair => pair.Key.Service == name).ToList())
        {
            if (!ports.ContainsKey(port) || !listener.Address.Equals(address))
            {
                listeners.Remove((name, port));
                await listener.DisposeAsync();
            }
        }

        foreach (var (number, port) in ports)
        {
            if (!listeners.TryGetValue((name, number), out var listener))
            {
                try
                {
                    listener = ServiceListener.Start(address!, number, logger);
                }
                catch (SocketException exception)
                {
                    // Nobody else uses the emulator's range; below 1024 the machine may not let us.
                    LogNotListening(name, address!, number, exception.Message);
                    continue;
                }

                listeners.Add((name, number), listener);
            }

            listener.Endpoints = FindEndpoints(cluster, name, port.Text("name") ?? "");
        }
    }

    private static IPEndPoint[] FindEndpoints(ClusterContext cluster, NamespacedName service, string portName) =>
    [
        .. cluster.Objects.List("endpointslices.discovery.k8s.io", service.Namespace)
            .Where(slice => slice.Label(ServiceNameLabel) == service.Name)
            .SelectMany(slice => slice.Items("ports")
                .Where(port => (port.Text("name") ?? "") == portName && port.Number("port") is not null)
                .SelectMany(port => slice.Items("endpoints")
                    .Where(endpoint => endpoint.Flag("conditions", "ready") != false)
                    .SelectMany(endpoint => endpoint.Texts("addresses"))
                    .Select(address => new IPEndPoint(IPAddress.Parse(address), (int)port.Number("port")!.Value))))
            .Distinct(),
    ];

    [LoggerMessage(Level = LogLevel.Error, Message = "Service {Service} cannot listen on {Address}:{Port}: {Reason}", EventName = "ServiceNotListening")]
    private partial void LogNotListening(NamespacedName service, IPAddress address, int port, string reason);
}
