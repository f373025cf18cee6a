using System.Net;
using System.Threading.Channels;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer;
using EksIngress.Emulator.LoadBalancer.Stickiness;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.LoadBalancer;

/// <summary>Health checks and draining by the clock, with a scripted probe.</summary>
public sealed class TargetGroupRuntimeTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Channel<TargetRuntime> _probes = Channel.CreateUnbounded<TargetRuntime>();
    private readonly TargetGroupRuntime _runtime;
    private ProbeOutcome _outcome = ProbeOutcome.Success.Instance;

    public TargetGroupRuntimeTests() => _runtime = new TargetGroupRuntime(
        "arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/group/0123456789abcdef",
        new TargetGroupServices(ProbeAsync, new StickyContext(StickinessCodec.Create(), _time), _time, TimeScale: 0, (_, _) => { }, NullLogger.Instance));

    private static TargetGroupUse InUse { get; } = new("app/front/0123456789abcdef", ["eu-west-1a", "eu-west-1b"]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_NewTarget_IsCheckedAtOnceAndThenEveryInterval()
    {
        _runtime.Apply(Group(8080), InUse);
        await ProbedAsync();
        await StateAsync("healthy");

        _outcome = ProbeOutcome.Failure.Mismatch(500);
        _time.Advance(TimeSpan.FromSeconds(14));
        Assert.False(_probes.Reader.TryRead(out _));
        _time.Advance(TimeSpan.FromSeconds(1));
        await ProbedAsync();
        Assert.Equal("healthy", State());
        _time.Advance(TimeSpan.FromSeconds(15));
        await ProbedAsync();

        await StateAsync("unhealthy");
        var health = Assert.Single(_runtime.Describe());
        Assert.Equal("Health checks failed with these codes: [500]", health.Description);
    }

    [Fact]
    public async Task Pick_OneHealthyOfTwo_TakesThatOneAndBothWhenNoneIs()
    {
        var failing = new TargetKey("127.0.0.1", 8081);
        _runtime.Apply(Group(8080, 8081), InUse);
        await ProbedAsync();
        await ProbedAsync();
        await WaitAsync(() => _runtime.Describe().All(health => health.State == "healthy"));

        _failing.Add(failing.Port);
        await FailTwiceAsync(2);
        await WaitAsync(() => _runtime.Describe().Count(health => health.State == "unhealthy") == 1);
        Assert.All(Enumerable.Range(0, 4), _ => Assert.Equal(8080, _runtime.Pick()!.Target.Key.Port));

        _failing.Add(8080);
        await FailTwiceAsync(2);
        await WaitAsync(() => _runtime.Describe().All(health => health.State == "unhealthy"));
        Assert.Equal([8080, 8081], Enumerable.Range(0, 2).Select(_ => _runtime.Pick()!.Target.Key.Port).Order());
    }

    [Fact]
    public async Task Apply_NoLongerUsed_StopsChecksAndUsedAgainStartsThem()
    {
        var group = Group(8080);
        _runtime.Apply(group, InUse);
        await ProbedAsync();
        await StateAsync("healthy");

        _runtime.Apply(group, use: null);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("unused", State());
        Assert.False(_probes.Reader.TryRead(out _));

        _runtime.Apply(group, InUse);
        await ProbedAsync();
        await StateAsync("healthy");
    }

    [Fact]
    public async Task Deregister_RequestInFlight_DrainsUntilItEnds()
    {
        _runtime.Apply(Group(8080), InUse);
        await ProbedAsync();
        var target = _runtime.Pick()!;
        target.Enter();

        _runtime.Apply(Group(), InUse);
        Assert.Null(_runtime.Pick());
        Assert.Equal("draining", State());
        _time.Advance(TimeSpan.FromSeconds(299));
        Assert.False(target.Cut.IsCancellationRequested);
        target.Leave();

        await WaitAsync(() => _runtime.Describe().Count == 0);
        Assert.False(target.Cut.IsCancellationRequested);
    }

    [Fact]
    public async Task Deregister_RequestOutlastsTheDelay_IsCut()
    {
        _runtime.Apply(Group(8080), InUse);
        await ProbedAsync();
        var target = _runtime.Pick()!;
        target.Enter();
        _runtime.Apply(Group(), InUse);

        // The wait may not have begun when the clock is moved first.
        await WaitAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(300));
            return target.Cut.IsCancellationRequested;
        });

        await WaitAsync(() => _runtime.Describe().Count == 0);
    }

    [Fact]
    public async Task Register_AgainWhileDraining_StartsAnew()
    {
        _runtime.Apply(Group(8080), InUse);
        await ProbedAsync();
        _runtime.Pick()!.Enter();
        _runtime.Apply(Group(), InUse);

        _runtime.Apply(Group(8080), InUse);

        await ProbedAsync();
        await StateAsync("healthy");
        Assert.NotNull(_runtime.Pick());
    }

    public void Dispose() => _runtime.Dispose();

    private readonly HashSet<int> _failing = [];

    private Task<ProbeOutcome> ProbeAsync(TargetRuntime target, HealthCheckSettings settings, CancellationToken cancellationToken)
    {
        var outcome = _failing.Contains(target.Target.Key.Port) ? ProbeOutcome.Failure.Timeout : _outcome;
        _probes.Writer.TryWrite(target);
        return Task.FromResult(outcome);
    }

    private async Task ProbedAsync() => await _probes.Reader.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromMinutes(2), Token);

    private async Task FailTwiceAsync(int targets)
    {
        for (var i = 0; i < 2 * targets; i++)
        {
            if (i % targets == 0)
            {
                _time.Advance(TimeSpan.FromSeconds(15));
            }

            await ProbedAsync();
        }
    }

    private string State() => Assert.Single(_runtime.Describe()).State;

    private Task StateAsync(string state) => WaitAsync(() => State() == state);

    private static async Task WaitAsync(Func<bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        while (!condition())
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static TargetGroup Group(params int[] ports) => new()
    {
        Arn = "arn",
        Name = "group",
        Protocol = "HTTP",
        ProtocolVersion = "HTTP1",
        Port = 80,
        VpcId = "vpc-1",
        TargetType = "ip",
        IpAddressType = "ipv4",
        HealthCheck = TargetHealthTrackerTests.Settings,
        Attributes = AttributeSet.Defaults(AttributeTable.TargetGroup),
        Targets = System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(ports.Select(port =>
            KeyValuePair.Create(new TargetKey("127.0.0.1", port), new Target(new TargetKey("127.0.0.1", port), IPAddress.Loopback, null)))),
    };
}
