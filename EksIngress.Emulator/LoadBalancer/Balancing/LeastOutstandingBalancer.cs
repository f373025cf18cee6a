namespace EksIngress.Emulator.LoadBalancer.Balancing;

/// <summary>The target with the fewest requests that are under way; those with as few take turns.</summary>
internal sealed class LeastOutstandingBalancer : IBalancer
{
    private uint _turn;

    public TargetRuntime Pick(TargetRuntime[] targets)
    {
        if (targets.Length == 1)
        {
            return targets[0];
        }

        var start = (Interlocked.Increment(ref _turn) - 1) % (uint)targets.Length;
        var best = targets[start];
        for (var i = 1; i < targets.Length && best.Outstanding > 0; i++)
        {
            var target = targets[(start + i) % (uint)targets.Length];
            if (target.Outstanding < best.Outstanding)
            {
                best = target;
            }
        }

        return best;
    }
}
