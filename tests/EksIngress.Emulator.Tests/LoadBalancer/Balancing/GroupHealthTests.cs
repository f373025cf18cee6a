using EksIngress.Emulator.LoadBalancer;
using EksIngress.Emulator.LoadBalancer.Stickiness;

namespace EksIngress.Emulator.Tests.LoadBalancer.Balancing;

/// <summary>What health, attributes and zones make of the targets of a running group.</summary>
public sealed class GroupHealthTests : IDisposable
{
    private static readonly (string, string) SlowStart = ("slow_start.duration_seconds", "60");

    private readonly GroupBed _bed = new();

    [Fact]
    public async Task SlowStart_TargetsOfAnEmptyGroup_TakeTheirFullShareAtOnce()
    {
        var group = await _bed.StartAsync("group", [1, 2], SlowStart);

        Assert.All(Shares(group, 1, 2), share => Assert.Equal(1, share));
    }

    [Fact]
    public async Task SlowStart_TargetThatJoins_RampsUpFromTheTimeItIsHealthy()
    {
        var group = await _bed.StartAsync("group", [1], SlowStart);

        await _bed.ApplyAsync(group, [1, 2], SlowStart);
        Assert.Equal([1.0, 0.0], Shares(group, 1, 2));

        _bed.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal([1.0, 0.5], Shares(group, 1, 2));
        _bed.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal([1.0, 1.0], Shares(group, 1, 2));
    }

    [Fact]
    public async Task SlowStart_TargetThatComesBack_RampsUpAgain()
    {
        var group = await _bed.StartAsync("group", [1, 2], SlowStart);

        await _bed.SetHealthAsync(group, 2, healthy: false);
        await _bed.SetHealthAsync(group, 2, healthy: true);

        Assert.Equal(0.0, Shares(group, 2).Single());
    }

    [Fact]
    public async Task SlowStart_NobodyElseIsHealthy_DoesNotApply()
    {
        var group = await _bed.StartAsync("group", [1], SlowStart);
        await _bed.SetHealthAsync(group, 1, healthy: false);

        await _bed.ApplyAsync(group, [1, 2], SlowStart);

        Assert.Equal(1.0, Shares(group, 2).Single());
    }

    [Fact]
    public async Task SlowStart_TurnedOff_EndsAtOnce()
    {
        var group = await _bed.StartAsync("group", [1], SlowStart);
        await _bed.ApplyAsync(group, [1, 2], SlowStart);

        await _bed.ApplyAsync(group, [1, 2]);

        Assert.Equal(1.0, Shares(group, 2).Single());
    }

    [Fact]
    public async Task Algorithm_ChangedAtRunTime_ChoosesByTheNewOneFromThenOn()
    {
        var group = await _bed.StartAsync("group", [1, 2]);
        var busy = group.Pick()!;
        busy.Enter();
        Assert.Equal(2, Enumerable.Range(0, 4).Select(_ => group.Pick()).Distinct().Count());

        await _bed.ApplyAsync(group, [1, 2], ("load_balancing.algorithm.type", "least_outstanding_requests"));

        Assert.All(Enumerable.Range(0, 4), _ => Assert.NotSame(busy, group.Pick()));
    }

    [Fact]
    public async Task Anomaly_TargetThatFails_GetsFewerRequestsAndIsToldOf()
    {
        var group = await _bed.StartAsync(
            "group", [1, 2, 3], ("load_balancing.algorithm.type", "weighted_random"), ("load_balancing.algorithm.anomaly_mitigation", "on"));
        for (var i = 0; i < 300; i++)
        {
            var target = group.Pick()!;
            target.Count(failed: Targets.Port(target) == 2);
        }

        _bed.Time.Advance(TimeSpan.FromSeconds(10));

        await GroupBed.WaitAsync(() => group.Describe().Single(target => target.Key.Port == 2) is { IsAnomalous: true, IsMitigated: true });
        Assert.DoesNotContain(group.Describe(), target => target.Key.Port != 2 && target.IsAnomalous);
    }

    [Fact]
    public async Task Zone_NotEnabledForTheLoadBalancer_IsUnusedAndGetsNothing()
    {
        var group = await _bed.StartAsync("group", []);

        await GroupBed.ApplyAsync(group, GroupBed.Group(group.Arn, [1], [], zone: "eu-west-1c"));

        var health = Assert.Single(group.Describe());
        Assert.Equal(
            ("unused", "Target.NotInUse", "Target is in an Availability Zone that is not enabled for the load balancer"),
            (health.State, health.Reason, health.Description));
        Assert.Null(group.Pick());
    }

    [Fact]
    public async Task Use_RuleGone_KeepsTargetsForRequestsThatHoldTheOldRule()
    {
        var group = await _bed.StartAsync("group", [1]);

        group.Apply(GroupBed.Group(group.Arn, [1], []), use: null);

        Assert.Equal("unused", Assert.Single(group.Describe()).State);
        Assert.NotNull(group.Pick());
    }

    public void Dispose() => _bed.Dispose();

    private static double[] Shares(TargetGroupRuntime group, params int[] ports) =>
        [.. ports.Select(port => group.Find(StickyToken.Of($"127.0.0.1:{port}"))!.SlowStart?.Share() ?? 1)];
}
