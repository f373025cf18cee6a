using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer;
using EksIngress.Emulator.LoadBalancer.Balancing;

namespace EksIngress.Emulator.Tests.LoadBalancer.Balancing;

public sealed class TargetPoolTests
{
    private const string RoutingCount = "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count";
    private const string RoutingPercentage = "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage";
    private const string DnsCount = "target_group_health.dns_failover.minimum_healthy_targets.count";
    private const string DnsPercentage = "target_group_health.dns_failover.minimum_healthy_targets.percentage";

    private static readonly string[] Zones = ["a", "b"];

    /// <summary>Healthy targets, unhealthy ones, count, percentage, whether requests go to all.</summary>
    [Theory]
    [InlineData(4, 0, "1", "off", false)]
    [InlineData(1, 3, "1", "off", false)]
    [InlineData(0, 4, "1", "off", true)]
    [InlineData(2, 2, "2", "off", false)]
    [InlineData(1, 3, "2", "off", true)]
    [InlineData(2, 2, "1", "50", false)]
    [InlineData(1, 3, "1", "50", true)]
    [InlineData(3, 1, "4", "50", true)]
    [InlineData(1, 2, "1", "33", false)]
    [InlineData(1, 2, "1", "34", true)]
    [InlineData(4, 0, "5", "off", false)]
    public void Build_Thresholds_SayWhetherUnhealthyTargetsTakeRequests(int healthy, int unhealthy, string count, string percentage, bool all)
    {
        var targets = Enumerable.Range(0, healthy).Select(i => Targets.Create(i + 1))
            .Concat(Enumerable.Range(0, unhealthy).Select(i => Targets.Create(i + 101, TargetHealthState.Unhealthy)))
            .ToList();

        var pool = TargetPool.Build(targets, Settings((RoutingCount, count), (DnsCount, count), (RoutingPercentage, percentage), (DnsPercentage, percentage)), Zones);

        Assert.Equal(all ? healthy + unhealthy : healthy, pool.Zone(0).Length);
    }

    [Fact]
    public void Build_NothingRegistered_HasNoTargetAndFindsNone()
    {
        var pool = TargetPool.Build([], Settings(), Zones);

        Assert.Empty(pool.Zone(0));
        Assert.Null(pool.Find(Targets.Create(1).Token));
    }

    [Fact]
    public void Find_UnhealthyTarget_IsNullUnlessTheGroupFailsOpen()
    {
        var good = Targets.Create(1);
        var bad = Targets.Create(2, TargetHealthState.Unhealthy);

        Assert.Same(good, TargetPool.Build([good, bad], Settings(), Zones).Find(good.Token));
        Assert.Null(TargetPool.Build([good, bad], Settings(), Zones).Find(bad.Token));
        Assert.Same(bad, TargetPool.Build([bad], Settings(), Zones).Find(bad.Token));
    }

    [Fact]
    public void Build_CrossZoneOff_EachZoneHasItsOwnTargetsAndThoseOfAll()
    {
        var pool = TargetPool.Build(
            [Targets.Create(1, zone: "a"), Targets.Create(2, zone: "b"), Targets.Create(3, zone: "all"), Targets.Create(4)],
            Settings(("load_balancing.cross_zone.enabled", "false")),
            Zones);

        Assert.Equal(2, pool.ZoneCount);
        Assert.Equal([1, 3, 4], pool.Zone(0).Select(Targets.Port));
        Assert.Equal([2, 3, 4], pool.Zone(1).Select(Targets.Port));
        Assert.Equal([1, 3, 4], pool.Zone(2).Select(Targets.Port));
    }

    [Fact]
    public void Build_CrossZoneOff_AZoneBelowItsThresholdLeavesDnsUntilNoneIsAbove()
    {
        var settings = Settings(("load_balancing.cross_zone.enabled", "false"), (DnsCount, "2"));
        var first = new[] { Targets.Create(1, zone: "a"), Targets.Create(2, zone: "a") };

        var one = TargetPool.Build([.. first, Targets.Create(3, zone: "b"), Targets.Create(4, TargetHealthState.Unhealthy, "b")], settings, Zones);
        var none = TargetPool.Build([first[0], Targets.Create(3, zone: "b")], settings, Zones);

        Assert.Equal([1, 2], Assert.Single(Enumerable.Range(0, one.ZoneCount).Select(zone => one.Zone((uint)zone))).Select(Targets.Port));
        Assert.Equal(2, none.ZoneCount);
    }

    [Fact]
    public void Build_CrossZoneOff_AZoneWithoutTargetsTakesNoRequests()
    {
        var pool = TargetPool.Build([Targets.Create(1, zone: "a")], Settings(("load_balancing.cross_zone.enabled", "false")), Zones);

        Assert.Equal(1, pool.ZoneCount);
        Assert.Equal([1], pool.Zone(1).Select(Targets.Port));
    }

    private static TargetGroupSettings Settings(params (string Key, string Value)[] attributes) => TargetGroupSettings.Read(
        AttributeSet.Defaults(AttributeTable.TargetGroup).With(attributes.Select(attribute => KeyValuePair.Create(attribute.Key, attribute.Value))));
}
