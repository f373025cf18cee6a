namespace EksIngress.Emulator.LoadBalancer.Balancing;

/// <summary>How many targets must be healthy. Missing either of the two is missing it.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-health</remarks>
/// <param name="Count">Null: off.</param>
/// <param name="Percentage">Of those that are registered; null: off.</param>
internal readonly record struct HealthyThreshold(int? Count, int? Percentage)
{
    public bool IsMet(int healthy, int registered) =>
        (Count is not { } count || healthy >= count)
        && (Percentage is not { } percentage || healthy * 100L >= percentage * (long)registered);
}
