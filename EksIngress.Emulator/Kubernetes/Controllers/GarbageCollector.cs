using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// Deletes what has lost its owner and pods that have lost their node, and carries out foreground and orphaning deletions.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/architecture/garbage-collection/</remarks>
internal sealed class GarbageCollector(ObjectRegistry registry, ILogger<GarbageCollector> logger) : Controller(registry, null, logger)
{
    // The queue takes names; what is collected is told apart by uid.
    protected override IEnumerable<NamespacedName> Map(StoreEvent change)
    {
        if (change is { Resource: "nodes", Type: StoreEventType.Deleted })
        {
            yield return new("node", change.Value.Name());
        }
        else if (change is { Resource: "pods", Type: not StoreEventType.Deleted }
            && change.Value.Text("spec", "nodeName") is { Length: > 0 } node
            && Store.Find("nodes", new("", node)) is null)
        {
            yield return new("node", node);
        }

        if (change.Type == StoreEventType.Deleted)
        {
            yield return new("deleted", change.Value.Uid());
            foreach (var owner in change.Value.Items("metadata", "ownerReferences"))
            {
                yield return new("present", owner.Text("uid") ?? "");
            }
        }
        else if (change.Value.IsTerminating() || change.Value.Items("metadata", "ownerReferences").Any())
        {
            yield return new("present", change.Value.Uid());
        }
    }

    protected override void Reconcile(NamespacedName key)
    {
        if (key.Namespace == "node")
        {
            DeleteLostPods(key.Name);
            return;
        }

        var all = Store.ListAll();
        if (key.Namespace == "deleted")
        {
            foreach (var (resource, dependent) in Dependents(all, key.Name))
            {
                Collect(all, resource, dependent);
            }

            return;
        }

        var (kind, item) = all.FirstOrDefault(entry => entry.Value.Uid() == key.Name);
        if (item is null)
        {
            return;
        }

        var finalizers = item.Texts("metadata", "finalizers").ToList();
        if (item.IsTerminating() && finalizers.Contains(Deletion.OrphanFinalizer))
        {
            Orphan(all, kind, item);
        }
        else if (item.IsTerminating() && finalizers.Contains(Deletion.ForegroundFinalizer))
        {
            DeleteDependents(all, kind, item);
        }
        else if (!item.IsTerminating())
        {
            Collect(all, kind, item);
        }
    }

    private static IEnumerable<(string Resource, JsonObject Value)> Dependents(IReadOnlyList<(string Resource, JsonObject Value)> all, string uid) =>
        all.Where(entry => entry.Value.Items("metadata", "ownerReferences").Any(owner => owner.Text("uid") == uid));

    // At once, for no kubelet is left to stop them in their time.
    private void DeleteLostPods(string node)
    {
        if (Store.Find("nodes", new("", node)) is not null)
        {
            return;
        }

        foreach (var pod in Registry.List("pods").Where(pod => pod.Text("spec", "nodeName") == node))
        {
            Registry.DeleteIfPresent("pods", pod.Key(), DeleteRequest.Immediate with { Uid = pod.Uid() });
        }
    }

    // One owner that lives is enough to live.
    private void Collect(IReadOnlyList<(string Resource, JsonObject Value)> all, string resource, JsonObject item)
    {
        var owners = item.Items("metadata", "ownerReferences").Select(owner => owner.Text("uid")).ToList();
        if (owners.Count > 0 && !all.Any(entry => owners.Contains(entry.Value.Uid())))
        {
            Registry.DeleteIfPresent(resource, item.Key(), DeleteRequest.Background with { Uid = item.Uid() });
        }
    }

    private void DeleteDependents(IReadOnlyList<(string Resource, JsonObject Value)> all, string resource, JsonObject item)
    {
        var dependents = Dependents(all, item.Uid()).ToList();
        foreach (var (kind, dependent) in dependents.Where(entry => !entry.Value.IsTerminating()))
        {
            Registry.DeleteIfPresent(kind, dependent.Key(), new DeleteRequest(Propagation: "Foreground", Uid: dependent.Uid()));
        }

        var blocking = Dependents(Store.ListAll(), item.Uid()).Any(entry => entry.Value
            .Items("metadata", "ownerReferences")
            .Any(owner => owner.Text("uid") == item.Uid() && owner.Flag("blockOwnerDeletion") == true));
        if (!blocking)
        {
            RemoveFinalizer(resource, item, Deletion.ForegroundFinalizer);
        }
    }

    private void Orphan(IReadOnlyList<(string Resource, JsonObject Value)> all, string resource, JsonObject item)
    {
        foreach (var (kind, dependent) in Dependents(all, item.Uid()))
        {
            Registry.Change(kind, dependent.Key(), current =>
            {
                var references = current.Metadata().List("ownerReferences");
                foreach (var owner in references.Where(owner => owner.Text("uid") == item.Uid()).ToList())
                {
                    references.Remove(owner);
                }
            }, WriteOptions.ControllerManager);
        }

        RemoveFinalizer(resource, item, Deletion.OrphanFinalizer);
    }

    private void RemoveFinalizer(string resource, JsonObject item, string finalizer) => Registry.Change(resource, item.Key(), current =>
    {
        var finalizers = current.Metadata().List("finalizers");
        if (finalizers.FirstOrDefault(value => value.Text() == finalizer) is { } found)
        {
            finalizers.Remove(found);
        }
    }, WriteOptions.ControllerManager);
}
