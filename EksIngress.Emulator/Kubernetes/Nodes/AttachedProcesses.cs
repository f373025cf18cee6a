namespace EksIngress.Emulator.Kubernetes;

/// <summary>The attached processes that listen, and the pods that wait for one.</summary>
internal sealed class AttachedProcesses
{
    private readonly Lock _gate = new();
    private readonly LinkedList<AttachedProcess> _free = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private readonly Dictionary<string, int> _tokenFiles = new(StringComparer.Ordinal);

    /// <summary>A process listens, or its pod was deleted: the next pod may have it.</summary>
    public void Offer(AttachedProcess process)
    {
        lock (_gate)
        {
            if (process.Ended.IsCompleted)
            {
                return;
            }

            for (var node = _waiters.First; node is not null; node = node.Next)
            {
                if (node.Value.Wants(process) && node.Value.Process.TrySetResult(process))
                {
                    _waiters.Remove(node);
                    return;
                }
            }

            _free.AddLast(process);
        }
    }

    public void Remove(AttachedProcess process)
    {
        lock (_gate)
        {
            _free.Remove(process);
        }
    }

    /// <summary>The process that has been free for longest; null when there is none.</summary>
    public AttachedProcess? TryTake(string inNamespace, string workload)
    {
        lock (_gate)
        {
            var process = _free.FirstOrDefault(process => process.Namespace == inNamespace && process.Workload == workload);
            if (process is not null)
            {
                _free.Remove(process);
            }

            return process;
        }
    }

    public async Task<AttachedProcess> TakeAsync(string inNamespace, string workload, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (TryTake(inNamespace, workload) is { } process)
            {
                return process;
            }

            waiter = new Waiter(inNamespace, workload);
            _waiters.AddLast(waiter);
        }

        try
        {
            return await waiter.Process.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
            {
                _waiters.Remove(waiter);
            }

            // Given in the same moment: back to the others.
            if (!waiter.Process.TrySetCanceled(cancellationToken))
            {
                Offer(await waiter.Process.Task);
            }

            throw;
        }
    }

    /// <summary>Counts a pod that has its token in the file: replicas of a workload may share one.</summary>
    public void HoldTokenFile(string path)
    {
        lock (_gate)
        {
            _tokenFiles[path] = _tokenFiles.GetValueOrDefault(path) + 1;
        }
    }

    /// <summary>Deletes the file when no pod has its token in it any more: a token must not outlive what it stood for.</summary>
    /// <param name="held">True when the caller counted itself by <see cref="HoldTokenFile"/>.</param>
    public void ReleaseTokenFile(string path, bool held)
    {
        lock (_gate)
        {
            var count = _tokenFiles.GetValueOrDefault(path) - (held ? 1 : 0);
            if (count > 0)
            {
                _tokenFiles[path] = count;
                return;
            }

            _tokenFiles.Remove(path);
            File.Delete(path);
        }
    }

    private sealed record Waiter(string Namespace, string Workload)
    {
        public TaskCompletionSource<AttachedProcess> Process { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Wants(AttachedProcess process) => process.Namespace == Namespace && process.Workload == Workload;
    }
}
