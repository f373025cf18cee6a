namespace EksIngress.Emulator.Kubernetes;

/// <summary>The attached processes that listen, and the pods that wait for one.</summary>
internal sealed class AttachedProcesses
{
    private readonly Lock _gate = new();
    private readonly LinkedList<AttachedProcess> _free = new();
    private readonly HashSet<AttachedProcess> _held = [];
    private readonly LinkedList<Waiter> _waiters = new();
    private readonly Dictionary<string, int> _tokenFiles = new(StringComparer.Ordinal);

    /// <summary>A process listens, or its pod was deleted: the next pod may have it. Of those that wait, the newest template comes first.</summary>
    public void Offer(AttachedProcess process)
    {
        lock (_gate)
        {
            if (process.Ended.IsCompleted)
            {
                return;
            }

            if (!TryGive(process))
            {
                _free.AddLast(process);
            }
        }
    }

    /// <summary>A pod is about to end, and serves until it has: one that waits for its process may have it beside that pod.</summary>
    public void Leave(string podUid)
    {
        lock (_gate)
        {
            foreach (var process in _held.Where(process => process.Leave(podUid) && process.StayingHolders.Count == 0 && !process.Ended.IsCompleted).ToList())
            {
                TryGive(process);
            }
        }
    }

    /// <summary>The process is gone.</summary>
    public void Remove(AttachedProcess process)
    {
        lock (_gate)
        {
            _free.Remove(process);
            _held.Remove(process);
        }
    }

    /// <summary>
    /// The process that has been free for longest; without one, that of a pod which this one takes the place of, in a rollout or because that one is
    /// about to end. Both have it then, until the older pod has ended: there may be no more processes than replicas, and requests go on being answered.
    /// </summary>
    /// <returns>Null when there is none.</returns>
    public AttachedProcess? TryTake(string workload, ProcessHolder holder)
    {
        lock (_gate)
        {
            var inNamespace = holder.Pod.Namespace();
            var process = _free.FirstOrDefault(process => process.Namespace == inNamespace && process.Workload == workload)
                ?? _held.FirstOrDefault(process => process.Namespace == inNamespace && process.Workload == workload
                    && process.StayingHolders is var staying && (staying.Count == 0 || (staying.Count == 1 && holder.Succeeds(staying[0]))));
            if (process is not null)
            {
                _free.Remove(process);
                Give(process, holder);
            }

            return process;
        }
    }

    public async Task<AttachedProcess> TakeAsync(string workload, ProcessHolder holder, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (TryTake(workload, holder) is { } process)
            {
                return process;
            }

            waiter = new Waiter(workload, holder);
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
                Return(await waiter.Process.Task, holder);
            }

            throw;
        }
    }

    /// <summary>A pod has ended. The process is free, unless another pod has it as well.</summary>
    public void Return(AttachedProcess process, ProcessHolder holder)
    {
        lock (_gate)
        {
            if (process.Release(holder.Uid))
            {
                _held.Remove(process);
                if (!process.Ended.IsCompleted)
                {
                    process.Unbind();
                    Offer(process);
                }
            }
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

    private bool TryGive(AttachedProcess process)
    {
        foreach (var waiter in _waiters.Where(waiter => waiter.Wants(process)).OrderByDescending(waiter => waiter.Holder.Revision).ToList())
        {
            _waiters.Remove(waiter);
            if (waiter.Process.TrySetResult(process))
            {
                Give(process, waiter.Holder);
                return true;
            }
        }

        return false;
    }

    private void Give(AttachedProcess process, ProcessHolder holder)
    {
        process.Hold(holder);
        _held.Add(process);
    }

    private sealed record Waiter(string Workload, ProcessHolder Holder)
    {
        public TaskCompletionSource<AttachedProcess> Process { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Wants(AttachedProcess process) => process.Namespace == Holder.Pod.Namespace() && process.Workload == Workload;
    }
}
