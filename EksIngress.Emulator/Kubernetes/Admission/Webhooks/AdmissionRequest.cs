using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>A write that webhooks are asked about.</summary>
/// <param name="Operation">CREATE, UPDATE or DELETE.</param>
/// <param name="User">Who writes.</param>
/// <param name="Options">Options of the write, as the API has them.</param>
internal sealed record AdmissionRequest(
    ResourceDefinition Resource, string Subresource, string Operation, KubernetesUser User, JsonObject Options, bool DryRun)
{
    public required NamespacedName Key { get; init; }

    /// <summary>The object to be; null for a deletion.</summary>
    public JsonObject? Object { get; init; }

    /// <summary>The object as it is; null for a creation.</summary>
    public JsonObject? OldObject { get; init; }
}
