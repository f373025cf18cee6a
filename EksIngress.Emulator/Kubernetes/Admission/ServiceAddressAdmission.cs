using System.Net;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Gives a Service its ClusterIP out of the emulator's loopback range.</summary>
internal sealed class ServiceAddressAdmission(LoopbackNetwork network) : IAdmission
{
    public void Admit(ResourceDefinition resource, JsonObject item, JsonObject? before, ObjectStore store)
    {
        if (resource.StorageKey != "services" || item.Text("spec", "type") == "ExternalName")
        {
            return;
        }

        var spec = item.Section("spec");
        var address = spec.Text("clusterIP") is { Length: > 0 } wanted ? wanted : before?.Text("spec", "clusterIP");
        if (before is null && address is not (null or "None"))
        {
            Check(resource, item, address, store);
        }

        address ??= network.AllocateServiceAddress(item.Metadata().Text("uid") ?? "");
        spec["clusterIP"] = address;
        spec["clusterIPs"] = new JsonArray(address);
    }

    private void Check(ResourceDefinition resource, JsonObject item, string address, ObjectStore store)
    {
        if (!IPAddress.TryParse(address, out var parsed) || !network.IsServiceAddress(parsed))
        {
            throw StatusException.Invalid(resource, item.Name(), [FieldError.Invalid(
                "spec.clusterIPs", address, $"failed to allocate IP {address}: the provided IP is not in the valid range. The range of valid IPs is {network.ServiceRange}")]);
        }

        if (store.List("services").Items.Any(service => service.Text("spec", "clusterIP") == address))
        {
            throw StatusException.Invalid(resource, item.Name(), [FieldError.Invalid("spec.clusterIPs", address, "failed to allocate IP: provided IP is already allocated")]);
        }
    }
}
