using System.Globalization;
using EksIngress.Bench.Peers;
using EksIngress.Bench.Roles;

namespace EksIngress.Bench;

/// <summary>Changes all rules of the emulated load balancer again and again while requests run, and says what that took and of what.</summary>
internal sealed class RuleChanges(BenchOptions options)
{
    private const int WarmUpSeconds = 1;

    // Changes are to disturb the load, not to take its place.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    private readonly int _rules = options.Rules.Max();
    private readonly int _connections = options.Connections.Max();

    public async Task RunAsync(Peer backend, CancellationToken cancellationToken)
    {
        await using var alb = await Peer.StartRoleAsync("alb", Role.Alb, [Number(backend.Port), Number(_rules)], cancellationToken);
        // As every peer is: what is compiled once by the runtime is told apart.
        var (warmUp, _) = await RunAsync(alb, WarmUpSeconds, cancellationToken);
        var (swaps, result) = await RunAsync(alb, options.SwapSeconds, cancellationToken);
        Console.WriteLine();
        Print($"rule changes under load: {swaps.Count} swaps of {_rules} rules in {result.Requests} requests at {_connections} connections, {result.SocketErrors} socket errors, {result.BadResponses} bad responses");
        Print("until in force", swaps, swap => swap.Wall);
        Print("of that the change itself", swaps, swap => swap.Own);
        Print("of that waiting for a processor", swaps, swap => swap.Waiting);
        Print("of that collections of garbage", swaps, swap => swap.Pause);
        Print("without waiting for a processor", swaps, swap => swap.Wall - swap.Waiting);
        foreach (var collected in swaps.Where(swap => swap.Generation >= 0).GroupBy(swap => swap.Generation).OrderBy(group => group.Key))
        {
            Print($"  {collected.Count()} collections of generation {collected.Key} fell into one: {collected.Max(swap => swap.Pause):F2} ms and {collected.Max(swap => swap.Promoted) / 1e3:F0} kB in use at the most");
        }

        Print($"  {swaps.Average(swap => swap.Allocated) / 1e3:F0} kB allocated each; the first of the process: {warmUp[0].Wall:F2} ms, its thread ran for {warmUp[0].Processor:F2} ms");
    }

    private async Task<(List<Swap> Swaps, Load Load)> RunAsync(Peer alb, int seconds, CancellationToken cancellationToken)
    {
        var load = Load.RunAsync(alb.Port, BenchRules.LastPath(_rules), _connections, seconds, cancellationToken);
        var swaps = new List<Swap>();
        while (!load.IsCompleted)
        {
            await alb.AskAsync($"prepare {Number(_rules)}", cancellationToken);
            await Task.Delay(Interval, TimeProvider.System, cancellationToken);
            swaps.Add(Swap.Parse(await alb.AskAsync("swap", cancellationToken)));
        }

        return (swaps, await load);
    }

    private static void Print(string what, IEnumerable<Swap> swaps, Func<Swap, double> part)
    {
        var times = swaps.Select(part).Order().ToList();
        Print($"  {what}: p50 {times[times.Count / 2]:F2} ms, p99 {times[times.Count * 99 / 100]:F2} ms, max {times[^1]:F2} ms");
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
