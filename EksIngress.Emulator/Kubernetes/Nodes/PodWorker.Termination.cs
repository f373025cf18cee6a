using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <content>How a pod ends: its containers sleep as their preStop hooks say, then their programs are told to end, then the object goes.</content>
internal sealed partial class PodWorker
{
    // The kubelet's own: what a program has at least, however long its hook took.
    private static readonly TimeSpan ShortestShutdown = TimeSpan.FromSeconds(2);

    // The kubelet's own too: how long it leaves a pod alone that it could not end.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    // The object is gone, or the kubelet ends: nobody waits for the end of this pod any more.
    private readonly CancellationTokenSource _released = new();

    // Ends the sleep of hooks when the grace period is over.
    private readonly CancellationTokenSource _grace;
    private DateTimeOffset? _deadline;

    private bool IsEnding => Deadline is not null;

    private DateTimeOffset? Deadline
    {
        get
        {
            lock (_gate)
            {
                return _deadline;
            }
        }
    }

    /// <summary>The pod is being deleted, or is to be gone sooner than was said first. The kubelet tells of one change at a time.</summary>
    public void Terminate(JsonObject pod)
    {
        var grace = TimeSpan.FromSeconds(pod.Number("metadata", "deletionGracePeriodSeconds") ?? 0);
        var deadline = _node.Time.GetUtcNow() + grace;
        bool first;
        lock (_gate)
        {
            if (_deadline <= deadline)
            {
                return;
            }

            first = _deadline is null;
            _deadline = deadline;
        }

        _grace.CancelAfter(grace);
        if (first)
        {
            _ = TerminateAsync();
        }
    }

    /// <summary>Ends the containers and removes the pod's files; the object is the caller's.</summary>
    /// <exception cref="IOException">A file cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public async Task StopAsync()
    {
        await _released.CancelAsync();
        await StopContainersAsync();
        _volumes.Delete();
    }

    private async Task StopContainersAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _grace.CancelAfter(Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            if (_ownsAddress)
            {
                _node.Network.Release(_podIP);
                _ownsAddress = false;
            }
        }
    }

    /// <summary>Ends the pod, again and again until nothing is in the way: it is Terminating as long, and says why.</summary>
    private async Task TerminateAsync()
    {
        while (!_released.IsCancellationRequested)
        {
            try
            {
                await EndAsync();
                return;
            }
#pragma warning disable CA1031 // The boundary of a pod's end: what is in its way is logged, shown as an event, and tried again.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogNotTerminated(_node.Logger, exception, _pod.Key(), RetryAfter);
                Warn("FailedKillPod", $"error killing pod: {exception.Message}");
            }

            await Task.Delay(RetryAfter, _node.Time, _released.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task EndAsync()
    {
        // Whoever takes the place of this pod need not wait until it is gone.
        _node.Processes.Leave(_pod.Uid());
        var running = _containers.Where(container => container.State.IsRunning).ToList();
        foreach (var (_, state) in running)
        {
            Tell("Killing", $"Stopping container {state.Name}");
        }

        using var hooks = CancellationTokenSource.CreateLinkedTokenSource(_grace.Token, _released.Token);
        await Task.WhenAll(running.Select(container => SleepAsync(container.Spec, hooks.Token)));
        if (_released.IsCancellationRequested)
        {
            // Deleted by force, or the kubelet ends: both have stopped the pod already.
            return;
        }

        var left = Deadline!.Value - _node.Time.GetUtcNow();
        try
        {
            await StopContainersAsync().WaitAsync(left > ShortestShutdown ? left : ShortestShutdown, _node.Time);
            _volumes.Delete();
        }
        catch (TimeoutException)
        {
            // A process would be killed; a program inside the emulator cannot be. It keeps its address and its files until it ends.
            LogNotEnded(_node.Logger, _pod.Key());
        }

        _node.Objects.DeleteIfPresent("pods", _pod.Key(), DeleteRequest.Immediate with { Uid = _pod.Uid() });
    }

    private async Task SleepAsync(JsonObject container, CancellationToken cancellationToken)
    {
        if (container.Number("lifecycle", "preStop", "sleep", "seconds") is > 0 and { } seconds)
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), _node.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Tells of hooks that the pod has and that are not run.</summary>
    private void WarnOfHooks(JsonObject container)
    {
        foreach (var hook in new[] { "postStart", "preStop" })
        {
            foreach (var action in (container.Map("lifecycle", hook) ?? []).Select(pair => pair.Key).Where(action => (hook, action) != ("preStop", "sleep")))
            {
                Warn("HookNotEmulated", $"lifecycle.{hook}.{action} of container {container.Text("name")} is not run: the emulator knows preStop.sleep only");
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Pod {Pod} did not end within its grace period", EventName = "PodNotEnded")]
    private static partial void LogNotEnded(ILogger logger, NamespacedName pod);

    [LoggerMessage(Level = LogLevel.Error, Message = "Pod {Pod} cannot be ended; next try in {Delay}", EventName = "PodNotTerminated")]
    private static partial void LogNotTerminated(ILogger logger, Exception exception, NamespacedName pod, TimeSpan delay);
}
