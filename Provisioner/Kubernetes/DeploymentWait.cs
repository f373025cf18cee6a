using System.Text.Json.Nodes;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Provisioner.Kubernetes;

/// <summary>Looks at Deployments until their pods are available.</summary>
internal static class DeploymentWait
{
    /// <returns>Null when all are available; otherwise which is not, and why.</returns>
    public static async Task<string?> FindReasonAsync(ClusterApi api, IEnumerable<ObjectId> deployments, CancellationToken cancellationToken)
    {
        foreach (var id in deployments)
        {
            var live = await api.FindAsync(id, cancellationToken);
            if (DeploymentHealth.FindReason(live) is { } reason)
            {
                var pods = await ListPodsAsync(api, live, cancellationToken);
                return $"{id}: {reason}{(DeploymentHealth.FindPodReason(pods) is { } why ? $" ({why})" : "")}";
            }
        }

        return null;
    }

    private static async Task<IEnumerable<JsonObject>> ListPodsAsync(ClusterApi api, JsonObject? deployment, CancellationToken cancellationToken)
    {
        if (deployment?["spec"]?["selector"]?["matchLabels"] is not JsonObject labels)
        {
            return [];
        }

        var selector = string.Join(',', labels.Select(label => $"{label.Key}={label.Value}"));
        var pods = await api.ListAsync("v1", "Pod", "labelSelector=" + Uri.EscapeDataString(selector), cancellationToken);
        return pods.Where(pod => pod["metadata"]?["namespace"]?.ToString() == deployment["metadata"]?["namespace"]?.ToString());
    }
}
