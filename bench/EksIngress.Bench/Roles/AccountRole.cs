using System.Globalization;
using EksIngress.Bench.Account;
using EksIngress.Emulator;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Bench.Roles;

/// <summary>
/// The emulator as it is composed anywhere else, but for clusters that are keys alone and a clock that can be put forward. Answers <c>keep</c>,
/// <c>settle SECONDS</c> (IAM back to what was kept, the clock forward), <c>tokens ISSUER SUBJECT COUNT</c>, and <c>memory</c>: bytes allocated so far, heap,
/// working set, roles and sessions.
/// </summary>
internal static class AccountRole
{
    public static async Task<int> RunAsync(string accessKeyId, string secret, bool isDurable)
    {
        var folder = Directory.CreateTempSubdirectory("eksingress-bench-account-").FullName;
        try
        {
            // As the emulator has it, away from its state: a web application watches the files of this folder.
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
            builder.Configuration.Sources.Clear();
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Emulator:Directory"] = folder,
                ["Emulator:Persist"] = isDurable ? "true" : "false",
                ["Emulator:AccessKeyId"] = accessKeyId,
                ["Emulator:SecretAccessKey"] = secret,
                ["Emulator:Quotas:iam/RolesPerAccount"] = "10000000",
            });
            EmulatorApplication.AddEmulator(builder);
            builder.Logging.ClearProviders();
#pragma warning disable CA2000 // The services own it.
            var clusters = new KeyClusters();
#pragma warning restore CA2000
            builder.Services.AddSingleton<IKubernetesClusters>(clusters);
            var clock = new BenchClock();
            builder.Services.AddSingleton<TimeProvider>(clock);
            await using var app = builder.Build();
            EmulatorApplication.UseEmulator(app);
            await EmulatorApplication.StartAsync(app, CancellationToken.None);
            Role.Say(string.Create(CultureInfo.InvariantCulture, $"ready {app.Services.GetRequiredService<AwsEndpointAddress>().Uri.Port}"));
            await AnswerAsync(app.Services.GetRequiredService<Guarded<IamState>>(), app.Services.GetRequiredService<Guarded<SessionState>>(), clusters, clock);
            await app.StopAsync();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AnswerAsync(Guarded<IamState> iam, Guarded<SessionState> sessions, KeyClusters clusters, BenchClock clock)
    {
        var kept = iam.Current;
        while (await Console.In.ReadLineAsync() is { } line)
        {
            switch (line.Split(' '))
            {
                case ["keep"]:
                    kept = iam.Current;
                    Role.Say("kept");
                    break;
                case ["settle", var seconds]:
                    // Twice: the holder keeps the snapshot before the last one, for reads that are told to be stale.
                    iam.Update(_ => kept with { });
                    iam.Update(_ => kept with { });
                    clock.PutForward(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
                    Role.Say("settled");
                    break;
                case ["tokens", var issuer, var subject, var count]:
                    Role.Say(string.Join(' ', Enumerable.Range(0, int.Parse(count, CultureInfo.InvariantCulture)).Select(number => clusters.Token(issuer, subject, number, clock.GetUtcNow()))));
                    break;
                case ["memory"]:
                    GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                    Role.Say(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{GC.GetTotalAllocatedBytes(precise: true)} {GC.GetTotalMemory(forceFullCollection: false)} {Environment.WorkingSet} {iam.Current.Roles.Count} {sessions.Current.Credentials.Count}"));
                    break;
                default:
                    throw new BenchException($"Not understood: {line}");
            }
        }
    }
}
