using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>What lasts of clusters: their objects and their keys.</summary>
internal sealed class ClusterStorage(Guarded<KubernetesState> state, StateJournal journal, LoopbackNetwork network)
{
    /// <summary>Opens what a cluster of that name left, or makes it.</summary>
    public ClusterParts Open(KubernetesClusterSpec spec)
    {
        var earlier = state.Current.Clusters.GetValueOrDefault(spec.Name);
        var key = earlier is null ? ServiceAccountKey.Create() : ServiceAccountKey.Restore(earlier.SigningKey);
        if (earlier?.AwsEndpoint != spec.AwsEndpoint)
        {
            state.Update(current => new KubernetesState(current.Clusters.SetItem(spec.Name, new KubernetesClusterState(key.Export(), spec.AwsEndpoint))));
        }

        var store = new ObjectStore(new ObjectJournal(journal, spec.Name));
        Reserve(store);
        if (earlier is not null && earlier.AwsEndpoint != spec.AwsEndpoint)
        {
            Redirect(store, earlier.AwsEndpoint, spec.AwsEndpoint);
        }

        return new ClusterParts(key, store, network);
    }

    /// <summary>Forgets a cluster that is deleted, whether it ran or not.</summary>
    public void Forget(string name, ObjectStore? store)
    {
        var objectJournal = new ObjectJournal(journal, name);
        var objects = store is null
            ? objectJournal.Restore().Objects
            : store.ListAll();
        objectJournal.Forget(objects.Select(found => (found.Resource, found.Value.Key())));
        state.Update(current => new KubernetesState(current.Clusters.Remove(name)));
    }

    // Addresses are the emulator's, and shared by all clusters: what objects have of them is taken. Pods take theirs when they run.
    private void Reserve(ObjectStore store)
    {
        foreach (var service in store.List("services").Items)
        {
            network.Reserve(service.Text("spec", "clusterIP"), service.Uid());
        }

        foreach (var node in store.List("nodes").Items)
        {
            network.Reserve(NodeObject.FindAddress(node), node.Name());
        }
    }

    // Pods were told where AWS is when they were made. The emulator may listen on another port by now.
    private static void Redirect(ObjectStore store, Uri earlier, Uri present)
    {
        var (from, to) = (earlier.GetLeftPart(UriPartial.Authority), present.GetLeftPart(UriPartial.Authority));
        foreach (var pod in store.List("pods").Items)
        {
            var changed = pod.Clone();
            var variables = changed.Items("spec", "containers").Concat(changed.Items("spec", "initContainers")).SelectMany(container => container.Items("env"))
                .Where(variable => variable.Text("value") is { } value && (value == from || value.StartsWith(from + "/", StringComparison.Ordinal)))
                .ToList();
            foreach (var variable in variables)
            {
                variable["value"] = to + variable.Text("value")![from.Length..];
            }

            if (variables.Count > 0)
            {
                store.Put("pods", changed);
            }
        }
    }
}
