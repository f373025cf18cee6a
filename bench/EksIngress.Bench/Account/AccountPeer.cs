using System.Globalization;
using EksIngress.Bench.Peers;

namespace EksIngress.Bench.Account;

/// <summary>An emulator in a process of its own, with an account that can always be brought back to where it was.</summary>
internal sealed class AccountPeer : IAsyncDisposable
{
    // Sessions of an hour, remembered for a day after their end.
    private static readonly TimeSpan UntilSessionsAreForgotten = TimeSpan.FromHours(26);

    private readonly BenchClock _clock = new();

    private AccountPeer(Peer peer) => Peer = peer;

    public Peer Peer { get; }

    public BenchAccount Account { get; private set; } = null!;

    public DateTimeOffset Now => _clock.GetUtcNow();

    public static async Task<AccountPeer> StartAsync(string name, string role, CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // The caller disposes it; below, a fault does.
        var started = new AccountPeer(await Peer.StartRoleAsync(name, role, [BenchAccount.AccessKeyId, BenchAccount.Secret], cancellationToken));
#pragma warning restore CA2000
        try
        {
            started.Account = await BenchAccount.CreateAsync(
                started.Peer.Port,
                async (issuer, subject, count) => (await started.Peer.AskAsync(string.Create(CultureInfo.InvariantCulture, $"tokens {issuer} {subject} {count}"), CancellationToken.None)).Split(' '),
                cancellationToken);
            await started.Peer.AskAsync("keep", cancellationToken);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Deletes the roles that were made since the start, and lets the sessions expire and be forgotten.</summary>
    public async Task SettleAsync(int tokens, CancellationToken cancellationToken)
    {
        await Peer.AskAsync(string.Create(CultureInfo.InvariantCulture, $"settle {UntilSessionsAreForgotten.TotalSeconds}"), cancellationToken);
        _clock.PutForward(UntilSessionsAreForgotten);
        // Its first session lets the emulator forget the old ones.
        await Account.SignInAsync(Now, tokens, cancellationToken);
    }

    /// <summary>Memory after everything that can be collected was, with the account as it was at the start.</summary>
    public async Task<AccountMemory> MeasureMemoryAsync(CancellationToken cancellationToken)
    {
        await SettleAsync(1, cancellationToken);
        // The holder keeps the snapshot before the last one, for reads that are told to be stale: it is to be without the old sessions, too.
        await Account.SignInAsync(Now, 1, cancellationToken);
        var parts = (await Peer.AskAsync("memory", cancellationToken)).Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToList();
        return new AccountMemory(parts[0], parts[1] / 1e6, parts[2] / 1e6, (long)parts[3], (long)parts[4]);
    }

    public async ValueTask DisposeAsync()
    {
        Account?.Dispose();
        await Peer.DisposeAsync();
    }
}
