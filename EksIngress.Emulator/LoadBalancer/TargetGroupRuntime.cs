using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer.AccessLogs;
using EksIngress.Emulator.LoadBalancer.Balancing;
using EksIngress.Emulator.LoadBalancer.Metrics;
using EksIngress.Emulator.LoadBalancer.Stickiness;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>The targets of a group at work: which of them take requests, their health checks, their draining.</summary>
internal sealed class TargetGroupRuntime(string arn, TargetGroupServices services) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<TargetKey, TargetRuntime> _targets = [];
    private readonly TargetDrain _drain = new(services);
    private TargetGroup? _group;
    private TargetGroupUse? _use;
    private ITimer? _anomalies;

    // Each is swapped whole; a request reads it once.
    private volatile TargetGroupSettings _settings = TargetGroupSettings.Read(AttributeSet.Defaults(AttributeTable.TargetGroup));
    private volatile TargetPool _pool = TargetPool.Empty;
    private volatile IBalancer _balancer = new RoundRobinBalancer(Random.Shared);
    private volatile TargetGroupDimensions _dimensions = new(null, arn);
    private uint _zoneTurn;

    public string Arn => arn;

    /// <summary>What cookies call the group.</summary>
    public UInt128 Token { get; } = StickyToken.Of(arn);

    /// <summary><c>HTTP1</c>, <c>HTTP2</c> or <c>GRPC</c>; a group never changes it.</summary>
    public string ProtocolVersion { get; private set; } = "HTTP1";

    public TargetGroupSettings Settings => _settings;

    public StickyContext Sticky => services.Sticky;

    /// <summary>Under which its metrics are counted.</summary>
    public TargetGroupDimensions Dimensions => _dimensions;

    /// <summary>The target for a request that is not bound to one; null when none is registered where the request arrived.</summary>
    public TargetRuntime? Pick()
    {
        var pool = _pool;
        var targets = pool.ZoneCount == 1 ? pool.Zone(0) : pool.Zone(Interlocked.Increment(ref _zoneTurn) - 1);
        return targets.Length == 0 ? null : _balancer.Pick(targets);
    }

    /// <summary>The target that a cookie names, if it may take requests.</summary>
    public TargetRuntime? Find(UInt128 token) => _pool.Find(token);

    /// <summary>Counts a request that stickiness was on for and that no cookie bound to a target.</summary>
    public void CountNonSticky() => ElbMetrics.NonStickyRequestCount.Add(1, _dimensions.Tags);

    public IReadOnlyList<TargetHealth> Describe()
    {
        lock (_gate)
        {
            return [.. _targets.Values.Select(target => target.Describe())];
        }
    }

    /// <summary>Healthy and unhealthy targets by zone, as metrics have them.</summary>
    public IReadOnlyList<HostCount> CountHosts()
    {
        lock (_gate)
        {
            return HostCount.Of(_dimensions, _targets.Values);
        }
    }

    /// <summary>Follows a change of the group or of its being used.</summary>
    /// <param name="use">Null when no rule forwards to the group.</param>
    public void Apply(TargetGroup group, TargetGroupUse? use)
    {
        lock (_gate)
        {
            if (ReferenceEquals(group, _group) && use == _use)
            {
                return;
            }

            var sameChecks = _group?.HealthCheck == group.HealthCheck;
            var sameUse = _use == use;
            (_group, _use) = (group, use);
            ProtocolVersion = group.ProtocolVersion;
            _dimensions = new TargetGroupDimensions(use?.LoadBalancer, arn);
            ApplySettings(TargetGroupSettings.Read(group.Attributes));

            // Targets that come into an empty group start at once at their full share.
            var wasEmpty = !_targets.Values.Any(target => target.Health.State != TargetHealthState.Draining);
            foreach (var target in _targets.Values.ToList())
            {
                if (!group.Targets.TryGetValue(target.Target.Key, out var registered))
                {
                    Deregister(target);
                }
                else if (target.Health.State == TargetHealthState.Draining || registered != target.Target)
                {
                    // Registered again, or its address changed: as good as new. Requests that run keep the old one.
                    Forget(target);
                }
                else
                {
                    Follow(target, sameUse, sameChecks);
                }
            }

            foreach (var (key, registered) in group.Targets)
            {
                if (!_targets.ContainsKey(key))
                {
                    var target = new TargetRuntime(registered, group) { MayRamp = !wasEmpty };
                    _targets.Add(key, target);
                    Start(target);
                }
            }

            Route();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            // The targets stay in the pool: a request may hold the rules that were in force before the group was deleted.
            _anomalies?.Dispose();
            foreach (var target in _targets.Values.ToList())
            {
                Forget(target);
            }
        }
    }

    private void ApplySettings(TargetGroupSettings settings)
    {
        var previous = _settings;
        _settings = settings;
        if (settings.Algorithm != previous.Algorithm)
        {
            _balancer = settings.Algorithm switch
            {
                BalancingAlgorithm.RoundRobin => new RoundRobinBalancer(Random.Shared),
                BalancingAlgorithm.LeastOutstandingRequests => new LeastOutstandingBalancer(),
                BalancingAlgorithm.WeightedRandom => new WeightedRandomBalancer(Random.Shared),
                _ => throw new InvalidOperationException($"{settings.Algorithm} is no algorithm."),
            };
        }

        if (settings.SlowStart != previous.SlowStart)
        {
            foreach (var target in _targets.Values)
            {
                target.SlowStart = settings.SlowStart == TimeSpan.Zero ? null : target.SlowStart?.With(settings.SlowStart);
            }
        }

        if (!settings.AnomalyMitigation)
        {
            foreach (var target in _targets.Values)
            {
                target.Weight = 1;
            }
        }

        if (settings.Algorithm != BalancingAlgorithm.WeightedRandom)
        {
            _anomalies?.Dispose();
            _anomalies = null;
            foreach (var target in _targets.Values)
            {
                target.IsAnomalous = false;
            }
        }
        else
        {
            _anomalies ??= services.Time.CreateTimer(_ => JudgeAnomalies(), null, AnomalyDetection.Window, AnomalyDetection.Window);
        }
    }

    private void JudgeAnomalies()
    {
        lock (_gate)
        {
            AnomalyDetection.Judge([.. _targets.Values.Where(target => target.Health.State == TargetHealthState.Healthy)], _settings.AnomalyMitigation);
        }
    }

    private void Follow(TargetRuntime target, bool sameUse, bool sameChecks)
    {
        var running = target.Checks;
        if (!sameUse)
        {
            Start(target);
        }

        if (!sameChecks && running is not null && running == target.Checks)
        {
            Check(target);
        }
    }

    private void Start(TargetRuntime target)
    {
        if (_use is null)
        {
            target.Health.Rest();
            StopChecks(target);
        }
        else if (target.ZoneName is { } zone && !_use.Zones.Contains(zone, StringComparer.Ordinal))
        {
            target.Health.RestInOtherZone();
            StopChecks(target);
        }
        else if (target.Checks is null)
        {
            target.Health.Begin();
            Check(target);
        }
    }

    private void Check(TargetRuntime target)
    {
        StopChecks(target);
        target.Checks = new CancellationTokenSource();
        var token = target.Checks.Token;
        var settings = _group!.HealthCheck;
        Detached.Forget(() => CheckAsync(target, settings, token), services.Logger);
    }

    private async Task CheckAsync(TargetRuntime target, HealthCheckSettings settings, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(settings.Interval, services.Time);
        try
        {
            // The first check is made at once.
            do
            {
                var (begun, started) = (services.Time.GetUtcNow(), services.Time.GetTimestamp());
                var outcome = await services.Probe(target, settings, cancellationToken);
                lock (_gate)
                {
                    if (cancellationToken.IsCancellationRequested)
                    {
                        continue;
                    }

                    if (_use?.HealthCheckLog is { } log && outcome is not ProbeOutcome.Unusable)
                    {
                        services.LogCheck(log, new HealthCheckLogEntry(
                            begun, services.Time.GetElapsedTime(started), target.Authority, _group!.Name, settings, outcome, log.LoadBalancer));
                    }

                    if (target.Health.Record(outcome, settings))
                    {
                        Ramp(target);
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

    // Slow start begins when a target becomes healthy, and needs another that takes its full share meanwhile.
    private void Ramp(TargetRuntime target)
    {
        var becameHealthy = target.Health.State == TargetHealthState.Healthy;
        var othersCarry = _targets.Values.Any(other =>
            other != target && other.Health.State == TargetHealthState.Healthy && other.SlowStart is not { IsOver: false });
        target.SlowStart = becameHealthy && target.MayRamp && othersCarry && _settings.SlowStart > TimeSpan.Zero
            ? new SlowStartRamp(services.Time, _settings.SlowStart)
            : null;
        // What made it start at its full share once does not hold when it comes back.
        target.MayRamp = true;
    }

    private void Deregister(TargetRuntime target)
    {
        if (target.Health.State == TargetHealthState.Draining)
        {
            return;
        }

        StopChecks(target);
        target.SlowStart = null;
        if (target.Health.State == TargetHealthState.Unused)
        {
            Forget(target);
            return;
        }

        target.Connections.Retire();
        target.Health.Drain();
        _drain.Begin(target, _settings.DeregistrationDelay, () =>
        {
            lock (_gate)
            {
                if (_targets.GetValueOrDefault(target.Target.Key) == target)
                {
                    Forget(target);
                }
            }
        });
    }

    private void Forget(TargetRuntime target)
    {
        _targets.Remove(target.Target.Key);
        target.Connections.Retire();
        StopChecks(target);
        target.Draining?.Cancel();
    }

    private static void StopChecks(TargetRuntime target)
    {
        target.Checks?.Cancel();
        target.Checks = null;
    }

    // Of a group that no rule names any more, all targets stay: requests that hold older rules must find them.
    private void Route() => _pool = TargetPool.Build(
        [.. _targets.Values.Where(target =>
            target.Health.State != TargetHealthState.Draining && (_use is null || target.Health.State != TargetHealthState.Unused))],
        _settings,
        _use?.Zones ?? []);
}
