using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>How a target fares.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html</remarks>
/// <param name="State">As the wire has it, for example <c>healthy</c>.</param>
/// <param name="Reason">For example <c>Target.Timeout</c>; null when the target is healthy.</param>
/// <param name="IsAnomalous">Whether it fails more than its fellows.</param>
/// <param name="IsMitigated">Whether it gets fewer requests for that.</param>
internal sealed record TargetHealth(
    TargetKey Key,
    string? AvailabilityZone,
    string State,
    string? Reason,
    string? Description,
    bool IsAnomalous = false,
    bool IsMitigated = false)
{
    public static TargetHealth NotRegistered(TargetKey key) =>
        new(key, null, "unused", "Target.NotRegistered", "Target is not registered to the target group");
}
