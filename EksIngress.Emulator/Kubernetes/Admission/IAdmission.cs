using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// A step between a write and its validation. Webhooks of MutatingWebhookConfiguration and ValidatingWebhookConfiguration
/// are stored but not called: the load balancer controller's own checks run when it reconciles.
/// </summary>
internal interface IAdmission
{
    /// <summary>Completes or refuses an object.</summary>
    /// <param name="before">Null for a creation.</param>
    /// <exception cref="StatusException">The object is not admitted.</exception>
    void Admit(ResourceDefinition resource, JsonObject item, JsonObject? before, ObjectStore store);
}
