using EksIngress.Alb.Endpoints;
using EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>For how long the controller takes targets for what they were.</summary>
public sealed class TargetCacheTests
{
    private const string Arn = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/web/1";

    private static readonly TargetFact s_healthy = new("10.0.0.1", 80, new TargetHealthFact("healthy"));

    private static readonly TargetFact s_draining = new("10.0.0.2", 80, new TargetHealthFact("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress"));

    [Fact]
    public void Targets_AreListedAnew_FiveMinutesAfterTheyWere()
    {
        var time = new FakeTimeProvider();
        var cache = new TargetCache(time);
        Assert.Null(cache.Find(Arn));
        cache.Set(Arn, [s_healthy, s_draining]);

        time.Advance(TimeSpan.FromMinutes(4));
        cache.Refresh(Arn, [s_healthy]);
        time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromSeconds(1));
        Assert.Equal([s_healthy], cache.Find(Arn)!);

        // What became of them in between makes the list no newer.
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(cache.Find(Arn));
        cache.Refresh(Arn, [s_healthy]);
        Assert.Null(cache.Find(Arn));
    }

    [Fact]
    public void Targets_AreRegistered_NothingIsKnownOfTheirHealth()
    {
        var cache = new TargetCache(new FakeTimeProvider());
        cache.Set(Arn, [s_healthy, s_draining]);

        cache.Change(Arn, [new("10.0.0.2", 80, null), new("10.0.0.3", 80, null) { AvailabilityZone = "all" }], areRegistered: true);

        Assert.Equal([s_healthy, s_draining with { Health = null }, new("10.0.0.3", 80, null) { AvailabilityZone = "all" }], cache.Find(Arn)!);
    }

    [Fact]
    public void Targets_AreDeregistered_StayUntilTheyAreGone()
    {
        var cache = new TargetCache(new FakeTimeProvider());
        cache.Set(Arn, [s_healthy, s_draining]);

        cache.Change(Arn, [s_healthy, new("10.0.0.9", 80, null)], areRegistered: false);
        cache.Change("arn:unknown", [s_healthy], areRegistered: true);

        Assert.Equal([s_healthy with { Health = null }, s_draining], cache.Find(Arn)!);
        Assert.Null(cache.Find("arn:unknown"));
    }
}
