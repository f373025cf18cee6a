using EksIngress.Emulator.LoadBalancer.AccessLogs;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>That rules forward to a target group.</summary>
/// <param name="LoadBalancer">Dimension of the load balancer, one for all rules: <c>app/NAME/ID</c> or <c>net/NAME/ID</c>.</param>
/// <param name="Zones">Its enabled Availability Zones, in ordinal order.</param>
/// <param name="HealthCheckLog">Where its health checks are logged; null for nowhere.</param>
internal sealed record TargetGroupUse(string LoadBalancer, IReadOnlyList<string> Zones, AccessLogTarget? HealthCheckLog = null)
{
    public bool Equals(TargetGroupUse? other) =>
        other is not null && LoadBalancer == other.LoadBalancer && HealthCheckLog == other.HealthCheckLog && Zones.SequenceEqual(other.Zones, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(LoadBalancer, Zones.Count);
}
