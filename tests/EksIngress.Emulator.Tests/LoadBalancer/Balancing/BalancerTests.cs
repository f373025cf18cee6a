using EksIngress.Emulator.LoadBalancer;
using EksIngress.Emulator.LoadBalancer.Balancing;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.LoadBalancer.Balancing;

public sealed class BalancerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Random _random = new(7);

    [Fact]
    public void RoundRobin_ThreeTargets_TakeTurns()
    {
        var balancer = new RoundRobinBalancer(_random);
        var targets = Targets.Healthy(3);

        Assert.Equal([1, 2, 3, 1, 2, 3, 1], Enumerable.Range(0, 7).Select(_ => Targets.Port(balancer.Pick(targets))));
    }

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(30, 0.25)]
    [InlineData(60, 0.5)]
    [InlineData(90, 0.75)]
    [InlineData(120, 1.0)]
    [InlineData(500, 1.0)]
    public void RoundRobin_TargetInSlowStart_GetsALinearShareAndTheOthersStayEven(int seconds, double share)
    {
        const int Requests = 40_000;
        var balancer = new RoundRobinBalancer(_random);
        var targets = Targets.Healthy(4);
        targets[2].SlowStart = new SlowStartRamp(_time, TimeSpan.FromSeconds(120));
        _time.Advance(TimeSpan.FromSeconds(seconds));

        var counts = Count(balancer, targets, Requests);

        // Three targets of weight 1 and one of the share.
        var full = Requests / (3 + share);
        Assert.InRange(counts[3], (full * share) - (Requests * 0.01), (full * share) + (Requests * 0.01));
        Assert.All([1, 2, 4], port => Assert.InRange(counts[port], full - (Requests * 0.01), full + (Requests * 0.01)));
    }

    [Fact]
    public void RoundRobin_AllInSlowStart_StillChooses()
    {
        var balancer = new RoundRobinBalancer(_random);
        var targets = Targets.Healthy(2);
        foreach (var target in targets)
        {
            target.SlowStart = new SlowStartRamp(_time, TimeSpan.FromSeconds(30));
        }

        Assert.Equal(2, Count(balancer, targets, 10).Count(pair => pair.Value > 0));
    }

    [Fact]
    public void SlowStart_NewDuration_KeepsWhenItBegan()
    {
        var ramp = new SlowStartRamp(_time, TimeSpan.FromSeconds(100));
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(0.3, ramp.Share(), 6);
        Assert.Equal(0.5, ramp.With(TimeSpan.FromSeconds(60)).Share(), 6);
        Assert.False(ramp.IsOver);
        Assert.True(ramp.With(TimeSpan.FromSeconds(30)).IsOver);
    }

    [Fact]
    public void LeastOutstanding_TakesTheTargetWithTheFewestAndTurnsAmongEquals()
    {
        var balancer = new LeastOutstandingBalancer();
        var targets = Targets.Healthy(3);
        Enter(targets[0], 2);
        Enter(targets[1], 1);
        Enter(targets[2], 3);

        Assert.Equal(2, Targets.Port(balancer.Pick(targets)));
        Enter(targets[1], 5);
        Assert.Equal(1, Targets.Port(balancer.Pick(targets)));

        var even = Targets.Healthy(3);
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(_ => Targets.Port(balancer.Pick(even))).Order());
    }

    [Fact]
    public void LeastOutstanding_RequestsThatStay_SpreadEvenly()
    {
        var balancer = new LeastOutstandingBalancer();
        var targets = Targets.Healthy(5);
        for (var i = 0; i < 100; i++)
        {
            balancer.Pick(targets).Enter();
        }

        Assert.All(targets, target => Assert.Equal(20, target.Outstanding));
    }

    [Fact]
    public void WeightedRandom_SpreadsByWeight()
    {
        const int Requests = 40_000;
        var targets = Targets.Healthy(3);
        targets[1].Weight = 0.5;
        targets[2].Weight = 0.25;

        var counts = Count(new WeightedRandomBalancer(_random), targets, Requests);

        Assert.InRange(counts[1], Requests / 1.75 * 0.97, Requests / 1.75 * 1.03);
        Assert.InRange(counts[2], Requests / 1.75 * 0.5 * 0.95, Requests / 1.75 * 0.5 * 1.05);
        Assert.InRange(counts[3], Requests / 1.75 * 0.25 * 0.9, Requests / 1.75 * 0.25 * 1.1);
    }

    private static Dictionary<int, int> Count(IBalancer balancer, TargetRuntime[] targets, int requests)
    {
        var counts = targets.ToDictionary(Targets.Port, _ => 0);
        for (var i = 0; i < requests; i++)
        {
            counts[Targets.Port(balancer.Pick(targets))]++;
        }

        return counts;
    }

    private static void Enter(TargetRuntime target, int count)
    {
        for (var i = 0; i < count; i++)
        {
            target.Enter();
        }
    }
}
