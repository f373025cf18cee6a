using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer.Balancing;
using EksIngress.Emulator.LoadBalancer.Metrics;
using EksIngress.Emulator.LoadBalancer.Stickiness;
using EksIngress.Emulator.LoadBalancer.Targets;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>A target as the data plane sees it: its address ready for use, the requests it has, its health.</summary>
/// <remarks>Health and the life of its checks belong to the group and change under the group's lock only.</remarks>
internal sealed class TargetRuntime : IDisposable
{
    private readonly CancellationTokenSource _cut = new();
    private int _inFlight;
    private int _windowRequests;
    private int _windowFailures;
    private double _weight = 1;
    private volatile SlowStartRamp? _slowStart;
    private volatile ExchangeTags? _tags;
    private TaskCompletionSource? _idle;

    /// <param name="group">As it is now. What is taken of it never changes.</param>
    public TargetRuntime(Target target, TargetGroup group)
    {
        Target = target;
        GroupArn = group.Arn;
        VpcId = group.VpcId;
        IsInstance = group.TargetType == "instance";
        IsLoadBalancer = group.TargetType == TargetGroup.AlbTarget;
        Host = target.Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{target.Address}]" : target.Address.ToString();
        Authority = string.Create(CultureInfo.InvariantCulture, $"{Host}:{target.Key.Port}");
        Prefix = $"{(group.Protocol == "HTTPS" ? "https" : "http")}://{Authority}";
        Token = StickyToken.Of(target.Key.ToString());
        Connections = new TargetConnectionPool(new IPEndPoint(target.Address, target.Key.Port), group.Protocol == "HTTPS");
        _cut.Token.UnsafeRegister(static pool => ((TargetConnectionPool)pool!).Cut(), Connections);
    }

    public Target Target { get; }

    public string GroupArn { get; }

    public string VpcId { get; }

    /// <summary>True for an instance, false for an address.</summary>
    public bool IsInstance { get; }

    /// <summary>True for an Application Load Balancer behind a Network one.</summary>
    public bool IsLoadBalancer { get; }

    /// <summary>Address as a URL has it: an IPv6 one in brackets.</summary>
    public string Host { get; }

    /// <summary>For example <c>127.0.0.5:8080</c>.</summary>
    public string Authority { get; }

    /// <summary>For example <c>http://127.0.0.5:8080</c>.</summary>
    public string Prefix { get; }

    /// <summary>What cookies call the target. The same id and port is the same target, registered anew or not.</summary>
    public UInt128 Token { get; }

    /// <summary>Zone the target is at home in; null for one that every zone may use.</summary>
    public string? ZoneName => Target.AvailabilityZone is "all" ? null : Target.AvailabilityZone;

    /// <summary>Connections for requests over HTTP/1.1. Retired when the target takes no more requests.</summary>
    public TargetConnectionPool Connections { get; }

    public TargetHealthTracker Health { get; } = new();

    /// <summary>Requests that are under way.</summary>
    public int Outstanding => Volatile.Read(ref _inFlight);

    /// <summary>Whether slow start applies when the target becomes healthy.</summary>
    public bool MayRamp { get; set; }

    /// <summary>Null for a target that takes its full share.</summary>
    public SlowStartRamp? SlowStart
    {
        get => _slowStart;
        set => _slowStart = value;
    }

    /// <summary>Share of requests under the weighted random algorithm: above 0, at most 1.</summary>
    public double Weight
    {
        get => Volatile.Read(ref _weight);
        set => Volatile.Write(ref _weight, value);
    }

    /// <summary>Whether the target fails more than its fellows.</summary>
    public bool IsAnomalous { get; set; }

    /// <summary>Ends the health checks; null while there are none.</summary>
    public CancellationTokenSource? Checks { get; set; }

    /// <summary>Ends the wait for the deregistration delay; null unless draining.</summary>
    public CancellationTokenSource? Draining { get; set; }

    /// <summary>Cancelled when the deregistration delay is over and the target still has requests.</summary>
    public CancellationToken Cut => _cut.Token;

    public void Enter() => Interlocked.Increment(ref _inFlight);

    public void Leave()
    {
        if (Interlocked.Decrement(ref _inFlight) == 0)
        {
            Volatile.Read(ref _idle)?.TrySetResult();
        }
    }

    /// <summary>Counts a request that is over.</summary>
    /// <param name="failed">Whether the target answered 5XX or could not be reached.</param>
    public void Count(bool failed)
    {
        Interlocked.Increment(ref _windowRequests);
        if (failed)
        {
            Interlocked.Increment(ref _windowFailures);
        }
    }

    /// <summary>What was counted since the last call.</summary>
    public (int Requests, int Failures) TakeWindow() =>
        (Interlocked.Exchange(ref _windowRequests, 0), Interlocked.Exchange(ref _windowFailures, 0));

    /// <summary>Ends when the target has no request.</summary>
    public Task WaitUntilIdleAsync()
    {
        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _idle, idle);
        // Looked at after the source is in place: a request that leaves in between sets it as well, which does no harm.
        if (Volatile.Read(ref _inFlight) == 0)
        {
            idle.TrySetResult();
        }

        return idle.Task;
    }

    /// <summary>Dimensions of the metrics of its requests.</summary>
    public ExchangeTags TagsFor(string loadBalancer, string targetGroup)
    {
        var tags = _tags;
        if (tags is null || tags.LoadBalancer != loadBalancer || tags.TargetGroup != targetGroup)
        {
            _tags = tags = new ExchangeTags(loadBalancer, targetGroup, ZoneName);
        }

        return tags;
    }

    public void CutRequests() => _cut.Cancel();

    public TargetHealth Describe() => new(
        Target.Key,
        Target.AvailabilityZone,
        Health.State switch
        {
            TargetHealthState.Initial => "initial",
            TargetHealthState.Healthy => "healthy",
            TargetHealthState.Unhealthy => "unhealthy",
            TargetHealthState.Unused => "unused",
            TargetHealthState.Draining => "draining",
            _ => throw new InvalidOperationException($"{Health.State} has no wire form."),
        },
        Health.Reason,
        Health.Description,
        IsAnomalous,
        Weight < 1);

    public void Dispose()
    {
        Checks?.Cancel();
        Checks?.Dispose();
        Draining?.Cancel();
        Draining?.Dispose();
        _cut.Dispose();
    }
}
