using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// Gives a Service what only one Service may have: its ClusterIP out of the emulator's loopback range, and the node ports that its type
/// asks for. Last before it is stored, so that a refused write takes nothing.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport</remarks>
internal sealed class ServiceAllocator(LoopbackNetwork network)
{
    private const int FirstNodePort = 30_000;
    private const int LastNodePort = 32_767;

    private int _nextNodePort;

    /// <exception cref="StatusException">422: what the Service asks for is taken, or outside the range.</exception>
    /// <param name="dryRun">Checks and takes nothing.</param>
    public void Allocate(ResourceDefinition resource, JsonObject item, JsonObject? before, ObjectStore store, bool dryRun)
    {
        if (item.Text("spec", "type") != "ExternalName")
        {
            AllocateAddress(resource, item, before, store, dryRun);
        }

        AllocateNodePorts(resource, item, before, store, dryRun);
    }

    private void AllocateAddress(ResourceDefinition resource, JsonObject item, JsonObject? before, ObjectStore store, bool dryRun)
    {
        var spec = item.Section("spec");
        var earlier = before?.Text("spec", "clusterIP");
        var address = spec.Text("clusterIP") is { Length: > 0 } wanted ? wanted : earlier;
        if (address is not null and not "None" && address != earlier)
        {
            Check(resource, item, address, store);
            if (!dryRun && !network.TryReserveServiceAddress(IPAddress.Parse(address), item.Uid()))
            {
                throw Refused(resource, item, "spec.clusterIPs", address, "failed to allocate IP: provided IP is already allocated");
            }
        }

        if (address is null)
        {
            if (dryRun)
            {
                return;
            }

            address = network.AllocateServiceAddress(item.Uid());
        }

        spec["clusterIP"] = address;
        spec["clusterIPs"] = new JsonArray(address);
    }

    private void Check(ResourceDefinition resource, JsonObject item, string address, ObjectStore store)
    {
        if (!IPAddress.TryParse(address, out var parsed) || !network.IsServiceAddress(parsed))
        {
            throw Refused(resource, item, "spec.clusterIPs", address,
                $"failed to allocate IP {address}: the provided IP is not in the valid range. The range of valid IPs is {network.ServiceRange}");
        }

        if (store.List("services").Items.Any(service => service.Text("spec", "clusterIP") == address))
        {
            throw Refused(resource, item, "spec.clusterIPs", address, "failed to allocate IP: provided IP is already allocated");
        }
    }

    private void AllocateNodePorts(ResourceDefinition resource, JsonObject item, JsonObject? before, ObjectStore store, bool dryRun)
    {
        var ports = item.Items("spec", "ports").ToList();
        if (item.Text("spec", "type") is not ("NodePort" or "LoadBalancer")
            || (item.Text("spec", "type") == "LoadBalancer" && item.Flag("spec", "allocateLoadBalancerNodePorts") == false))
        {
            foreach (var port in before is null ? [] : ports)
            {
                // What the type before had asked for goes with that type.
                port.Remove("nodePort");
            }

            return;
        }

        var taken = store.List("services").Items
            .Where(service => service.Uid() != item.Uid())
            .SelectMany(service => service.Items("spec", "ports"))
            .Select(port => (int?)port.Number("nodePort"))
            .OfType<int>()
            .ToHashSet();
        foreach (var (index, port) in ports.Index())
        {
            if (port.Number("nodePort") is not { } number || number == 0)
            {
                continue;
            }

            var field = string.Create(CultureInfo.InvariantCulture, $"spec.ports[{index}].nodePort");
            if (number is < FirstNodePort or > LastNodePort)
            {
                throw Refused(resource, item, field, number, $"provided port is not in the valid range. The range of valid ports is {FirstNodePort}-{LastNodePort}");
            }

            if (!taken.Add((int)number))
            {
                throw Refused(resource, item, field, number, "provided port is already allocated");
            }
        }

        foreach (var port in dryRun ? [] : ports.Where(port => port.Number("nodePort") is null or 0))
        {
            var kept = before?.Items("spec", "ports").FirstOrDefault(old => old.Number("port") == port.Number("port") && old.Text("protocol") == port.Text("protocol")).Number("nodePort");
            port["nodePort"] = kept is { } number && taken.Add((int)number) ? (int)number : Next(taken);
        }
    }

    // Round robin: a port that was just given back may still be listened on.
    private int Next(HashSet<int> taken)
    {
        for (var attempt = 0; attempt <= LastNodePort - FirstNodePort; attempt++)
        {
            var port = FirstNodePort + (_nextNodePort++ % (LastNodePort - FirstNodePort + 1));
            if (taken.Add(port))
            {
                return port;
            }
        }

        throw new StatusException(500, "InternalError", "Internal error occurred: failed to allocate a nodePort: range is full");
    }

    private static StatusException Refused(ResourceDefinition resource, JsonObject item, string field, string value, string why) =>
        StatusException.Invalid(resource, item.Name(), [FieldError.Invalid(field, value, why)]);

    private static StatusException Refused(ResourceDefinition resource, JsonObject item, string field, long value, string why) =>
        StatusException.Invalid(resource, item.Name(), [FieldError.InvalidNumber(field, value, why)]);
}
