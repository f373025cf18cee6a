using System.Text.Json.Nodes;

namespace EksIngress.Provisioner.Ingresses;

/// <summary>What the controller writes on an Ingress.</summary>
internal static class IngressStatus
{
    /// <summary>DNS names in lower case: of its ALB, then of the NLB in front of it if there is one. Empty while there is no ALB.</summary>
    public static IReadOnlyList<string> FindHostnames(JsonObject? ingress) =>
        [.. (ingress?["status"]?["loadBalancer"]?["ingress"] as JsonArray ?? []).Select(entry => entry?["hostname"]?.GetValue<string>()).OfType<string>()];
}
