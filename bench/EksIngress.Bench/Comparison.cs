using System.Globalization;
using EksIngress.Bench.Peers;
using EksIngress.Bench.Roles;

namespace EksIngress.Bench;

/// <summary>Measures all peers in one go, one after the other and again: what disturbs the machine disturbs all of them alike.</summary>
internal sealed class Comparison(BenchOptions options, string folder)
{
    private const string Direct = "direct";
    private const string Ours = "alb";
    private const string Routing = "yarp routing";
    private const int WarmUpSeconds = 1;

    private readonly Dictionary<(int Rules, int Connections, string Peer), List<(Load Load, double Cpu)>> _rounds = [];
    private readonly Dictionary<int, double> _allocated = [];

    /// <param name="onlySwaps">Only changes of rules under load are measured.</param>
    public static async Task<int> RunAsync(string[] args, bool onlySwaps)
    {
        if (BenchOptions.Parse(args, BenchOptions.Default) is not { } options)
        {
            await Console.Error.WriteLineAsync(BenchOptions.Usage);
            return 2;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            stop.Cancel();
        };
        var folder = Directory.CreateTempSubdirectory("eksingress-bench-").FullName;
        try
        {
            CheckPrograms();
            await new Comparison(options, folder).RunAsync(onlySwaps, stop.Token);
            return 0;
        }
        catch (BenchException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 130;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task RunAsync(bool onlySwaps, CancellationToken cancellationToken)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors, {options.Rounds} rounds of {options.Seconds} s, medians; load, backend and peers share the machine"));
        await using var backend = await Peer.StartRoleAsync(Direct, Role.Backend, [], cancellationToken);
        if (!onlySwaps)
        {
            foreach (var rules in options.Rules)
            {
                await MeasureAsync(backend, rules, cancellationToken);
            }

            PrintRatios();
        }

        await new RuleChanges(options).RunAsync(backend, cancellationToken);
    }

    private async Task MeasureAsync(Peer backend, int rules, CancellationToken cancellationToken)
    {
        var peers = new List<Peer>();
        try
        {
            string[] arguments = [Number(backend.Port), Number(rules)];
            peers.Add(await Peer.StartRoleAsync("yarp forwarder", Role.Forwarder, arguments, cancellationToken));
            peers.Add(await Peer.StartRoleAsync(Routing, Role.Yarp, arguments, cancellationToken));
            peers.Add(await NginxPeer.StartAsync(folder, backend.Port, rules, cancellationToken));
            peers.Add(await HaproxyPeer.StartAsync(folder, backend.Port, rules, cancellationToken));
            var alb = await Peer.StartRoleAsync(Ours, Role.Alb, arguments, cancellationToken);
            peers.Add(alb);
            peers.Add(await Peer.StartRoleAsync("alb recording", Role.AlbRecording, arguments, cancellationToken));

            Peer[] all = [backend, .. peers];
            foreach (var peer in all)
            {
                await Load.RunAsync(peer.Port, BenchRules.LastPath(rules), options.Connections.Max(), WarmUpSeconds, cancellationToken);
            }

            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var connections in options.Connections)
                {
                    foreach (var peer in all)
                    {
                        await MeasureAsync(peer, rules, connections, cancellationToken);
                    }
                }
            }

            await MeasureAllocationAsync(alb, rules, cancellationToken);
        }
        finally
        {
            foreach (var peer in peers)
            {
                await peer.DisposeAsync();
            }
        }

        foreach (var connections in options.Connections)
        {
            Print(rules, connections);
        }
    }

    private async Task MeasureAsync(Peer peer, int rules, int connections, CancellationToken cancellationToken)
    {
        var before = peer.ProcessorSeconds;
        var load = await Load.RunAsync(peer.Port, BenchRules.LastPath(rules), connections, options.Seconds, cancellationToken);
        var key = (rules, connections, peer.Name);
        if (!_rounds.TryGetValue(key, out var rounds))
        {
            _rounds[key] = rounds = [];
        }

        rounds.Add((load, (peer.ProcessorSeconds - before) / options.Seconds));
    }

    private async Task MeasureAllocationAsync(Peer alb, int rules, CancellationToken cancellationToken)
    {
        var before = await AllocatedAsync(alb, cancellationToken);
        var load = await Load.RunAsync(alb.Port, BenchRules.LastPath(rules), options.Connections.Max(), options.Seconds, cancellationToken);
        _allocated[rules] = (await AllocatedAsync(alb, cancellationToken) - before) / load.Requests;
    }

    private void Print(int rules, int connections)
    {
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rules} rules, {connections} connections"));
        Console.WriteLine($"{"peer",-16}{"req/s",10}{"p50 ms",10}{"p99 ms",10}{"cpu",8}{"of direct",11}{"of nginx",10}{"of routing",12}{"errors",8}");
        var rows = _rounds.Where(pair => pair.Key.Rules == rules && pair.Key.Connections == connections)
            .Select(pair => Measurement.Median(pair.Key.Peer, pair.Value))
            .ToDictionary(row => row.Peer, StringComparer.Ordinal);
        foreach (var row in rows.Values)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Peer,-16}{row.RequestsPerSecond,10:F0}{row.P50.TotalMilliseconds,10:F2}{row.P99.TotalMilliseconds,10:F2}{row.Cpu,8:F2}{row.RequestsPerSecond / rows[Direct].RequestsPerSecond,11:F2}{row.RequestsPerSecond / rows["nginx"].RequestsPerSecond,10:F2}{row.RequestsPerSecond / rows[Routing].RequestsPerSecond,12:F2}{row.Errors,8}"));
        }
    }

    private void PrintRatios()
    {
        var connections = options.Connections.Max();
        var (few, many) = (options.Rules.Min(), options.Rules.Max());
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{many} rules as a share of {few}, {connections} connections"));
        foreach (var peer in _rounds.Keys.Select(key => key.Peer).Distinct(StringComparer.Ordinal))
        {
            var share = Measurement.Median(peer, _rounds[(many, connections, peer)]).RequestsPerSecond
                / Measurement.Median(peer, _rounds[(few, connections, peer)]).RequestsPerSecond;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{peer,-16}{share,10:F2}"));
        }

        Console.WriteLine();
        foreach (var (rules, bytes) in _allocated)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"alb allocates {bytes:F0} bytes for each request with {rules} rules, {connections} connections"));
        }
    }

    private static async Task<double> AllocatedAsync(Peer alb, CancellationToken cancellationToken) =>
        double.Parse(await alb.AskAsync("allocated", cancellationToken), CultureInfo.InvariantCulture);

    private static void CheckPrograms()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var missing = new[] { "wrk", "nginx", "haproxy" }.Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))).ToList();
        if (missing.Count > 0)
        {
            throw new BenchException($"Not on PATH: {string.Join(", ", missing)}. bench/install-peers.sh installs them (Debian).");
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
