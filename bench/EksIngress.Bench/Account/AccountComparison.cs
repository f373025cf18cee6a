using System.Globalization;
using EksIngress.Bench.Peers;
using EksIngress.Bench.Roles;

namespace EksIngress.Bench.Account;

/// <summary>
/// Measures calls of the account, with its state in memory and in a file, beside an endpoint that does nothing but answer the same bytes, turn by
/// turn. Requests are signed before the load starts.
/// </summary>
internal sealed class AccountComparison(BenchOptions options, string folder)
{
    private const int WarmUpSeconds = 2;

    // What a measurement could use up, at a rate that no such call comes near.
    private const int RolesPerSecond = 50_000;

    private const string Kestrel = "kestrel";
    private const string InMemory = "in memory";
    private const string InFile = "in a file";

    private readonly AccountScripts _scripts = new(folder);
    private readonly Dictionary<(string Operation, int Connections, string Peer), List<(Load Load, double Cpu)>> _rounds = [];

    public static async Task<int> RunAsync(string[] args)
    {
        if (BenchOptions.Parse(args, BenchOptions.Default with { Connections = [1, 8] }) is not { } options
            || options.Operations.Except(AccountOperation.All(1).Select(operation => operation.Name), StringComparer.Ordinal).Any())
        {
            await Console.Error.WriteLineAsync(BenchOptions.Usage);
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("eksingress-bench-").FullName;
        try
        {
            await new AccountComparison(options, folder).RunAsync(CancellationToken.None);
            return 0;
        }
        catch (BenchException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors, {options.Rounds} rounds of {options.Seconds} s, medians; load, emulators and bare Kestrel share the machine"));
        await using var inMemory = await AccountPeer.StartAsync(InMemory, Role.Account, cancellationToken);
        await using var inFile = await AccountPeer.StartAsync(InFile, Role.DurableAccount, cancellationToken);
        foreach (var operation in AccountOperation.All(RolesPerSecond * options.Seconds).Where(operation => options.Operations.Count == 0 || options.Operations.Contains(operation.Name)))
        {
            await MeasureAsync([inMemory, inFile], operation, cancellationToken);
        }
    }

    private async Task MeasureAsync(AccountPeer[] emulators, AccountOperation operation, CancellationToken cancellationToken)
    {
        var first = emulators[0];
        var (type, body) = await first.Account.SendAsync(operation.Make(first.Account, 0, first.Now), cancellationToken);
        var answer = Path.Combine(folder, $"{operation.Name}.answer");
        await File.WriteAllTextAsync(answer, $"{type}\n{body}", cancellationToken);
        await using var kestrel = await Peer.StartRoleAsync(Kestrel, Role.Answer, [answer], cancellationToken);
        var connections = options.Connections.Max();
        await LoadAsync(kestrel, first, operation, connections, WarmUpSeconds, cancellationToken);
        foreach (var emulator in emulators)
        {
            await LoadAsync(emulator.Peer, emulator, operation, connections, WarmUpSeconds, cancellationToken);
        }

        var memory = new List<AccountMemory>[] { [], [] };
        for (var round = 0; round < options.Rounds; round++)
        {
            if (round == 0 || round == options.Rounds / 2)
            {
                await AddMemoryAsync(emulators, memory, cancellationToken);
            }

            foreach (var count in options.Connections)
            {
                await MeasureAsync(kestrel, first, operation, count, cancellationToken);
                foreach (var emulator in emulators)
                {
                    await MeasureAsync(emulator.Peer, emulator, operation, count, cancellationToken);
                }
            }
        }

        await AddMemoryAsync(emulators, memory, cancellationToken);
        Print(operation, body.Length);
        for (var i = 0; i < emulators.Length; i++)
        {
            PrintMemory(operation, emulators[i].Peer.Name, memory[i]);
        }
    }

    private async Task MeasureAsync(Peer peer, AccountPeer signer, AccountOperation operation, int connections, CancellationToken cancellationToken)
    {
        var (load, cpu) = await LoadAsync(peer, signer, operation, connections, options.Seconds, cancellationToken);
        var key = (operation.Name, connections, peer.Name);
        _rounds[key] = [.. _rounds.GetValueOrDefault(key) ?? [], (load, cpu / options.Seconds)];
    }

    /// <returns>What the load found, and the processor seconds that the peer used for it.</returns>
    private async Task<(Load Load, double Cpu)> LoadAsync(Peer peer, AccountPeer signer, AccountOperation operation, int connections, int seconds, CancellationToken cancellationToken)
    {
        // Roles that were made are gone again, so the same names serve each time.
        await signer.SettleAsync(operation.Tokens, cancellationToken);
        var script = await _scripts.WriteAsync(signer, operation, Math.Min(connections, Environment.ProcessorCount), cancellationToken);
        var cpu = peer.ProcessorSeconds;
        var load = await Load.RunAsync(peer.Port, script, connections, seconds, cancellationToken);
        return (load, peer.ProcessorSeconds - cpu);
    }

    private static async Task AddMemoryAsync(AccountPeer[] emulators, List<AccountMemory>[] memory, CancellationToken cancellationToken)
    {
        for (var i = 0; i < emulators.Length; i++)
        {
            memory[i].Add(await emulators[i].MeasureMemoryAsync(cancellationToken));
        }
    }

    private void Print(AccountOperation operation, int length)
    {
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{operation.Name}, {length} bytes answered"));
        Console.WriteLine($"{"connections",-13}{"state",-11}{"req/s",10}{"p50 ms",10}{"p99 ms",10}{"cpu",8}{"of kestrel",12}{"of in memory",14}{"errors",8}");
        foreach (var connections in options.Connections)
        {
            var rows = ((string[])[Kestrel, InMemory, InFile]).Select(peer => Measurement.Median(peer, _rounds[(operation.Name, connections, peer)])).ToList();
            foreach (var row in rows)
            {
                var ofMemory = row.Peer == InFile ? (row.RequestsPerSecond / rows[1].RequestsPerSecond).ToString("F2", CultureInfo.InvariantCulture) : "";
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{connections,-13}{row.Peer,-11}{row.RequestsPerSecond,10:F0}{row.P50.TotalMilliseconds,10:F2}{row.P99.TotalMilliseconds,10:F2}{row.Cpu,8:F2}{row.RequestsPerSecond / rows[0].RequestsPerSecond,12:F2}{ofMemory,14}{row.Errors,8}"));
            }
        }
    }

    private void PrintMemory(AccountOperation operation, string peer, List<AccountMemory> memory)
    {
        var served = _rounds.Where(pair => pair.Key.Operation == operation.Name && pair.Key.Peer == peer).SelectMany(pair => pair.Value).Sum(round => round.Load.Requests);
        string Each(Func<AccountMemory, string> part) => string.Join(" -> ", memory.Select(part));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {peer}: {(memory[^1].Allocated - memory[0].Allocated) / served:F0} bytes allocated a request; at the start, in the middle and after {served} requests, what they made deleted or expired: "
            + $"heap {Each(at => Text(at.Heap))} MB, working set {Each(at => Text(at.WorkingSet))} MB, {Each(at => Text(at.Roles))} roles, {Each(at => Text(at.Sessions))} sessions"));
    }

    private static string Text(double number) => Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);
}
