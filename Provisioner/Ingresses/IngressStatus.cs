using System.Text.Json.Nodes;

namespace EksIngress.Provisioner.Ingresses;

/// <summary>What the controller writes on an Ingress.</summary>
internal static class IngressStatus
{
    /// <summary>DNS name of its ALB, in lower case; null while there is none.</summary>
    public static string? FindHostname(JsonObject? ingress) =>
        ingress?["status"]?["loadBalancer"]?["ingress"] is JsonArray { Count: > 0 } entries
            ? entries[0]?["hostname"]?.GetValue<string>()
            : null;
}
