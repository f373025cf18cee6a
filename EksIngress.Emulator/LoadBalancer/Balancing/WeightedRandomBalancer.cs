namespace EksIngress.Emulator.LoadBalancer.Balancing;

/// <summary>A target at random. All weigh the same, but for those that anomaly mitigation has taken weight from.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#automatic-target-weights</remarks>
internal sealed class WeightedRandomBalancer(Random random) : IBalancer
{
    public TargetRuntime Pick(TargetRuntime[] targets)
    {
        if (targets.Length == 1)
        {
            return targets[0];
        }

        var total = 0.0;
        foreach (var target in targets)
        {
            total += target.Weight;
        }

        // Weights may move while this runs; the last target then takes what is left over.
        var point = random.NextDouble() * total;
        foreach (var target in targets)
        {
            point -= target.Weight;
            if (point < 0)
            {
                return target;
            }
        }

        return targets[^1];
    }
}
