namespace EksIngress.Emulator.LoadBalancer.Metrics;

/// <summary>How the targets of a group fare in one Availability Zone.</summary>
/// <param name="Zone">Null for targets that are at home in every zone.</param>
internal sealed record HostCount(TargetGroupDimensions Dimensions, string? Zone, int Healthy, int Unhealthy, int Anomalous, int Mitigated)
{
    /// <summary>Counts as CloudWatch does: draining and unused targets are neither healthy nor unhealthy.</summary>
    public static IReadOnlyList<HostCount> Of(TargetGroupDimensions dimensions, IEnumerable<TargetRuntime> targets) =>
    [
        .. targets.GroupBy(target => target.ZoneName).Select(zone => new HostCount(
            dimensions,
            zone.Key,
            zone.Count(target => target.Health.State == TargetHealthState.Healthy),
            zone.Count(target => target.Health.State is TargetHealthState.Unhealthy or TargetHealthState.Initial),
            zone.Count(target => target.IsAnomalous),
            zone.Count(target => target.Weight < 1))),
    ];
}
