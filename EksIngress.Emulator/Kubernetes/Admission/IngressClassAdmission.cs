using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Sets the default IngressClass on an Ingress that names none.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/ingress/#default-ingress-class</remarks>
internal sealed class IngressClassAdmission : IAdmission
{
    public void Admit(ResourceDefinition resource, JsonObject item, JsonObject? before, ObjectStore store)
    {
        if (resource.StorageKey != "ingresses.networking.k8s.io"
            || before is not null
            || item.Text("spec", "ingressClassName") is not null
            || item.Annotation("kubernetes.io/ingress.class") is not null)
        {
            return;
        }

        // The newest wins, as in Kubernetes.
        var found = store.List("ingressclasses.networking.k8s.io").Items
            .Where(candidate => candidate.Annotation("ingressclass.kubernetes.io/is-default-class") == "true")
            .OrderByDescending(candidate => candidate.Text("metadata", "creationTimestamp"), StringComparer.Ordinal)
            .ThenBy(candidate => candidate.Name(), StringComparer.Ordinal)
            .FirstOrDefault();
        if (found is not null)
        {
            item.Section("spec")["ingressClassName"] = found.Name();
        }
    }
}
