using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Keeps as many pods as a ReplicaSet asks for.</summary>
internal sealed class ReplicaSetController(ObjectRegistry registry, AdmittedWrites writes, ObjectEvents events, ILogger<ReplicaSetController> logger)
    : Controller(registry, new HashSet<string> { ReplicaSets, "pods" }, logger)
{
    private const string ReplicaSets = "replicasets.apps";
    private const string Component = "replicaset-controller";

    private static readonly KubernetesUser s_user = new(
        "system:serviceaccount:kube-system:replicaset-controller", "", ["system:serviceaccounts", "system:serviceaccounts:kube-system", "system:authenticated"], []);

    protected override IEnumerable<NamespacedName> Map(StoreEvent change)
    {
        if (change.Resource == ReplicaSets)
        {
            yield return change.Value.Key();
            yield break;
        }

        if (change.Value.ControllerOwner() is { } owner)
        {
            if (owner.Text("kind") == "ReplicaSet")
            {
                yield return new(change.Value.Namespace(), owner.Text("name") ?? "");
            }

            yield break;
        }

        foreach (var set in Registry.List(ReplicaSets, change.Value.Namespace()))
        {
            if (LabelSelector.FromObject(set.At("spec", "selector"))?.Matches(change.Value.At("metadata", "labels")) == true)
            {
                yield return set.Key();
            }
        }
    }

    protected override async Task ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (Store.Find(ReplicaSets, key) is not { } set)
        {
            return;
        }

        var pods = OwnerReferences.Claim(Registry, "pods", set).Where(pod => pod.IsActive()).ToList();
        StatusException? failure = null;
        if (!set.IsTerminating())
        {
            failure = await ScaleAsync(set, pods, cancellationToken);
            pods = [.. Registry.List("pods", key.Namespace).Where(pod => pod.ControllerOwner().Text("uid") == set.Uid() && pod.IsActive())];
        }

        WriteStatus(set, pods, failure);
        if (failure is not null)
        {
            throw failure;
        }
    }

    private async Task<StatusException?> ScaleAsync(JsonObject set, List<JsonObject> pods, CancellationToken cancellationToken)
    {
        var wanted = set.Number("spec", "replicas") ?? 1;
        for (var count = pods.Count; count < wanted; count++)
        {
            try
            {
                var pod = await writes.CreateAsync(
                    Registry.Catalog.Get("pods"), NewPod(set), WriteOptions.ControllerManager with { Internal = false }, new(s_user, _ => { }, cancellationToken));
                events.Normal(set, Component, "SuccessfulCreate", $"Created pod: {pod.Name()}");
            }
            catch (StatusException exception)
            {
                events.Warning(set, Component, "FailedCreate", $"Error creating: {exception.Message}");
                return exception;
            }
        }

        foreach (var pod in pods.OrderBy(DeletionRank).ThenByDescending(pod => pod.Text("metadata", "creationTimestamp"), StringComparer.Ordinal).Take(Math.Max(0, pods.Count - (int)wanted)))
        {
            Registry.DeleteIfPresent("pods", pod.Key(), DeleteRequest.Background with { Uid = pod.Uid() });
            events.Normal(set, Component, "SuccessfulDelete", $"Deleted pod: {pod.Name()}");
        }

        return null;
    }

    // What serves least goes first.
    private static int DeletionRank(JsonObject pod) =>
        pod.Text("spec", "nodeName") is null ? 0
        : pod.Text("status", "phase") != "Running" ? 1
        : pod.IsReady() ? 3 : 2;

    private static JsonObject NewPod(JsonObject set)
    {
        var template = set.Map("spec", "template")!;
        var metadata = new JsonObject { ["generateName"] = set.Name() + "-", ["namespace"] = set.Namespace() };
        foreach (var name in new[] { "labels", "annotations", "finalizers" })
        {
            if (template.At("metadata", name) is { } value)
            {
                metadata[name] = value.DeepClone();
            }
        }

        metadata["ownerReferences"] = new JsonArray(OwnerReferences.ToController(set));
        return new() { ["metadata"] = metadata, ["spec"] = template["spec"]!.DeepClone() };
    }

    private void WriteStatus(JsonObject set, List<JsonObject> pods, StatusException? failure)
    {
        var now = Time.GetUtcNow();
        var minReady = set.Number("spec", "minReadySeconds") ?? 0;
        var waits = pods.Select(pod => pod.UntilAvailable(minReady, now)).ToList();
        var template = LabelSelector.FromMap(set.At("spec", "template", "metadata", "labels"));
        Registry.Change(ReplicaSets, set.Key(), item =>
        {
            var status = item.Section("status");
            status["replicas"] = pods.Count;
            status["fullyLabeledReplicas"] = pods.Count(pod => template.Matches(pod.At("metadata", "labels")));
            status["readyReplicas"] = pods.Count(pod => pod.IsReady());
            status["availableReplicas"] = waits.Count(wait => wait is null);
            status["observedGeneration"] = set.Number("metadata", "generation") ?? 1;
            if (failure is not null && item.HasCondition("ReplicaFailure"))
            {
                // The message names a pod that never was; a new name each time would be a change each time.
            }
            else if (failure is not null)
            {
                item.SetCondition(Time, "ReplicaFailure", "True", "FailedCreate", failure.Message);
            }
            else if (status["conditions"] is not null)
            {
                status.Remove("conditions");
            }
        }, WriteOptions.ControllerManagerStatus);

        if (waits.Where(wait => wait is { } left && left > TimeSpan.Zero).Min() is { } next)
        {
            EnqueueAfter(set.Key(), next);
        }
    }
}
