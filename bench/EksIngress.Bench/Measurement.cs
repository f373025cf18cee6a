namespace EksIngress.Bench;

/// <summary>What one peer did in one measurement; medians of all rounds.</summary>
/// <param name="Cpu">Processor seconds of the peer for each second of load.</param>
internal sealed record Measurement(string Peer, double RequestsPerSecond, TimeSpan P50, TimeSpan P99, double Cpu, long Errors)
{
    public static Measurement Median(string peer, IReadOnlyList<(Load Load, double Cpu)> rounds) => new(
        peer,
        Middle(rounds.Select(round => round.Load.RequestsPerSecond)),
        TimeSpan.FromTicks((long)Middle(rounds.Select(round => (double)round.Load.P50.Ticks))),
        TimeSpan.FromTicks((long)Middle(rounds.Select(round => (double)round.Load.P99.Ticks))),
        Middle(rounds.Select(round => round.Cpu)),
        rounds.Sum(round => round.Load.SocketErrors + round.Load.BadResponses));

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
