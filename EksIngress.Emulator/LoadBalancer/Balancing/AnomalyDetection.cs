namespace EksIngress.Emulator.LoadBalancer.Balancing;

/// <summary>
/// Finds targets that fail more than their fellows (5XX answers and failed connections) and takes weight from them, step by step, until
/// they fare as the others do.
/// </summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#automatic-target-weights.
/// AWS says what counts as a failure and that three healthy targets are needed; it does not say how much is too much, nor how fast
/// weights move. The numbers below are the emulator's choice.
/// </remarks>
internal static class AnomalyDetection
{
    public const int MinHealthyTargets = 3;

    /// <summary>How often targets are judged.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromSeconds(10);

    private const int MinRequests = 5;
    private const double MinFailureRate = 0.1;
    private const double Factor = 3;
    private const double Step = 0.5;
    private const double MinWeight = 1.0 / 64;

    /// <summary>Judges the targets by what they did since the last time.</summary>
    /// <param name="healthy">The healthy targets of a group.</param>
    /// <param name="mitigates">Whether weights move; without it anomalies are only told.</param>
    public static void Judge(IReadOnlyCollection<TargetRuntime> healthy, bool mitigates)
    {
        var windows = healthy.Select(target => (Target: target, Counts: target.TakeWindow())).ToList();
        if (healthy.Count < MinHealthyTargets)
        {
            foreach (var target in healthy)
            {
                (target.IsAnomalous, target.Weight) = (false, 1);
            }

            return;
        }

        var median = windows.Select(window => Rate(window.Counts)).Order().ElementAt((windows.Count - 1) / 2);
        foreach (var (target, counts) in windows)
        {
            // A target that was asked too little is not judged: it keeps what it has, or gains if it was fine.
            var rate = Rate(counts);
            if (counts.Requests >= MinRequests)
            {
                target.IsAnomalous = rate >= MinFailureRate && rate > Factor * median;
            }
            else if (counts.Failures == 0)
            {
                target.IsAnomalous = false;
            }

            target.Weight = !mitigates ? 1
                : target.IsAnomalous ? Math.Max(MinWeight, target.Weight * Step)
                : Math.Min(1, target.Weight / Step);
        }
    }

    private static double Rate((int Requests, int Failures) counts) => counts.Requests == 0 ? 0 : (double)counts.Failures / counts.Requests;
}
