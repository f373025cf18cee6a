using System.Globalization;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>A Deployment with its ReplicaSets, and how many replicas each should have next. Pure.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment</remarks>
internal sealed class Rollout
{
    public Rollout(JsonObject deployment, IReadOnlyList<JsonObject> sets)
    {
        Deployment = deployment;
        New = sets.FirstOrDefault(set => !set.IsTerminating() && HasTemplate(set, deployment.At("spec", "template")));
        Old = [.. sets.Where(set => set != New).OrderBy(Revision)];
    }

    public JsonObject Deployment { get; }

    /// <summary>The set that has the Deployment's template; null when there is none yet.</summary>
    public JsonObject? New { get; }

    /// <summary>The others, oldest first.</summary>
    public IReadOnlyList<JsonObject> Old { get; }

    public IEnumerable<JsonObject> All => New is null ? Old : Old.Append(New);

    public long Wanted => Deployment.Number("spec", "replicas") ?? 1;

    public long NextRevision => All.Select(Revision).DefaultIfEmpty(0).Max() + 1;

    /// <summary>True when no template is rolled out; the number of pods still follows the Deployment.</summary>
    public bool IsPaused => Deployment.Flag("spec", "paused") == true;

    private bool IsRecreate => Deployment.Text("spec", "strategy", "type") == "Recreate";

    public static long Revision(JsonObject set) =>
        long.TryParse(set.Annotation(DeploymentController.RevisionAnnotation), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;

    /// <summary>The sets whose replicas change now.</summary>
    /// <param name="hasOldPods">True while a pod of an old set still runs, or ends.</param>
    public IEnumerable<(JsonObject Set, long Replicas)> Scale(bool hasOldPods)
    {
        var targets = IsPaused ? Proportional()
            : IsRecreate ? Recreate(hasOldPods)
            : Rolling();
        return targets.Where(target => target.Replicas != Replicas(target.Set)).ToList();
    }

    /// <summary>Old sets without pods beyond the history limit.</summary>
    public IEnumerable<JsonObject> Surplus()
    {
        var empty = Old.Where(set => Replicas(set) == 0 && (set.Number("status", "replicas") ?? 0) == 0 && !set.IsTerminating()).ToList();
        return empty.Take(Math.Max(0, empty.Count - (int)(Deployment.Number("spec", "revisionHistoryLimit") ?? 10)));
    }

    // Each set keeps its share. What rounding leaves goes to the largest, so that a rollout caught half way stays half way.
    private List<(JsonObject Set, long Replicas)> Proportional()
    {
        var active = All.Where(set => Replicas(set) > 0).OrderByDescending(Replicas).ToList();
        if (active.Count == 0)
        {
            var only = New ?? (Old.Count > 0 ? Old[^1] : null);
            return only is null ? [] : [(only, Wanted)];
        }

        var total = active.Sum(Replicas);

        // Within the surge there is nothing to scale: the pods above are those of the rollout that was paused.
        var most = Wanted == 0 ? 0 : active.Count == 1 || IsRecreate ? Wanted : Wanted + Limits().Surge;
        if (active.Count > 1 && total >= Wanted && total <= most)
        {
            return [];
        }

        var shares = active.Select(set => Replicas(set) * most / total).ToList();
        shares[0] += most - shares.Sum();
        return [.. active.Zip(shares)];
    }

    private IEnumerable<(JsonObject Set, long Replicas)> Recreate(bool hasOldPods)
    {
        foreach (var old in Old)
        {
            yield return (old, 0);
        }

        if (New is not null && !hasOldPods && Old.All(old => Replicas(old) == 0))
        {
            yield return (New, Wanted);
        }
    }

    private List<(JsonObject Set, long Replicas)> Rolling()
    {
        var targets = All.ToDictionary(set => set, Replicas);
        if (New is null)
        {
            return [];
        }

        var (surge, unavailable) = Limits();
        var total = targets.Values.Sum();
        targets[New] = Replicas(New) >= Wanted
            ? Wanted
            : Math.Min(Wanted, Replicas(New) + Math.Max(0, Wanted + surge - total));

        // What may go: everything beyond the least that must be available, less the new pods that are not yet so.
        var least = Wanted - unavailable;
        var newUnavailable = Math.Max(0, Replicas(New) - Available(New));
        var removable = total - least - newUnavailable;
        foreach (var old in Old)
        {
            // Old pods that do not serve go first: nobody misses them.
            var idle = Math.Min(Math.Max(0, Replicas(old) - Available(old)), Math.Max(0, removable));
            targets[old] -= idle;
            removable -= idle;
        }

        var spare = Math.Max(0, All.Sum(Available) - least);
        foreach (var old in Old)
        {
            var count = Math.Min(Math.Min(targets[old], spare), Math.Max(0, removable));
            targets[old] -= count;
            removable -= count;
            spare -= count;
        }

        return [.. targets.Select(target => (target.Key, target.Value))];
    }

    private (long Surge, long Unavailable) Limits()
    {
        var rolling = Deployment.At("spec", "strategy", "rollingUpdate");
        var surge = Resolve(rolling.At("maxSurge"), roundUp: true);
        var unavailable = Resolve(rolling.At("maxUnavailable"), roundUp: false);
        return surge == 0 && unavailable == 0 ? (0, 1) : (surge, unavailable);
    }

    private long Resolve(JsonNode? value, bool roundUp)
    {
        if (value.Number() is { } number)
        {
            return number;
        }

        var percent = decimal.TryParse(value.Text()?.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 25;
        var share = Wanted * percent / 100;
        return (long)(roundUp ? Math.Ceiling(share) : Math.Floor(share));
    }

    private static long Replicas(JsonObject set) => set.Number("spec", "replicas") ?? 0;

    private static long Available(JsonObject set) => set.Number("status", "availableReplicas") ?? 0;

    private static bool HasTemplate(JsonObject set, JsonNode? template)
    {
        var own = set.Map("spec", "template")?.Clone();
        own?.Metadata().Section("labels").Remove(DeploymentController.HashLabel);
        var wanted = (template as JsonObject)?.Clone();
        wanted?.Metadata().Section("labels");
        return JsonNode.DeepEquals(own, wanted);
    }
}
