using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>What a deletion does to an object before it goes: grace period, finalizers, timestamps.</summary>
internal static class Deletion
{
    public const string ForegroundFinalizer = "foregroundDeletion";
    public const string OrphanFinalizer = "orphan";

    private const long DefaultGraceSeconds = 30;

    private static readonly HashSet<string> s_protectedNamespaces = ["default", "kube-system", "kube-public"];

    public static void Prepare(ResourceDefinition resource, JsonObject item, DeleteRequest request, DateTimeOffset now)
    {
        switch (resource.StorageKey)
        {
            case "pods":
                Pod(item, request, now);
                break;
            case "namespaces" when s_protectedNamespaces.Contains(item.Name()):
                throw StatusException.Forbidden(resource, item.Name(), "this namespace may not be deleted");
            case "namespaces":
                item.Section("status")["phase"] = "Terminating";
                Mark(item, 0, now);
                break;
            default:
                Mark(item, request.GracePeriodSeconds ?? 0, now);
                break;
        }

        Propagate(item, request.Propagation);
    }

    /// <summary>True when nothing holds the object any more.</summary>
    public static bool IsDone(ResourceDefinition resource, JsonObject item) =>
        item.IsTerminating()
        && !item.Texts("metadata", "finalizers").Any()
        && resource.StorageKey switch
        {
            "pods" => item.Number("metadata", "deletionGracePeriodSeconds") is null or 0,
            "namespaces" => !item.Texts("spec", "finalizers").Any(),
            _ => true,
        };

    private static void Pod(JsonObject item, DeleteRequest request, DateTimeOffset now)
    {
        var seconds = request.GracePeriodSeconds ?? item.Number("spec", "terminationGracePeriodSeconds") ?? DefaultGraceSeconds;
        var ended = item.Text("status", "phase") is "Succeeded" or "Failed";
        if (item.Text("spec", "nodeName") is null || ended)
        {
            // No kubelet has to stop anything.
            seconds = 0;
        }

        if (item.IsTerminating() && item.Number("metadata", "deletionGracePeriodSeconds") <= seconds)
        {
            return;
        }

        Mark(item, Math.Max(0, seconds), now, again: true);
    }

    private static void Mark(JsonObject item, long seconds, DateTimeOffset now, bool again = false)
    {
        if (item.IsTerminating() && !again)
        {
            return;
        }

        item.Metadata()["deletionTimestamp"] = Timestamps.Time(now.AddSeconds(seconds));
        item.Metadata()["deletionGracePeriodSeconds"] = seconds;
        if (item.Number("metadata", "generation") is { } generation)
        {
            item.Metadata()["generation"] = generation + 1;
        }
    }

    private static void Propagate(JsonObject item, string? propagation)
    {
        var finalizer = propagation switch
        {
            "Foreground" => ForegroundFinalizer,
            "Orphan" => OrphanFinalizer,
            _ => null,
        };
        if (finalizer is not null && !item.Texts("metadata", "finalizers").Contains(finalizer))
        {
            item.Metadata().List("finalizers").Add((JsonNode)finalizer);
        }
    }
}
