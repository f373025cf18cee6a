using System.Text.Json.Nodes;

namespace EksIngress.Provisioner.Kubernetes;

/// <summary>Whether a Deployment's pods are all of the newest kind and available.</summary>
internal static class DeploymentHealth
{
    /// <returns>Null when it is available; otherwise what is missing.</returns>
    public static string? FindReason(JsonObject? deployment)
    {
        if (deployment is null)
        {
            return "it does not exist";
        }

        if (!IsTakenUp(deployment))
        {
            return "its change is not taken up yet";
        }

        var wanted = deployment["spec"]?["replicas"] is { } replicas ? Number(replicas) : 1;
        var updated = Number(deployment["status"]?["updatedReplicas"]);
        if (updated < wanted)
        {
            return $"{updated} of {wanted} pods are made";
        }

        // Pods of before count as available: while they are there, a new one may still not be.
        var others = Number(deployment["status"]?["replicas"]) - updated;
        if (others > 0)
        {
            return $"{others} pods of before are still there";
        }

        var available = Number(deployment["status"]?["availableReplicas"]);
        return available < wanted ? $"{available} of {wanted} pods are available" : null;
    }

    /// <summary>Whether the status is of the newest specification.</summary>
    public static bool IsTakenUp(JsonObject? deployment) =>
        Number(deployment?["status"]?["observedGeneration"]) >= Number(deployment?["metadata"]?["generation"]);

    /// <summary>Why pods do not start or get no requests, as their containers, the scheduler and the load balancer controller say it; null when they say nothing.</summary>
    public static string? FindPodReason(IReadOnlyList<JsonObject> pods)
    {
        foreach (var pod in pods)
        {
            foreach (var status in pod["status"]?["containerStatuses"]?.AsArray() ?? [])
            {
                if (status?["state"]?["waiting"] is JsonObject waiting)
                {
                    return Sentence(waiting["reason"], waiting["message"]);
                }
            }

            foreach (var condition in pod["status"]?["conditions"]?.AsArray() ?? [])
            {
                if (condition?["type"]?.GetValue<string>() == "PodScheduled" && condition["status"]?.GetValue<string>() == "False")
                {
                    return Sentence(condition["reason"], condition["message"]);
                }
            }
        }

        return ReadinessGateWait.FindReason(pods);
    }

    private static string? Sentence(JsonNode? reason, JsonNode? message) =>
        (reason?.GetValue<string>(), message?.GetValue<string>()) switch
        {
            ({ Length: > 0 } word, { Length: > 0 } text) => $"{word}: {text}",
            ({ Length: > 0 } word, _) => word,
            (_, { Length: > 0 } text) => text,
            _ => null,
        };

    private static long Number(JsonNode? node) => node?.GetValue<long>() ?? 0;
}
