using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>
/// Keys of token issuers, by endpoint. They are asked for when they are first needed, when they are old, and when a token names one that is
/// not known; however many tokens come, not more often than <see cref="Floor"/>.
/// </summary>
/// <remarks>How long AWS keeps keys is not documented.</remarks>
internal sealed class JwksCache(ProviderClient provider, TimeProvider time, ILogger<JwksCache> logger)
{
    /// <summary>Time between two requests to an endpoint.</summary>
    public static readonly TimeSpan Floor = TimeSpan.FromSeconds(5);

    /// <summary>After it keys are asked for anew; when that fails, those that are known stay in use.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <param name="keyId">As the token names it; null when it does not.</param>
    public async ValueTask<(RSAParameters? Key, AuthenticationError? Error)> FindAsync(string endpoint, string? keyId)
    {
        var entry = _entries.GetOrAdd(endpoint, static _ => new Entry());
        if (Find(entry.Known, keyId) is { } key)
        {
            return (key, null);
        }

        await entry.Gate.WaitAsync();
        try
        {
            if (Find(entry.Known, keyId) is null && (entry.Asked is not { } asked || time.GetElapsedTime(asked) >= Floor))
            {
                await AskAsync(endpoint, entry);
            }
        }
        finally
        {
            entry.Gate.Release();
        }

        return entry.Known is not { } known ? (null, entry.Error ?? AuthenticationErrors.KeysFailed)
            : known.Keys.Find(keyId) is { } found ? (found, null)
            : (null, AuthenticationErrors.TokenSignature);
    }

    private RSAParameters? Find(Fetched? known, string? keyId) =>
        known is not null && time.GetElapsedTime(known.At) < Lifetime ? known.Keys.Find(keyId) : null;

    private async Task AskAsync(string endpoint, Entry entry)
    {
        var answer = await provider.GetAsync(endpoint, null, JsonWebKeys.MaxBytes);
        entry.Asked = time.GetTimestamp();
        AuthenticationError? error = answer.IsUnreachable ? AuthenticationErrors.KeysTimeout
            : !answer.IsSuccess ? AuthenticationErrors.KeysFailed
            : answer.IsTooLarge ? AuthenticationErrors.KeysTooLarge
            : null;
        var keys = error is null ? JsonWebKeys.Parse(answer.Body, out error) : null;
        entry.Error = error;
        if (keys is not null)
        {
            entry.Known = new Fetched(keys, entry.Asked.Value);
        }
        else
        {
            SignInLog.KeysNotFound(logger, endpoint, error!.Reason, answer.Detail ?? $"It answered {answer.StatusCode}.");
        }
    }

    private sealed class Entry
    {
        private volatile Fetched? _known;

        public SemaphoreSlim Gate { get; } = new(1);

        public Fetched? Known
        {
            get => _known;
            set => _known = value;
        }

        /// <summary>When the endpoint last answered, or did not; null before the first time. Under the gate.</summary>
        public long? Asked { get; set; }

        /// <summary>What was wrong with the last answer; null when nothing was.</summary>
        public AuthenticationError? Error { get; set; }
    }

    private sealed record Fetched(JsonWebKeys Keys, long At);
}
