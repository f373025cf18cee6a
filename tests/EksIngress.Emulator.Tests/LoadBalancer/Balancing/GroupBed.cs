using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer;
using EksIngress.Emulator.LoadBalancer.Stickiness;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.LoadBalancer.Balancing;

/// <summary>Target groups whose health checks find what the test says, by a clock that the test moves.</summary>
public sealed class GroupBed : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly List<TargetGroupRuntime> _runtimes = [];
    private readonly ConcurrentDictionary<int, bool> _failing = new();
    private readonly ConcurrentDictionary<int, int> _probes = new();

    public GroupBed() => Sticky = new StickyContext(StickinessCodec.Create(), Time);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    internal StickyContext Sticky { get; }

    internal static TargetGroupUse Use { get; } = new("app/front/0123456789abcdef", ["eu-west-1a", "eu-west-1b"]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A group with targets on these ports, once their first checks are done.</summary>
    internal async Task<TargetGroupRuntime> StartAsync(string name, int[] ports, params (string Key, string Value)[] attributes)
    {
        var arn = $"arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/{name}/0123456789abcdef";
        var runtime = new TargetGroupRuntime(arn, new TargetGroupServices(ProbeAsync, Sticky, Time, TimeScale: 0, (_, _) => { }, NullLogger.Instance));
        _runtimes.Add(runtime);
        await ApplyAsync(runtime, ports, attributes);
        return runtime;
    }

    /// <summary>The group has these targets and attributes now; returns when every target has been checked.</summary>
    internal Task ApplyAsync(TargetGroupRuntime runtime, int[] ports, params (string Key, string Value)[] attributes) =>
        ApplyAsync(runtime, Group(runtime.Arn, ports, attributes));

    /// <inheritdoc cref="ApplyAsync(TargetGroupRuntime, int[], ValueTuple{string, string}[])"/>
    internal static async Task ApplyAsync(TargetGroupRuntime runtime, TargetGroup group)
    {
        runtime.Apply(group, Use);
        await WaitAsync(() => runtime.Describe().All(target => target.State != "initial"));
    }

    /// <summary>From now on checks of the port fail, or succeed again; returns when the group has drawn the consequence.</summary>
    internal async Task SetHealthAsync(TargetGroupRuntime runtime, int port, bool healthy)
    {
        _failing[port] = !healthy;
        var wanted = healthy ? "healthy" : "unhealthy";
        while (runtime.Describe().Single(target => target.Key.Port == port).State != wanted)
        {
            var probes = _probes.GetValueOrDefault(port);
            Time.Advance(Interval);
            await WaitAsync(() => _probes.GetValueOrDefault(port) > probes);
        }
    }

    public void Dispose()
    {
        foreach (var runtime in _runtimes)
        {
            runtime.Dispose();
        }
    }

    internal static TargetGroup Group(string arn, int[] ports, (string Key, string Value)[] attributes, string? zone = null) => new()
    {
        Arn = arn,
        Name = "group",
        Protocol = "HTTP",
        ProtocolVersion = "HTTP1",
        Port = 80,
        VpcId = "vpc-1",
        TargetType = "ip",
        IpAddressType = "ipv4",
        HealthCheck = TargetHealthTrackerTests.Settings,
        Attributes = AttributeSet.Defaults(AttributeTable.TargetGroup)
            .With(attributes.Select(attribute => KeyValuePair.Create(attribute.Key, attribute.Value))),
        Targets = ImmutableSortedDictionary.CreateRange(ports.Select(port =>
            KeyValuePair.Create(new TargetKey("127.0.0.1", port), new Target(new TargetKey("127.0.0.1", port), IPAddress.Loopback, zone)))),
    };

    internal static async Task WaitAsync(Func<bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        while (!condition())
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private Task<ProbeOutcome> ProbeAsync(TargetRuntime target, HealthCheckSettings settings, CancellationToken cancellationToken)
    {
        var port = target.Target.Key.Port;
        ProbeOutcome outcome = _failing.GetValueOrDefault(port) ? ProbeOutcome.Failure.Timeout : ProbeOutcome.Success.Instance;
        _probes.AddOrUpdate(port, 1, (_, count) => count + 1);
        return Task.FromResult(outcome);
    }
}
