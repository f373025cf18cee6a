using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// A step between a write and its validation: the API server's own, which waits for nobody. Those of MutatingWebhookConfiguration and
/// ValidatingWebhookConfiguration come after it (<see cref="WebhookAdmission"/>).
/// </summary>
internal interface IAdmission
{
    /// <summary>Completes or refuses an object.</summary>
    /// <param name="before">Null for a creation.</param>
    /// <exception cref="StatusException">The object is not admitted.</exception>
    void Admit(ResourceDefinition resource, JsonObject item, JsonObject? before, ObjectStore store);
}
