using System.Diagnostics;
using System.Globalization;

namespace EksIngress.Emulator.Tests.State;

/// <summary>
/// The emulator is killed at any moment, under writes of SDK clients and of Kubernetes clients: what it had acknowledged is there when it
/// starts again, and nothing is there by half.
/// </summary>
public sealed class KillTests
{
    /// <summary>How often; a whole run is <c>EKSINGRESS_KILLS=200</c>.</summary>
    private const string KillsVariable = "EKSINGRESS_KILLS";

    private const int DefaultKills = 20;
    private const int LeastWrites = 15;
    private const int MostWrites = 120;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_UnderLoad_LosesNothingThatWasAcknowledgedAndLeavesNothingHalf()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable(KillsVariable), CultureInfo.InvariantCulture, out var wanted) ? wanted : DefaultKills;
        var directory = Directory.CreateTempSubdirectory("eksingress-kill-");
        var ledger = new Ledger();
        var random = new Random(20260101);
        var restarts = new List<TimeSpan>();
        try
        {
            for (var kill = 0; kill <= kills; kill++)
            {
                var starting = Stopwatch.GetTimestamp();
                using var emulator = await EmulatorProcess.StartAsync(directory.FullName, Token);
                restarts.Add(Stopwatch.GetElapsedTime(starting));
                await using var load = await KillLoad.ConnectAsync(emulator, ledger, isFirst: kill == 0, Token);

                var wrong = await load.FindFaultsAsync(Token);

                Assert.True(wrong.Count == 0, $"after {kill} kills: {string.Join("; ", wrong.Take(10))}");
                if (kill < kills)
                {
                    await load.RunAsync(random.Next(LeastWrites, MostWrites), emulator, Token);
                }
            }

            restarts.Sort();
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{kills} kills, {ledger.Acknowledged} acknowledged writes, none lost; start of the process until it serves: median {restarts[restarts.Count / 2].TotalMilliseconds:0} ms, longest {restarts[^1].TotalMilliseconds:0} ms; state file {new FileInfo(Path.Combine(directory.FullName, "emulator.db")).Length / 1024} KiB"));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
