using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>A Service keeps the ClusterIP that it was given, whether an update repeats it or not.</summary>
internal sealed class ServiceAddressAdmission : IAdmission
{
    public void Admit(ResourceDefinition resource, JsonObject item, JsonObject? before, ObjectStore store)
    {
        if (resource.StorageKey == "services" && item.Text("spec", "type") != "ExternalName"
            && item.Text("spec", "clusterIP") is not { Length: > 0 } && before?.Text("spec", "clusterIP") is { } address)
        {
            item.Section("spec")["clusterIP"] = address;
            item.Section("spec")["clusterIPs"] = new JsonArray(address);
        }
    }
}
