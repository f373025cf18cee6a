using System.Globalization;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// Places pods on Ready nodes: node selector, required node affinity, taints and resource requests decide which fit; of these the one
/// with the fewest pods of the same owner. Preferences, pod affinity and topology spread are not weighed.
/// </summary>
internal sealed class Scheduler(ObjectRegistry registry, ObjectEvents events, ILogger<Scheduler> logger)
    : Controller(registry, new HashSet<string> { "pods", "nodes" }, logger)
{
    private const string Component = "default-scheduler";

    protected override IEnumerable<NamespacedName> Map(StoreEvent change)
    {
        if (change.Resource == "pods" && change.Type != StoreEventType.Deleted)
        {
            if (IsPending(change.Value))
            {
                yield return change.Value.Key();
            }

            yield break;
        }

        // A new node, or a pod that made room.
        foreach (var pod in Registry.List("pods").Where(IsPending))
        {
            yield return pod.Key();
        }
    }

    protected override void Reconcile(NamespacedName key)
    {
        if (Store.Find("pods", key) is not { } pod || !IsPending(pod))
        {
            return;
        }

        var nodes = Registry.List("nodes");
        var pods = Registry.List("pods").Where(other => other.Text("spec", "nodeName") is not null && other.Text("status", "phase") is not ("Succeeded" or "Failed")).ToList();
        var verdicts = nodes.Select(node => (Node: node, Obstacle: Obstacle(pod, node, pods))).ToList();
        var chosen = verdicts
            .Where(verdict => verdict.Obstacle is null)
            .OrderBy(verdict => pods.Count(other => IsOn(other, verdict.Node) && other.ControllerOwner().Text("uid") is { } owner && owner == pod.ControllerOwner().Text("uid")))
            .ThenBy(verdict => pods.Count(other => IsOn(other, verdict.Node)))
            .ThenBy(verdict => verdict.Node.Name(), StringComparer.Ordinal)
            .Select(verdict => verdict.Node)
            .FirstOrDefault();
        if (chosen is null)
        {
            Refuse(pod, nodes.Count, verdicts.Select(verdict => verdict.Obstacle!));
            return;
        }

        Registry.Change("pods", key, item => item.Section("spec")["nodeName"] = chosen.Name(), WriteOptions.ControllerManager with { FieldManager = "kube-scheduler" });
        Registry.Change("pods", key, item => item.SetCondition(Time, "PodScheduled", "True"), WriteOptions.ControllerManagerStatus with { FieldManager = "kube-scheduler" });
        events.Normal(pod, Component, "Scheduled", $"Successfully assigned {key} to {chosen.Name()}");
    }

    private static bool IsPending(JsonObject pod) =>
        pod.Text("spec", "nodeName") is null && pod.IsActive() && !pod.Items("spec", "schedulingGates").Any() && pod.Text("spec", "schedulerName") is null or "default-scheduler";

    private void Refuse(JsonObject pod, int nodes, IEnumerable<string> obstacles)
    {
        var reasons = string.Join(", ", obstacles.GroupBy(obstacle => obstacle).Select(group => $"{group.Count()} {group.Key}"));
        var message = nodes == 0 ? "no nodes available to schedule pods" : $"0/{nodes} nodes are available: {reasons}.";
        if (pod.Items("status", "conditions").Any(condition => condition.Text("type") == "PodScheduled" && condition.Text("message") == message))
        {
            return;
        }

        Registry.Change("pods", pod.Key(), item => item.SetCondition(Time, "PodScheduled", "False", "Unschedulable", message), WriteOptions.ControllerManagerStatus with { FieldManager = "kube-scheduler" });
        events.Warning(pod, Component, "FailedScheduling", message);
    }

    private static bool IsOn(JsonObject pod, JsonObject node) => pod.Text("spec", "nodeName") == node.Name();

    /// <summary>Why the pod cannot run there; null when it can.</summary>
    private static string? Obstacle(JsonObject pod, JsonObject node, List<JsonObject> pods)
    {
        if (!node.HasCondition("Ready"))
        {
            return "node(s) were not ready";
        }

        if (node.Flag("spec", "unschedulable") == true)
        {
            return "node(s) were unschedulable";
        }

        if (!LabelSelector.FromMap(pod.At("spec", "nodeSelector")).Matches(node.At("metadata", "labels")) || !MatchesAffinity(pod, node))
        {
            return "node(s) didn't match Pod's node affinity/selector";
        }

        if (node.Items("spec", "taints").FirstOrDefault(taint => taint.Text("effect") is "NoSchedule" or "NoExecute" && !IsTolerated(pod, taint)) is { } taint)
        {
            return $"node(s) had untolerated taint {{{taint.Text("key")}: {taint.Text("value")}}}";
        }

        var here = pods.Where(other => IsOn(other, node)).ToList();
        if (Quantities.Amount(node.Text("status", "allocatable", "pods")) <= here.Count)
        {
            return "Too many pods";
        }

        foreach (var resource in new[] { "cpu", "memory" })
        {
            if (here.Sum(other => Request(other, resource)) + Request(pod, resource) > Quantities.Amount(node.Text("status", "allocatable", resource)))
            {
                return $"Insufficient {resource}";
            }
        }

        return null;
    }

    private static decimal Request(JsonObject pod, string resource) => pod.Items("spec", "containers").Sum(container =>
    {
        var amount = container.At("resources", "requests", resource) ?? container.At("resources", "limits", resource);
        return Quantities.Amount(amount.Text() ?? amount?.ToJsonString());
    });

    private static bool IsTolerated(JsonObject pod, JsonObject taint) => pod.Items("spec", "tolerations").Any(toleration =>
        (toleration.Text("effect") is null || toleration.Text("effect") == taint.Text("effect"))
        && (toleration.Text("key") is null || toleration.Text("key") == taint.Text("key"))
        && (toleration.Text("operator") == "Exists" || toleration.Text("value") == taint.Text("value")));

    private static bool MatchesAffinity(JsonObject pod, JsonObject node)
    {
        var terms = pod.Items("spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms").ToList();
        return terms.Count == 0 || terms.Any(term => term.Items("matchExpressions").All(expression => Matches(expression, node)));
    }

    private static bool Matches(JsonObject expression, JsonObject node)
    {
        var label = node.Label(expression.Text("key") ?? "");
        var values = expression.Texts("values").ToList();
        return expression.Text("operator") switch
        {
            "In" => label is not null && values.Contains(label),
            "NotIn" => label is null || !values.Contains(label),
            "Exists" => label is not null,
            "DoesNotExist" => label is null,
            "Gt" => Number(label) > Number(values.FirstOrDefault()),
            "Lt" => Number(label) < Number(values.FirstOrDefault()),
            _ => false,
        };

        static long? Number(string? text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
