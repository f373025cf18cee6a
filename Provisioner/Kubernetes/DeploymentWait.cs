using System.Text.Json.Nodes;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Provisioner.Kubernetes;

/// <summary>Looks at Deployments until their pods are available.</summary>
internal static class DeploymentWait
{
    /// <returns>Null when all are available; otherwise which is not, and why.</returns>
    public static async Task<string?> FindReasonAsync(ClusterApi api, IEnumerable<ObjectId> deployments, CancellationToken cancellationToken)
    {
        var (reason, heldReason) = await FindReasonsAsync(api, deployments, DateTimeOffset.MinValue, cancellationToken);
        return reason ?? heldReason;
    }

    /// <summary>Tells what comes by itself from what stands still until a load balancer says something else.</summary>
    /// <param name="api">The cluster.</param>
    /// <param name="deployments">The Deployments.</param>
    /// <param name="since">Pods whose programs were ready by then have waited long enough for a load balancer that says nothing.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Which Deployment is on its way, and which is held by its readiness gates; null for none.</returns>
    public static async Task<(string? Reason, string? HeldReason)> FindReasonsAsync(
        ClusterApi api, IEnumerable<ObjectId> deployments, DateTimeOffset since, CancellationToken cancellationToken)
    {
        string? heldReason = null;
        foreach (var id in deployments)
        {
            var live = await api.FindAsync(id, cancellationToken);
            if (DeploymentHealth.FindReason(live) is not { } reason)
            {
                continue;
            }

            var pods = await ListPodsAsync(api, live, cancellationToken);
            reason = $"{id}: {reason}{(DeploymentHealth.FindPodReason(pods) is { } why ? $" ({why})" : "")}";
            if (!DeploymentHealth.IsTakenUp(live) || !ReadinessGateWait.StandsStill(pods, since))
            {
                return (reason, heldReason);
            }

            heldReason ??= reason;
        }

        return (null, heldReason);
    }

    /// <summary>Counts the pods themselves, which costs a call for each Deployment.</summary>
    /// <returns>Null when each Deployment has as many ready pods as it wants; otherwise which has not.</returns>
    public static async Task<string?> FindMissingPodsAsync(ClusterApi api, IEnumerable<ObjectId> deployments, CancellationToken cancellationToken)
    {
        foreach (var id in deployments)
        {
            var live = await api.FindAsync(id, cancellationToken);
            var ready = (await ListPodsAsync(api, live, cancellationToken)).Count(ReadinessGateWait.IsServing);
            var wanted = live?["spec"]?["replicas"]?.GetValue<int>() ?? 1;
            if (ready < wanted)
            {
                return $"{id}: {ready} of {wanted} pods are ready";
            }
        }

        return null;
    }

    private static async Task<IReadOnlyList<JsonObject>> ListPodsAsync(ClusterApi api, JsonObject? deployment, CancellationToken cancellationToken)
    {
        if (deployment?["spec"]?["selector"]?["matchLabels"] is not JsonObject labels)
        {
            return [];
        }

        var selector = string.Join(',', labels.Select(label => $"{label.Key}={label.Value}"));
        var pods = await api.ListAsync("v1", "Pod", "labelSelector=" + Uri.EscapeDataString(selector), cancellationToken);
        return [.. pods.Where(pod => pod["metadata"]?["namespace"]?.ToString() == deployment["metadata"]?["namespace"]?.ToString())];
    }
}
