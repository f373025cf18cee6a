using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Runs the pods that are placed on the nodes of a cluster: one worker a pod, from its placement to its end.</summary>
internal sealed partial class Kubelet(
    IEnumerable<IPodProgram> programs,
    AttachedProcesses processes,
    LoopbackNetwork network,
    EmulatorDirectory directory,
    ILogger<Kubelet> logger) : IClusterComponent
{
    private static readonly HashSet<string> s_watched = ["pods"];

    public async Task RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var node = new NodeServices(cluster, [.. programs], processes, network, directory, logger);
        var workers = new Dictionary<string, PodWorker>(StringComparer.Ordinal);
        using var watch = cluster.Objects.Store.Watch(s_watched, initial: true);
        try
        {
            await foreach (var change in watch.Events.ReadAllAsync(cancellationToken))
            {
                if (change.Type != StoreEventType.Synced)
                {
                    Apply(node, workers, change);
                }
            }
        }
        finally
        {
            await Task.WhenAll(workers.Values.Select(worker => worker.StopAsync()));
        }
    }

    private void Apply(NodeServices node, Dictionary<string, PodWorker> workers, StoreEvent change)
    {
        var pod = change.Value;
        var known = workers.TryGetValue(pod.Uid(), out var worker);
        if (change.Type == StoreEventType.Deleted)
        {
            if (workers.Remove(pod.Uid()))
            {
                _ = EndAsync(node, worker!, pod);
            }
        }
        else if (pod.IsTerminating())
        {
            if (known)
            {
                worker!.Terminate(pod);
            }
            else if (pod.Text("spec", "nodeName") is not null)
            {
                // Left over from before this kubelet: nothing runs any more.
                node.Objects.DeleteIfPresent("pods", pod.Key(), DeleteRequest.Immediate with { Uid = pod.Uid() });
            }
        }
        else if (known)
        {
            worker!.Update(pod);
        }
        else if (pod.Text("spec", "nodeName") is { Length: > 0 } && pod.Text("status", "phase") is not ("Succeeded" or "Failed"))
        {
            workers[pod.Uid()] = PodWorker.Start(node, pod);
        }
    }

    /// <summary>The object is gone, by force or because its worker ended; so is what it left.</summary>
    private async Task EndAsync(NodeServices node, PodWorker worker, JsonObject pod)
    {
        try
        {
            await worker.StopAsync();
            node.Cluster.Logs.Remove(pod.Uid());
        }
#pragma warning disable CA1031 // The boundary of a pod that is gone: nobody else would tell what it left.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotCleaned(pod.Key(), exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Files of pod {Pod} are left", EventName = "PodNotCleaned")]
    private partial void LogNotCleaned(NamespacedName pod, Exception exception);
}
