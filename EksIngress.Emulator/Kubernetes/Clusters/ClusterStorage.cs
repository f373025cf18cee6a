using System.Text.Json.Nodes;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>What lasts of clusters: their objects and their keys.</summary>
internal sealed class ClusterStorage(Guarded<KubernetesState> state, StateJournal journal, LoopbackNetwork network, TimeProvider time)
{
    /// <summary>Opens what a cluster of that name left, or makes it.</summary>
    public ClusterParts Open(KubernetesClusterSpec spec)
    {
        var earlier = state.Current.Clusters.GetValueOrDefault(spec.Name);
#pragma warning disable CA2000 // The cluster disposes it.
        var key = earlier is null ? ServiceAccountKey.Create() : ServiceAccountKey.Restore(earlier.SigningKey);
#pragma warning restore CA2000
        if (earlier?.AwsEndpoint != spec.AwsEndpoint)
        {
            state.Update(current => new KubernetesState(current.Clusters.SetItem(spec.Name, new KubernetesClusterState(key.Export(), spec.AwsEndpoint))));
        }

        var store = new ObjectStore(new ObjectJournal(journal, spec.Name));
        Reserve(store);
        if (earlier is not null)
        {
            FreeLeases(store);
            Stop(store, earlier.AwsEndpoint, spec.AwsEndpoint);
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

    // A lease's holder that was a pod's process is no more; nobody has to wait for it.
    private static void FreeLeases(ObjectStore store)
    {
        foreach (var lease in store.List("leases.coordination.k8s.io").Items)
        {
            if (lease.Text("spec", "holderIdentity") is { Length: > 0 } holder
                && store.List("pods", lease.Namespace()).Items.Any(pod => holder == pod.Name() || holder.StartsWith(pod.Name() + "_", StringComparison.Ordinal)))
            {
                var free = lease.Clone();
                free.Section("spec")["holderIdentity"] = "";
                store.Put("leases.coordination.k8s.io", free);
            }
        }
    }

    // What ran ended with the emulator, and is not ready until the kubelet has started it again.
    private void Stop(ObjectStore store, Uri earlierEndpoint, Uri presentEndpoint)
    {
        foreach (var pod in store.List("pods").Items.Where(pod => pod.Text("status", "phase") is not ("Succeeded" or "Failed")))
        {
            var stopped = pod.Clone();
            Redirect(stopped, earlierEndpoint, presentEndpoint);
            if (pod.HasCondition("Ready"))
            {
                stopped.SetCondition(time, "Ready", "False", "ContainersNotReady", "the node has started again");
                stopped.SetCondition(time, "ContainersReady", "False", "ContainersNotReady", "the node has started again");
                foreach (var container in stopped.Items("status", "containerStatuses"))
                {
                    container["ready"] = false;
                    container["started"] = false;
                }
            }

            if (!JsonNode.DeepEquals(pod, stopped))
            {
                store.Put("pods", stopped);
            }
        }
    }

    // Pods were told where AWS is when they were made. The emulator may listen on another port by now.
    private static void Redirect(JsonObject pod, Uri earlier, Uri present)
    {
        var (from, to) = (earlier.GetLeftPart(UriPartial.Authority), present.GetLeftPart(UriPartial.Authority));
        foreach (var variable in pod.Items("spec", "containers").Concat(pod.Items("spec", "initContainers")).SelectMany(container => container.Items("env")))
        {
            if (variable.Text("value") is { } value && (value == from || value.StartsWith(from + "/", StringComparison.Ordinal)))
            {
                variable["value"] = to + value[from.Length..];
            }
        }
    }
}
