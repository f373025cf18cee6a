using System.Diagnostics;
using System.Text.Json.Nodes;
using EksIngress.Model.Kubernetes;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Kubernetes;

/// <summary>Applies those of a set of objects that are not as wanted, in the given order.</summary>
internal static class ObjectSet
{
    /// <summary>One change for all of them, since applying is idempotent; null when all are as wanted.</summary>
    public static async Task<StepPlan?> PlanAsync(ClusterApi api, IReadOnlyList<JsonObject> wanted, CancellationToken cancellationToken)
    {
        var changed = new List<(JsonObject Wanted, JsonObject? Live)>();
        foreach (var item in wanted)
        {
            var live = await api.FindAsync(ObjectId.Of(item), cancellationToken);
            if (!ObjectComparison.IsApplied(item, live))
            {
                changed.Add((item, live));
            }
        }

        return changed.Count == 0 ? null : StepPlan.Do(Describe([.. changed.Select(item => item.Wanted)]), token => ApplyAsync(api, changed, token));
    }

    private static async Task ApplyAsync(ClusterApi api, List<(JsonObject Wanted, JsonObject? Live)> changed, CancellationToken cancellationToken)
    {
        // Written only on what changes anyway: a second run leaves the objects as they are.
        var traceparent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;
        foreach (var (item, live) in changed)
        {
            if (ReplicasHandover.Find(item, live) is { } handover)
            {
                await api.ShareAsync(handover, ReplicasHandover.FieldManager, cancellationToken);
            }

            await api.ApplyAsync(ObjectComparison.ToApplied(item, traceparent), cancellationToken);
        }
    }

    private static string Describe(List<JsonObject> changed) => changed.Count <= 3
        ? "applied " + string.Join(", ", changed.Select(ObjectId.Of))
        : $"applied {changed.Count} objects";
}
