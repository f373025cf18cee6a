namespace EksIngress.Emulator.LoadBalancer.Balancing;

/// <summary>Targets take turns; one in slow start lets pass the turns that are not yet its own.</summary>
internal sealed class RoundRobinBalancer(Random random) : IBalancer
{
    private uint _turn;

    public TargetRuntime Pick(TargetRuntime[] targets)
    {
        // Each turn that is let pass is taken from the whole circle, so that no neighbour gets more than the others. Bounded: when all
        // are in slow start, which is rare, somebody has to take the request.
        for (var tries = 0; tries < 2 * targets.Length; tries++)
        {
            var target = Next(targets);
            if (target.SlowStart is not { } ramp || random.NextDouble() < ramp.Share())
            {
                return target;
            }
        }

        return Next(targets);
    }

    private TargetRuntime Next(TargetRuntime[] targets) =>
        targets.Length == 1 ? targets[0] : targets[(Interlocked.Increment(ref _turn) - 1) % (uint)targets.Length];
}
