using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Gives a namespace what it must have, and empties one that is deleted.</summary>
internal sealed class NamespaceController(ObjectRegistry registry, string certificateAuthorityPem, ILogger<NamespaceController> logger)
    : Controller(registry, null, logger)
{
    protected override IEnumerable<NamespacedName> Map(StoreEvent change)
    {
        if (change.Resource == "namespaces")
        {
            yield return change.Value.Key();
        }
        else if (change.Value.Namespace() is { Length: > 0 } name
            && (change.Type == StoreEventType.Deleted || Store.Find("namespaces", new("", name))?.IsTerminating() == true))
        {
            yield return new("", name);
        }
    }

    protected override void Reconcile(NamespacedName key)
    {
        if (Store.Find("namespaces", key) is not { } found)
        {
            return;
        }

        if (found.IsTerminating())
        {
            Empty(key);
            return;
        }

        Registry.Change("namespaces", key, item => item.Section("status")["phase"] = "Active", WriteOptions.ControllerManagerStatus);
        Registry.CreateIfMissing("serviceaccounts", Named(key.Name, "default"), WriteOptions.ControllerManager);
        var authority = Named(key.Name, "kube-root-ca.crt");
        authority["data"] = new JsonObject { ["ca.crt"] = certificateAuthorityPem };
        Registry.CreateIfMissing("configmaps", authority, WriteOptions.ControllerManager);
    }

    private static JsonObject Named(string inNamespace, string name) =>
        new() { ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = inNamespace } };

    private void Empty(NamespacedName key)
    {
        var content = Store.ListNamespace(key.Name);
        if (content.Count == 0)
        {
            Registry.Change("namespaces", key, item => item.Section("spec")["finalizers"] = new JsonArray(), WriteOptions.ControllerManager);
            return;
        }

        foreach (var (resource, item) in content.Where(entry => !entry.Value.IsTerminating()))
        {
            Registry.DeleteIfPresent(resource, item.Key(), DeleteRequest.Background with { Uid = item.Uid() });
        }

        var left = Store.ListNamespace(key.Name);
        var held = left.Where(entry => entry.Value.Texts("metadata", "finalizers").Any()).ToList();
        Registry.Change("namespaces", key, item => item.SetCondition(
            Time,
            "NamespaceContentRemaining",
            left.Count > 0 ? "True" : "False",
            left.Count > 0 ? "SomeResourcesRemain" : "ContentRemoved",
            left.Count == 0 ? "All content successfully removed" : "Some resources are remaining: " + string.Join(", ", left
                .GroupBy(entry => entry.Resource)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => $"{group.Key} has {group.Count()} resource instances"))), WriteOptions.ControllerManagerStatus);
        if (held.Count > 0)
        {
            Registry.Change("namespaces", key, item => item.SetCondition(
                Time,
                "NamespaceFinalizersRemaining",
                "True",
                "SomeFinalizersRemain",
                "Some content in the namespace has finalizers remaining: " + string.Join(", ", held
                    .SelectMany(entry => entry.Value.Texts("metadata", "finalizers"))
                    .GroupBy(finalizer => finalizer)
                    .Select(group => $"{group.Key} in {group.Count()} resource instances"))), WriteOptions.ControllerManagerStatus);
        }
    }
}
