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

        var generation = Number(deployment["metadata"]?["generation"]);
        if (Number(deployment["status"]?["observedGeneration"]) < generation)
        {
            return "its change is not taken up yet";
        }

        var wanted = deployment["spec"]?["replicas"] is { } replicas ? Number(replicas) : 1;
        var updated = Number(deployment["status"]?["updatedReplicas"]);
        if (updated < wanted)
        {
            return $"{updated} of {wanted} pods are made";
        }

        var available = Number(deployment["status"]?["availableReplicas"]);
        return available < wanted ? $"{available} of {wanted} pods are available" : null;
    }

    /// <summary>Why pods do not start, as their containers and the scheduler say it; null when they say nothing.</summary>
    public static string? FindPodReason(IEnumerable<JsonObject> pods)
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

        return null;
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
