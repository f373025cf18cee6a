using System.Globalization;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Moves a Deployment's pods to its template, by the strategy it asks for.</summary>
internal sealed class DeploymentController(ObjectRegistry registry, ObjectEvents events, ILogger<DeploymentController> logger)
    : Controller(registry, new HashSet<string> { Deployments, ReplicaSets, "pods" }, logger)
{
    public const string RevisionAnnotation = "deployment.kubernetes.io/revision";
    public const string HashLabel = "pod-template-hash";

    private const string Deployments = "deployments.apps";
    private const string ReplicaSets = "replicasets.apps";
    private const string Component = "deployment-controller";

    protected override IEnumerable<NamespacedName> Map(StoreEvent change)
    {
        switch (change.Resource)
        {
            case Deployments:
                yield return change.Value.Key();
                break;
            case ReplicaSets when change.Value.ControllerOwner() is { } owner && owner.Text("kind") == "Deployment":
                yield return new(change.Value.Namespace(), owner.Text("name") ?? "");
                break;
            case "pods" when change.Type == StoreEventType.Deleted
                && change.Value.ControllerOwner() is { } set
                && Store.Find(ReplicaSets, new(change.Value.Namespace(), set.Text("name") ?? ""))?.ControllerOwner() is { } deployment:
                // Recreate waits for the last old pod.
                yield return new(change.Value.Namespace(), deployment.Text("name") ?? "");
                break;
            default:
                break;
        }
    }

    protected override void Reconcile(NamespacedName key)
    {
        if (Store.Find(Deployments, key) is not { } deployment)
        {
            return;
        }

        var sets = OwnerReferences.Claim(Registry, ReplicaSets, deployment);
        if (!deployment.IsTerminating())
        {
            var rollout = new Rollout(deployment, sets);
            if (rollout.New is null && deployment.Flag("spec", "paused") != true)
            {
                CreateReplicaSet(rollout);
                sets = OwnerReferences.Claim(Registry, ReplicaSets, deployment);
                rollout = new(deployment, sets);
            }
            else if (rollout.New is { } found && deployment.Flag("spec", "paused") != true)
            {
                SetRevision(rollout, found);
            }

            foreach (var (set, replicas) in rollout.Scale(HasOldPods(rollout)))
            {
                ScaleReplicaSet(deployment, set, replicas);
            }

            foreach (var old in rollout.Surplus())
            {
                Registry.DeleteIfPresent(ReplicaSets, old.Key(), DeleteRequest.Background with { Uid = old.Uid() });
            }
        }

        sets = OwnerReferences.Claim(Registry, ReplicaSets, deployment);
        WriteStatus(deployment, new(deployment, sets));
    }

    private bool HasOldPods(Rollout rollout) => Registry.List("pods", rollout.Deployment.Namespace()).Any(pod =>
        pod.Text("status", "phase") is not ("Succeeded" or "Failed")
        && rollout.Old.Any(set => set.Uid() == pod.ControllerOwner().Text("uid")));

    private void CreateReplicaSet(Rollout rollout)
    {
        var deployment = rollout.Deployment;
        var template = deployment.Map("spec", "template")!.Clone();
        var hash = ObjectNames.ContentHash(template.ToJsonString() + deployment.Number("status", "collisionCount"));
        template.Metadata().Section("labels")[HashLabel] = hash;
        var selector = deployment.Map("spec", "selector")!.Clone();
        selector.Section("matchLabels")[HashLabel] = hash;
        var spec = new JsonObject
        {
            ["replicas"] = 0,
            ["selector"] = selector,
            ["template"] = template,
        };
        if (deployment.Number("spec", "minReadySeconds") is { } minReady)
        {
            spec["minReadySeconds"] = minReady;
        }

        var set = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Name()}-{hash}",
                ["namespace"] = deployment.Namespace(),
                ["labels"] = template.At("metadata", "labels")!.DeepClone(),
                ["annotations"] = Annotations(deployment, rollout.NextRevision),
                ["ownerReferences"] = new JsonArray(OwnerReferences.ToController(deployment)),
            },
            ["spec"] = spec,
        };
        try
        {
            Registry.Create(ReplicaSets, set, WriteOptions.ControllerManager with { Internal = false });
        }
        catch (StatusException exception) when (exception.Reason == "AlreadyExists")
        {
            // Another template with the same hash: the count goes into the next one.
            Registry.Change(Deployments, deployment.Key(), item =>
                item.Section("status")["collisionCount"] = (item.Number("status", "collisionCount") ?? 0) + 1, WriteOptions.ControllerManagerStatus);
            throw;
        }

        WriteRevision(deployment, rollout.NextRevision);
    }

    // A template that is rolled back to is the newest again.
    private void SetRevision(Rollout rollout, JsonObject found)
    {
        var revision = Rollout.Revision(found);
        if (rollout.Old.Any(old => Rollout.Revision(old) > revision))
        {
            revision = rollout.NextRevision;
            Registry.Change(ReplicaSets, found.Key(), item =>
                item.Metadata().Section("annotations")[RevisionAnnotation] = revision.ToString(CultureInfo.InvariantCulture), WriteOptions.ControllerManager);
        }

        WriteRevision(rollout.Deployment, revision);
    }

    private void WriteRevision(JsonObject deployment, long revision) => Registry.Change(Deployments, deployment.Key(), item =>
        item.Metadata().Section("annotations")[RevisionAnnotation] = revision.ToString(CultureInfo.InvariantCulture), WriteOptions.ControllerManager);

    private static JsonObject Annotations(JsonObject deployment, long revision)
    {
        var annotations = new JsonObject(deployment.Pairs("metadata", "annotations")
            .Where(pair => pair.Key is not ("kubectl.kubernetes.io/last-applied-configuration" or RevisionAnnotation))
            .Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        annotations[RevisionAnnotation] = revision.ToString(CultureInfo.InvariantCulture);
        return annotations;
    }

    private void ScaleReplicaSet(JsonObject deployment, JsonObject set, long replicas)
    {
        var before = set.Number("spec", "replicas") ?? 0;
        Registry.Change(ReplicaSets, set.Key(), item => item.Section("spec")["replicas"] = replicas, WriteOptions.ControllerManager);
        events.Normal(deployment, Component, "ScalingReplicaSet", before == 0 && replicas > 0
            ? $"Scaled up replica set {set.Name()} from 0 to {replicas}"
            : $"Scaled {(replicas > before ? "up" : "down")} replica set {set.Name()} from {before} to {replicas}");
    }

    private void WriteStatus(JsonObject deployment, Rollout rollout)
    {
        TimeSpan? deadline = null;
        Registry.Change(Deployments, deployment.Key(), item => deadline = RolloutStatus.Write(item, rollout, Time), WriteOptions.ControllerManagerStatus);
        if (deadline is { } left)
        {
            EnqueueAfter(deployment.Key(), left);
        }
    }
}
