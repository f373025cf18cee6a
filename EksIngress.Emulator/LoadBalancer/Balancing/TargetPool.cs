using System.Collections.Frozen;

namespace EksIngress.Emulator.LoadBalancer.Balancing;

/// <summary>The targets of a group that take requests, by the zone of the load balancer that serves them. Immutable; swapped whole.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-health</remarks>
internal sealed class TargetPool
{
    private readonly TargetRuntime[][] _zones;
    private readonly FrozenDictionary<UInt128, TargetRuntime> _byToken;

    private TargetPool(TargetRuntime[][] zones)
    {
        _zones = zones;
        _byToken = zones.SelectMany(zone => zone).Distinct().ToFrozenDictionary(target => target.Token);
    }

    public static TargetPool Empty { get; } = new([[]]);

    /// <summary>
    /// How many zones serve. With cross-zone load balancing they all have the same targets and count as one. Clients would reach a zone
    /// by DNS; the one address here stands for all zones in turn.
    /// </summary>
    public int ZoneCount => _zones.Length;

    public TargetRuntime[] Zone(uint turn) => _zones.Length == 1 ? _zones[0] : _zones[turn % (uint)_zones.Length];

    /// <summary>The target that a cookie names, if it may take requests.</summary>
    public TargetRuntime? Find(UInt128 token) => _byToken.GetValueOrDefault(token);

    /// <param name="registered">All that are neither draining nor unused.</param>
    /// <param name="zones">Enabled zones of the load balancer. A target without a zone, or with <c>all</c>, is at home in each.</param>
    public static TargetPool Build(IReadOnlyList<TargetRuntime> registered, TargetGroupSettings settings, IReadOnlyList<string> zones)
    {
        if (registered.Count == 0)
        {
            return Empty;
        }

        if (settings.CrossZone || zones.Count < 2)
        {
            return new([Routable(registered, settings)]);
        }

        var members = zones.Select(zone => registered.Where(target => target.ZoneName is not { } own || own == zone).ToList()).ToList();
        var inDns = members.FindAll(targets => settings.DnsFailover.IsMet(targets.Count(IsHealthy), targets.Count));
        // No zone is good enough: DNS names them all again.
        return new([.. (inDns.Count > 0 ? inDns : members).Select(targets => Routable(targets, settings))]);
    }

    private static TargetRuntime[] Routable(IReadOnlyList<TargetRuntime> targets, TargetGroupSettings settings)
    {
        var healthy = targets.Where(IsHealthy).ToArray();
        return settings.UnhealthyRouting.IsMet(healthy.Length, targets.Count) && healthy.Length > 0 ? healthy : [.. targets];
    }

    private static bool IsHealthy(TargetRuntime target) => target.Health.State == TargetHealthState.Healthy;
}
