using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>The targets of a group at work: which of them take requests, their health checks, their draining.</summary>
/// <param name="probe">Checks one target once.</param>
/// <param name="timeScale">Factor on the time that <c>draining</c> is shown when nothing is left to drain.</param>
internal sealed class TargetGroupRuntime(
    string arn,
    Func<TargetRuntime, HealthCheckSettings, CancellationToken, Task<ProbeOutcome>> probe,
    TimeProvider time,
    double timeScale,
    ILogger logger) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<TargetKey, TargetRuntime> _targets = [];
    private TargetGroup? _group;
    private bool _inUse;

    // Those that take requests. Swapped whole; a request reads it once.
    private volatile TargetRuntime[] _routable = [];
    private uint _next;

    public string Arn => arn;

    /// <summary><c>HTTP1</c>, <c>HTTP2</c> or <c>GRPC</c>; a group never changes it.</summary>
    public string ProtocolVersion { get; private set; } = "HTTP1";

    /// <summary>The next target in turn; null when none is registered.</summary>
    public TargetRuntime? Pick()
    {
        var targets = _routable;
        return targets.Length switch
        {
            0 => null,
            1 => targets[0],
            var count => targets[(Interlocked.Increment(ref _next) - 1) % (uint)count],
        };
    }

    public IReadOnlyList<TargetHealth> Describe()
    {
        lock (_gate)
        {
            return [.. _targets.Values.Select(target => target.Describe())];
        }
    }

    /// <summary>Follows a change of the group or of its being used by a listener.</summary>
    public void Apply(TargetGroup group, bool inUse)
    {
        lock (_gate)
        {
            if (ReferenceEquals(group, _group) && inUse == _inUse)
            {
                return;
            }

            var sameChecks = _group?.HealthCheck == group.HealthCheck;
            var sameUse = _inUse == inUse;
            (_group, _inUse) = (group, inUse);
            ProtocolVersion = group.ProtocolVersion;

            foreach (var target in _targets.Values.ToList())
            {
                if (!group.Targets.TryGetValue(target.Target.Key, out var registered))
                {
                    Deregister(target, group);
                }
                else if (target.Health.State == TargetHealthState.Draining || registered != target.Target)
                {
                    // Registered again, or its address changed: as good as new. Requests that run keep the old one.
                    Forget(target);
                }
                else if (!sameUse)
                {
                    Start(target, group);
                }
                else if (!sameChecks && inUse)
                {
                    Check(target, group.HealthCheck);
                }
            }

            foreach (var (key, registered) in group.Targets)
            {
                if (!_targets.ContainsKey(key))
                {
                    var target = new TargetRuntime(registered, group.Protocol);
                    _targets.Add(key, target);
                    Start(target, group);
                }
            }

            Route();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _routable = [];
            foreach (var target in _targets.Values.ToList())
            {
                Forget(target);
            }
        }
    }

    private void Start(TargetRuntime target, TargetGroup group)
    {
        if (_inUse)
        {
            target.Health.Begin();
            Check(target, group.HealthCheck);
        }
        else
        {
            target.Health.Rest();
            StopChecks(target);
        }
    }

    private void Check(TargetRuntime target, HealthCheckSettings settings)
    {
        StopChecks(target);
        target.Checks = new CancellationTokenSource();
        var token = target.Checks.Token;
        Detached.Forget(() => CheckAsync(target, settings, token), logger);
    }

    private async Task CheckAsync(TargetRuntime target, HealthCheckSettings settings, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(settings.Interval, time);
        try
        {
            // The first check is made at once.
            do
            {
                var outcome = await probe(target, settings, cancellationToken);
                lock (_gate)
                {
                    if (!cancellationToken.IsCancellationRequested && target.Health.Record(outcome, settings))
                    {
                        Route();
                    }
                }
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Deregistered, unused or with other settings now.
        }
    }

    private void Deregister(TargetRuntime target, TargetGroup group)
    {
        if (target.Health.State == TargetHealthState.Draining)
        {
            return;
        }

        StopChecks(target);
        var delay = group.Attributes.Seconds(AttributeTable.DeregistrationDelay);
        if (target.Health.State == TargetHealthState.Unused)
        {
            Forget(target);
            return;
        }

        target.Health.Drain();
        target.Draining = new CancellationTokenSource();
        var token = target.Draining.Token;
        Detached.Forget(() => DrainAsync(target, delay, token), logger);
    }

    private async Task DrainAsync(TargetRuntime target, TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            // AWS shows the state until the delay is over even if there is nothing to wait for; that is scaled. Requests get all of it.
            var shown = delay * Math.Min(timeScale, 1);
            await Task.Delay(shown, time, cancellationToken);
            try
            {
                await target.WaitUntilIdleAsync().WaitAsync(delay - shown, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                target.CutRequests();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        lock (_gate)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                Forget(target);
            }
        }
    }

    private void Forget(TargetRuntime target)
    {
        _targets.Remove(target.Target.Key);
        StopChecks(target);
        target.Draining?.Cancel();
    }

    private static void StopChecks(TargetRuntime target)
    {
        target.Checks?.Cancel();
        target.Checks = null;
    }

    // Healthy targets; if there are none, all that are registered: a group that is down as a whole fails open.
    private void Route()
    {
        var registered = _targets.Values.Where(target => target.Health.State != TargetHealthState.Draining).ToArray();
        var healthy = Array.FindAll(registered, target => target.Health.State == TargetHealthState.Healthy);
        _routable = healthy.Length > 0 ? healthy : registered;
    }
}
