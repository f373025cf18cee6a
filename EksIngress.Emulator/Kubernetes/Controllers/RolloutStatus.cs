using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Status and conditions of a Deployment.</summary>
internal static class RolloutStatus
{
    /// <returns>Time until the progress deadline has to be looked at; null when nothing is under way.</returns>
    public static TimeSpan? Write(JsonObject item, Rollout rollout, TimeProvider time)
    {
        var wanted = rollout.Wanted;
        var before = Progress(item);
        var status = item.Section("status");
        var available = Sum(rollout.All, "availableReplicas");

        // Of what was looked at: the object may have a newer template by now, which nobody has rolled out.
        status["observedGeneration"] = rollout.Deployment.Number("metadata", "generation") ?? 1;
        Set(status, "replicas", Sum(rollout.All, "replicas"));
        Set(status, "updatedReplicas", rollout.New.Number("status", "replicas") ?? 0);
        Set(status, "readyReplicas", Sum(rollout.All, "readyReplicas"));
        Set(status, "availableReplicas", available);
        Set(status, "unavailableReplicas", Math.Max(0, Math.Max(wanted, Sum(rollout.All, "replicas")) - available));

        var isAvailable = available >= wanted - MaxUnavailable(item, wanted);
        item.SetCondition(
            time,
            "Available",
            isAvailable ? "True" : "False",
            isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
            isAvailable ? "Deployment has minimum availability." : "Deployment does not have minimum availability.");

        var failure = rollout.All.SelectMany(set => set.Items("status", "conditions")).FirstOrDefault(condition => condition.Text("type") == "ReplicaFailure");
        if (failure is not null)
        {
            item.SetCondition(time, "ReplicaFailure", "True", failure.Text("reason"), failure.Text("message"));
        }
        else if (item.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == "ReplicaFailure") is { } old)
        {
            status.List("conditions").Remove(old);
        }

        return WriteProgress(item, rollout, time, changed: before != Progress(item));
    }

    private static TimeSpan? WriteProgress(JsonObject item, Rollout rollout, TimeProvider time, bool changed)
    {
        if (rollout.IsPaused)
        {
            // No deadline runs; when it is resumed, another one begins.
            Touch(item, time, changed: false, "Unknown", "DeploymentPaused", "Deployment is paused");
            return null;
        }

        if (rollout.New is not { } current)
        {
            return null;
        }

        var wanted = rollout.Wanted;
        var complete = item.Number("status", "updatedReplicas") is var updated
            && (updated ?? 0) == wanted
            && (item.Number("status", "replicas") ?? 0) == wanted
            && (item.Number("status", "availableReplicas") ?? 0) == wanted;
        if (complete)
        {
            Touch(item, time, changed, "True", "NewReplicaSetAvailable", $"ReplicaSet \"{current.Name()}\" has successfully progressed.");
            return null;
        }

        var progressing = item.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == "Progressing");
        if (progressing.Text("reason") == "NewReplicaSetAvailable" && (updated ?? 0) == (item.Number("status", "replicas") ?? 0))
        {
            // The rollout is over: other numbers of pods with the same template are no new one.
            return null;
        }

        var deadline = TimeSpan.FromSeconds(item.Number("spec", "progressDeadlineSeconds") ?? 600);
        var since = Timestamps.Parse(progressing.Text("lastUpdateTime")) ?? time.GetUtcNow();
        var begins = changed || progressing.Text("reason") is null or "NewReplicaSetAvailable" or "DeploymentPaused";
        var left = begins ? deadline : since + deadline - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            Touch(item, time, changed: false, "False", "ProgressDeadlineExceeded", $"ReplicaSet \"{current.Name()}\" has timed out progressing.");
            return null;
        }

        Touch(item, time, begins, "True", "ReplicaSetUpdated", $"ReplicaSet \"{current.Name()}\" is progressing.");
        return left;
    }

    private static void Touch(JsonObject item, TimeProvider time, bool changed, string value, string reason, string message)
    {
        var before = item.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == "Progressing")?.Clone();
        item.SetCondition(time, "Progressing", value, reason, message);
        var condition = item.Items("status", "conditions").First(candidate => candidate.Text("type") == "Progressing");
        if (changed || before.Text("reason") != reason)
        {
            condition["lastUpdateTime"] = time.Now();
        }
    }

    private static (long?, long?, long?, long?) Progress(JsonObject item) => (
        item.Number("status", "updatedReplicas"), item.Number("status", "readyReplicas"), item.Number("status", "availableReplicas"), item.Number("status", "replicas"));

    private static long Sum(IEnumerable<JsonObject> sets, string field) => sets.Sum(set => set.Number("status", field) ?? 0);

    private static long MaxUnavailable(JsonObject item, long wanted)
    {
        var value = item.At("spec", "strategy", "rollingUpdate", "maxUnavailable");
        return value.Number() ?? (value.Text() is { } text && long.TryParse(text.TrimEnd('%'), out var percent) ? wanted * percent / 100 : 0);
    }

    private static void Set(JsonObject status, string name, long value)
    {
        if (value == 0)
        {
            status.Remove(name);
        }
        else
        {
            status[name] = value;
        }
    }
}
