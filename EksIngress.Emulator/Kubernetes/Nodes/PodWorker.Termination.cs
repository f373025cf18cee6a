using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <content>How a pod ends: its containers sleep as their preStop hooks say, then their programs are told to end, then the object goes.</content>
internal sealed partial class PodWorker
{
    // The kubelet's own: what a program has at least, however long its hook took.
    private static readonly TimeSpan ShortestShutdown = TimeSpan.FromSeconds(2);

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
    public async Task StopAsync()
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

        _volumes.Delete();
    }

    private async Task TerminateAsync()
    {
        // Whoever takes the place of this pod need not wait until it is gone.
        _node.Processes.Leave(_pod.Uid());
        var running = _containers.Where(container => container.State.IsRunning).ToList();
        foreach (var (_, state) in running)
        {
            Tell("Killing", $"Stopping container {state.Name}");
        }

        using var hooks = CancellationTokenSource.CreateLinkedTokenSource(_grace.Token, _stopping.Token);
        await Task.WhenAll(running.Select(container => SleepAsync(container.Spec, hooks.Token)));
        if (_stopping.IsCancellationRequested)
        {
            // Deleted by force, or the kubelet ends: both have stopped the pod already.
            return;
        }

        var left = Deadline!.Value - _node.Time.GetUtcNow();
        try
        {
            await StopAsync().WaitAsync(left > ShortestShutdown ? left : ShortestShutdown, _node.Time);
        }
        catch (TimeoutException)
        {
            // A process would be killed; a program inside the emulator cannot be. It keeps its address until it ends.
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
}
