using System.Globalization;
using EksIngress.Bench.Account;
using EksIngress.Emulator;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Bench.Roles;

/// <summary>
/// The emulator as it is composed anywhere else, but for clusters that are keys alone. Answers <c>keep</c> and <c>reset</c> (back to what was
/// kept), <c>token ISSUER SUBJECT</c>, and <c>memory</c>: bytes allocated so far, heap and working set.
/// </summary>
internal static class AccountRole
{
    public static async Task<int> RunAsync(string accessKeyId, string secret, bool isDurable)
    {
        var folder = Directory.CreateTempSubdirectory("eksingress-bench-account-").FullName;
        try
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = folder });
            builder.Configuration.Sources.Clear();
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Emulator:Directory"] = Path.Combine(folder, "state"),
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
            await using var app = builder.Build();
            EmulatorApplication.UseEmulator(app);
            await EmulatorApplication.StartAsync(app, CancellationToken.None);
            Role.Say(string.Create(CultureInfo.InvariantCulture, $"ready {app.Services.GetRequiredService<AwsEndpointAddress>().Uri.Port}"));
            await AnswerAsync(app.Services.GetRequiredService<Guarded<IamState>>(), app.Services.GetRequiredService<Guarded<SessionState>>(), clusters);
            await app.StopAsync();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AnswerAsync(Guarded<IamState> iam, Guarded<SessionState> sessions, KeyClusters clusters)
    {
        var (kept, keptSessions) = (iam.Current, sessions.Current);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            switch (line.Split(' '))
            {
                case ["keep"]:
                    (kept, keptSessions) = (iam.Current, sessions.Current);
                    Role.Say("kept");
                    break;
                case ["reset"]:
                    // Twice: the holder keeps the snapshot before the last one, for reads that are told to be stale.
                    for (var times = 0; times < 2; times++)
                    {
                        iam.Update(_ => kept with { });
                        sessions.Update(_ => keptSessions with { });
                    }

                    Role.Say("reset");
                    break;
                case ["token", var issuer, var subject]:
                    Role.Say(clusters.Token(issuer, subject, TimeProvider.System.GetUtcNow()));
                    break;
                case ["memory"]:
                    GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                    Role.Say(string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalAllocatedBytes(precise: true)} {GC.GetTotalMemory(forceFullCollection: false)} {Environment.WorkingSet}"));
                    break;
                default:
                    throw new BenchException($"Not understood: {line}");
            }
        }
    }
}
