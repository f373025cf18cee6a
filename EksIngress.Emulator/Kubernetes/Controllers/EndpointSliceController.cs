using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Lists the pods behind each Service.</summary>
internal sealed class EndpointSliceController(ObjectRegistry registry, ILogger<EndpointSliceController> logger)
    : Controller(registry, new HashSet<string> { "services", "pods", Slices, "nodes" }, logger)
{
    public const string ServiceLabel = "kubernetes.io/service-name";

    private const string Slices = "endpointslices.discovery.k8s.io";
    private const string ManagedByLabel = "endpointslice.kubernetes.io/managed-by";
    private const string ZoneLabel = "topology.kubernetes.io/zone";

    // The controller manager's --max-endpoints-per-slice.
    private const int MaxEndpoints = 100;
    private const string Component = "endpointslice-controller.k8s.io";

    protected override IEnumerable<NamespacedName> Map(StoreEvent change)
    {
        switch (change.Resource)
        {
            case "services":
                yield return change.Value.Key();
                break;
            case Slices when change.Value.Label(ManagedByLabel) == Component:
                yield return new(change.Value.Namespace(), change.Value.Label(ServiceLabel) ?? "");
                break;
            case "nodes" when change.Value.Label(ZoneLabel) != change.Previous?.Label(ZoneLabel):
                foreach (var slice in Registry.List(Slices).Where(slice => slice.Label(ManagedByLabel) == Component
                    && slice.Items("endpoints").Any(endpoint => endpoint.Text("nodeName") == change.Value.Name())))
                {
                    yield return new(slice.Namespace(), slice.Label(ServiceLabel) ?? "");
                }

                break;
            case "pods":
                foreach (var service in Registry.List("services", change.Value.Namespace()))
                {
                    if (Selects(service, change.Value) || (change.Previous is { } previous && Selects(service, previous)))
                    {
                        yield return service.Key();
                    }
                }

                break;
            default:
                break;
        }
    }

    protected override void Reconcile(NamespacedName key)
    {
        var own = Registry.List(Slices, key.Namespace)
            .Where(slice => slice.Label(ServiceLabel) == key.Name && slice.Label(ManagedByLabel) == Component)
            .ToList();
        if (Store.Find("services", key) is not { } service || service.IsTerminating() || !service.Pairs("spec", "selector").Any())
        {
            foreach (var slice in own)
            {
                Registry.DeleteIfPresent(Slices, slice.Key(), DeleteRequest.Background);
            }

            return;
        }

        // Pods that resolve a named port to different numbers cannot share a slice, nor can more than a hundred.
        var groups = Registry.List("pods", key.Namespace)
            .Where(pod => Selects(service, pod) && pod.Text("status", "podIP") is { Length: > 0 } && pod.Text("status", "phase") is not ("Succeeded" or "Failed"))
            .OrderBy(pod => pod.Name(), StringComparer.Ordinal)
            .GroupBy(pod => Ports(service, pod).ToJsonString())
            .SelectMany(group => group.Chunk(MaxEndpoints).Select(pods => (Ports: group.Key, Pods: pods)))
            .ToList();
        foreach (var (index, group) in groups.Index())
        {
            Write(service, own.ElementAtOrDefault(index), JsonNode.Parse(group.Ports)!, new JsonArray([.. group.Pods.Select(pod => Endpoint(service, pod))]));
        }

        if (groups.Count == 0)
        {
            Write(service, own.FirstOrDefault(), new JsonArray(), []);
        }

        foreach (var surplus in own.Skip(Math.Max(1, groups.Count)))
        {
            Registry.DeleteIfPresent(Slices, surplus.Key(), DeleteRequest.Background);
        }
    }

    private static bool Selects(JsonObject service, JsonObject pod) =>
        service.Pairs("spec", "selector").Any() && LabelSelector.FromMap(service.At("spec", "selector")).Matches(pod.At("metadata", "labels"));

    private void Write(JsonObject service, JsonObject? slice, JsonNode ports, JsonArray endpoints)
    {
        if (slice is not null)
        {
            Registry.Change(Slices, slice.Key(), item =>
            {
                item["ports"] = ports;
                item["endpoints"] = endpoints;
            }, WriteOptions.ControllerManager);
            return;
        }

        Registry.Create(Slices, new()
        {
            ["metadata"] = new JsonObject
            {
                ["generateName"] = service.Name() + "-",
                ["namespace"] = service.Namespace(),
                ["labels"] = new JsonObject { [ServiceLabel] = service.Name(), [ManagedByLabel] = Component },
                ["ownerReferences"] = new JsonArray(OwnerReferences.ToController(service)),
            },
            ["addressType"] = "IPv4",
            ["ports"] = ports,
            ["endpoints"] = endpoints,
        }, WriteOptions.ControllerManager with { Internal = false });
    }

    private static JsonArray Ports(JsonObject service, JsonObject pod)
    {
        var ports = new JsonArray();
        foreach (var port in service.Items("spec", "ports"))
        {
            if (Resolve(port, pod) is { } number)
            {
                var resolved = new JsonObject { ["name"] = port.Text("name") ?? "", ["port"] = number, ["protocol"] = port.Text("protocol") ?? "TCP" };
                if (port.Text("appProtocol") is { } application)
                {
                    resolved["appProtocol"] = application;
                }

                ports.Add(resolved);
            }
        }

        return ports;
    }

    private static long? Resolve(JsonObject port, JsonObject pod)
    {
        var target = port["targetPort"];
        return target.Text() is { } name
            ? pod.Items("spec", "containers").SelectMany(container => container.Items("ports"))
                .FirstOrDefault(candidate => candidate.Text("name") == name).Number("containerPort")
            : target.Number() ?? port.Number("port");
    }

    private JsonObject Endpoint(JsonObject service, JsonObject pod)
    {
        var serving = pod.IsReady() || service.Flag("spec", "publishNotReadyAddresses") == true;
        var endpoint = new JsonObject
        {
            ["addresses"] = new JsonArray(pod.Text("status", "podIP")),
            ["conditions"] = new JsonObject
            {
                ["ready"] = serving && !pod.IsTerminating(),
                ["serving"] = serving,
                ["terminating"] = pod.IsTerminating(),
            },
            ["targetRef"] = new JsonObject { ["kind"] = "Pod", ["namespace"] = pod.Namespace(), ["name"] = pod.Name(), ["uid"] = pod.Uid() },
        };
        if (pod.Text("spec", "nodeName") is { } node)
        {
            endpoint["nodeName"] = node;
            if (Store.Find("nodes", new("", node))?.Label(ZoneLabel) is { } zone)
            {
                endpoint["zone"] = zone;
            }
        }

        return endpoint;
    }
}
