using System.Globalization;
using System.Text;
using EksIngress.Bench.Peers;
using EksIngress.Bench.Roles;

namespace EksIngress.Bench.Account;

/// <summary>
/// Measures calls of the account beside an endpoint that does nothing but answer the same bytes, turn by turn. Requests are signed before the
/// load starts.
/// </summary>
internal sealed class AccountComparison(BenchOptions options, string folder)
{
    private const int WarmUpSeconds = 2;

    // What a measurement could use up, at a rate that no such call comes near.
    private const int RolesPerSecond = 50_000;

    private readonly Dictionary<(string Operation, int Connections, bool IsOurs), List<(Load Load, double Cpu)>> _rounds = [];

    public static async Task<int> RunAsync(string[] args)
    {
        if (BenchOptions.Parse(args, BenchOptions.Default with { Connections = [1, 8] }) is not { } options)
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
            $"{Environment.ProcessorCount} processors, {options.Rounds} rounds of {options.Seconds} s, medians; load, emulator and bare Kestrel share the machine; state {(options.IsDurable ? "in a file" : "in memory")}"));
        await using var emulator = await Peer.StartRoleAsync("emulator", options.IsDurable ? Role.DurableAccount : Role.Account, [BenchAccount.AccessKeyId, BenchAccount.Secret], cancellationToken);
        using var account = await BenchAccount.CreateAsync(emulator, cancellationToken);
        await emulator.AskAsync("keep", cancellationToken);
        foreach (var operation in AccountOperation.All(RolesPerSecond * options.Seconds))
        {
            await MeasureAsync(emulator, account, operation, cancellationToken);
        }
    }

    private async Task MeasureAsync(Peer emulator, BenchAccount account, AccountOperation operation, CancellationToken cancellationToken)
    {
        var (type, body) = await account.SendAsync(operation.Make(account, 0, TimeProvider.System.GetUtcNow()), cancellationToken);
        var answer = Path.Combine(folder, $"{operation.Name}.answer");
        await File.WriteAllTextAsync(answer, $"{type}\n{body}", cancellationToken);
        await using var kestrel = await Peer.StartRoleAsync("kestrel", Role.Answer, [answer], cancellationToken);
        var connections = options.Connections.Max();
        await LoadAsync(emulator, account, operation, connections, WarmUpSeconds, cancellationToken);
        await LoadAsync(kestrel, account, operation, connections, WarmUpSeconds, cancellationToken);
        var before = await MemoryAsync(emulator, cancellationToken);
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var count in options.Connections)
            {
                foreach (var peer in (Peer[])[kestrel, emulator])
                {
                    var cpu = peer.ProcessorSeconds;
                    var load = await LoadAsync(peer, account, operation, count, options.Seconds, cancellationToken);
                    var key = (operation.Name, count, peer == emulator);
                    _rounds[key] = [.. _rounds.GetValueOrDefault(key) ?? [], (load, (peer.ProcessorSeconds - cpu) / options.Seconds)];
                }
            }
        }

        var after = await MemoryAsync(emulator, cancellationToken);
        var served = _rounds.Where(pair => pair.Key.Operation == operation.Name && pair.Key.IsOurs).SelectMany(pair => pair.Value).Sum(round => round.Load.Requests);
        Print(operation, body.Length);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {(after.Allocated - before.Allocated) / served:F0} bytes allocated a request; after {served} requests, and once what they made is gone, heap {before.Heap:F1} -> {after.Heap:F1} MB, working set {before.WorkingSet:F0} -> {after.WorkingSet:F0} MB"));
    }

    private async Task<Load> LoadAsync(Peer peer, BenchAccount account, AccountOperation operation, int connections, int seconds, CancellationToken cancellationToken)
    {
        // Roles that were made are gone again, so the same names serve each time.
        if (peer.Name == "emulator")
        {
            await peer.AskAsync("reset", cancellationToken);
        }

        var threads = Math.Min(connections, Environment.ProcessorCount);
        var script = await WriteScriptAsync(account, operation, threads, cancellationToken);
        return await Load.RunAsync(peer.Port, script, connections, seconds, cancellationToken);
    }

    // wrk's script takes raw requests from a file for each of its threads, each behind a line with its length.
    private async Task<FileInfo> WriteScriptAsync(BenchAccount account, AccountOperation operation, int threads, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var requests = Path.Combine(folder, $"{operation.Name}.requests");
        for (var thread = 0; thread < threads; thread++)
        {
            await using var file = File.Create($"{requests}.{thread}");
            for (var number = thread; number < Math.Max(operation.Requests, threads); number += threads)
            {
                var raw = operation.Make(account, number, now);
                file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{raw.Length}\n")));
                file.Write(raw);
            }
        }

        var script = Path.Combine(folder, $"{operation.Name}.lua");
        await File.WriteAllTextAsync(script, $$"""
            local threads = 0
            function setup(thread)
              thread:set("part", threads)
              threads = threads + 1
            end
            local requests, sent = {}, 0
            function init(args)
              local file = assert(io.open("{{requests}}." .. part, "rb"))
              local length = file:read("*l")
              while length do
                requests[#requests + 1] = file:read(tonumber(length))
                length = file:read("*l")
              end
              file:close()
            end
            function request()
              sent = sent + 1
              if sent > #requests then sent = 1 end
              return requests[sent]
            end
            """, cancellationToken);
        return new FileInfo(script);
    }

    private void Print(AccountOperation operation, int length)
    {
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{operation.Name}, {length} bytes answered"));
        Console.WriteLine($"{"connections",-13}{"peer",-10}{"req/s",10}{"p50 ms",10}{"p99 ms",10}{"cpu",8}{"of kestrel",12}{"errors",8}");
        foreach (var connections in options.Connections)
        {
            var bare = Measurement.Median("kestrel", _rounds[(operation.Name, connections, false)]);
            foreach (var row in (Measurement[])[bare, Measurement.Median("emulator", _rounds[(operation.Name, connections, true)])])
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{connections,-13}{row.Peer,-10}{row.RequestsPerSecond,10:F0}{row.P50.TotalMilliseconds,10:F2}{row.P99.TotalMilliseconds,10:F2}{row.Cpu,8:F2}{row.RequestsPerSecond / bare.RequestsPerSecond,12:F2}{row.Errors,8}"));
            }
        }
    }

    private static async Task<(double Allocated, double Heap, double WorkingSet)> MemoryAsync(Peer emulator, CancellationToken cancellationToken)
    {
        await emulator.AskAsync("reset", cancellationToken);
        var parts = (await emulator.AskAsync("memory", cancellationToken)).Split(' ');
        return (Number(parts[0]), Number(parts[1]) / 1e6, Number(parts[2]) / 1e6);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
