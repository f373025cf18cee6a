using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// What kube-proxy does, in user space: every port of a ClusterIP, and every node port on every node, is a listener that hands each
/// connection to the next ready endpoint. Open connections stay where they are when endpoints change.
/// </summary>
internal sealed partial class ServiceProxy(LoopbackNetwork network, ILogger<ServiceProxy> logger) : IClusterComponent
{
    private static readonly HashSet<string> s_watched = ["services", "endpointslices.discovery.k8s.io", "nodes"];

    private readonly ConcurrentDictionary<NamespacedName, JsonObject> _services = new();

    /// <summary>A Service with a ClusterIP of any cluster; null when there is none.</summary>
    public JsonObject? Find(NamespacedName name) => _services.GetValueOrDefault(name);

    public async Task RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var listeners = new Dictionary<NamespacedName, Dictionary<IPEndPoint, ServiceListener>>();
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
                    case "endpointslices.discovery.k8s.io" when change.Value.Label(EndpointSliceController.ServiceLabel) is { } service:
                        await ReconcileAsync(cluster, new(change.Value.Namespace(), service), listeners);
                        break;
                    case "nodes" when change.Previous is null || change.Type == StoreEventType.Deleted:
                        foreach (var service in cluster.Objects.List("services").Where(service => service.Items("spec", "ports").Any(port => port.Number("nodePort") is > 0)))
                        {
                            await ReconcileAsync(cluster, service.Key(), listeners);
                        }

                        break;
                    default:
                        break;
                }
            }
        }
        finally
        {
            foreach (var (service, own) in listeners)
            {
                _services.TryRemove(service, out _);
                foreach (var listener in own.Values)
                {
                    await listener.DisposeAsync();
                    network.Release(listener.Address.ToString());
                }
            }
        }
    }

    private async Task ReconcileAsync(
        ClusterContext cluster, NamespacedName name, Dictionary<NamespacedName, Dictionary<IPEndPoint, ServiceListener>> listeners)
    {
        var service = cluster.Objects.Store.Find("services", name);
        if (service is null || !IPAddress.TryParse(service.Text("spec", "clusterIP"), out _))
        {
            _services.TryRemove(name, out _);
        }
        else
        {
            _services[name] = service;
        }

        var wanted = service is null ? [] : Wanted(cluster, service);
        if (!listeners.TryGetValue(name, out var own))
        {
            listeners[name] = own = [];
        }

        foreach (var (place, listener) in own.Where(pair => !wanted.ContainsKey(pair.Key)).ToList())
        {
            own.Remove(place);
            await listener.DisposeAsync();
        }

        foreach (var (place, endpoints) in wanted)
        {
            if (!own.TryGetValue(place, out var listener))
            {
                try
                {
                    listener = ServiceListener.Start(place.Address, place.Port, logger);
                }
                catch (SocketException exception)
                {
                    // Nobody else uses the emulator's range; below 1024 the machine may not let us.
                    LogNotListening(name, place, exception.Message);
                    continue;
                }

                own.Add(place, listener);
            }

            listener.Endpoints = endpoints;
        }

        if (own.Count == 0)
        {
            listeners.Remove(name);
        }
    }

    /// <summary>Where a Service is to be reached, and which endpoints answer there.</summary>
    private static Dictionary<IPEndPoint, IReadOnlyList<IPEndPoint>> Wanted(ClusterContext cluster, JsonObject service)
    {
        var wanted = new Dictionary<IPEndPoint, IReadOnlyList<IPEndPoint>>();
        var isLocal = service.Text("spec", "externalTrafficPolicy") == "Local";
        foreach (var port in service.Items("spec", "ports").Where(port => port.Text("protocol") is null or "TCP"))
        {
            var endpoints = ServiceEndpoints.Find(cluster.Objects.Store, service.Key(), port.Text("name") ?? "");
            if (IPAddress.TryParse(service.Text("spec", "clusterIP"), out var address))
            {
                wanted[new(address, (int)port.Number("port")!.Value)] = [.. endpoints.Select(endpoint => endpoint.EndPoint)];
            }

            if (port.Number("nodePort") is not (> 0 and { } nodePort))
            {
                continue;
            }

            foreach (var node in cluster.Objects.List("nodes"))
            {
                if (IPAddress.TryParse(NodeObject.FindAddress(node), out var nodeAddress))
                {
                    wanted[new(nodeAddress, (int)nodePort)] =
                        [.. endpoints.Where(endpoint => !isLocal || endpoint.NodeName == node.Name()).Select(endpoint => endpoint.EndPoint)];
                }
            }
        }

        return wanted;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Service {Service} cannot listen on {Place}: {Reason}", EventName = "ServiceNotListening")]
    private partial void LogNotListening(NamespacedName service, IPEndPoint place, string reason);
}
