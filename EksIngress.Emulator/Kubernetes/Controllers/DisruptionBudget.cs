using System.Globalization;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>What a PodDisruptionBudget comes to with the pods that there are.</summary>
/// <param name="Allowed">Healthy pods that may go now.</param>
/// <param name="Healthy">Pods that are ready and not being deleted.</param>
/// <param name="Desired">Healthy pods that must stay.</param>
/// <param name="Expected">Pods that the budget is a share of.</param>
/// <remarks>Source: https://kubernetes.io/docs/tasks/run-application/configure-pdb/</remarks>
internal sealed record DisruptionBudget(long Allowed, long Healthy, long Desired, long Expected)
{
    public const string StorageKey = "poddisruptionbudgets.policy";

    public static bool Matches(JsonObject budget, JsonObject pod) =>
        LabelSelector.FromObject(budget.At("spec", "selector"))?.Matches(pod.At("metadata", "labels")) == true;

    public static DisruptionBudget Of(ObjectStore store, JsonObject budget)
    {
        var pods = store.List("pods", budget.Namespace()).Items.Where(pod => Matches(budget, pod)).ToList();
        var healthy = pods.Count(pod => pod.IsReady() && !pod.IsTerminating());
        long expected, desired;
        if (budget.At("spec", "maxUnavailable") is { } maxUnavailable)
        {
            expected = Scale(store, pods);
            desired = Math.Max(0, expected - Resolve(maxUnavailable, expected));
        }
        else if (budget.Number("spec", "minAvailable") is { } count)
        {
            (expected, desired) = (pods.Count, count);
        }
        else
        {
            expected = Scale(store, pods);
            desired = Resolve(budget.At("spec", "minAvailable"), expected);
        }

        return new(expected == 0 ? 0 : Math.Max(0, healthy - desired), healthy, desired, expected);
    }

    // What the pods' controllers want, not what is there: a share of the pods that are left would let all of them go.
    private static long Scale(ObjectStore store, List<JsonObject> pods)
    {
        var controllers = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            if (pod.ControllerOwner() is not { } owner || owner.Text("kind") != "ReplicaSet"
                || store.Find("replicasets.apps", new(pod.Namespace(), owner.Text("name") ?? "")) is not { } set)
            {
                continue;
            }

            var controller = set.ControllerOwner() is { } above && above.Text("kind") == "Deployment"
                && store.Find("deployments.apps", new(pod.Namespace(), above.Text("name") ?? "")) is { } deployment ? deployment : set;
            controllers[controller.Uid()] = controller.Number("spec", "replicas") ?? 1;
        }

        return controllers.Values.Sum();
    }

    // A share is rounded up, for either member.
    private static long Resolve(JsonNode? value, long expected) =>
        value.Number() ?? (value.Text() is { } text && long.TryParse(text.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var percent)
            ? ((expected * percent) + 99) / 100
            : 0);
}
