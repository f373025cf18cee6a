using System.Threading.Channels;
using EksIngress.Emulator.LoadBalancerController.Aws;

namespace EksIngress.Emulator.LoadBalancerController.Cluster;

/// <summary>
/// Keys that want to be reconciled: a key added twice is worked once, one key is never worked twice at the same time, and one that
/// fails, in whatever way, comes back after 5 ms, 10 ms, … up to 16 min 40 s, or the longest delay that is given.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="panicked">Told of exceptions.</param>
/// <param name="longestDelay">Of a key that keeps failing.</param>
/// <param name="retries">How many failures of all keys together may come back at once and in a second; null for any number.</param>
internal sealed class WorkQueue<TKey>(TimeProvider time, Action<TKey, Exception> panicked, TimeSpan? longestDelay = null, TokenBucket? retries = null)
    where TKey : notnull
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1000);

    private readonly TimeSpan _longestDelay = longestDelay ?? LongestDelay;
    private readonly Dictionary<TKey, DateTimeOffset> _delayed = [];

    private readonly Lock _gate = new();
    private readonly HashSet<TKey> _waiting = [];
    private readonly HashSet<TKey> _working = [];
    private readonly Dictionary<TKey, int> _failures = [];
    private readonly Channel<TKey> _ready = Channel.CreateUnbounded<TKey>();

    public void Add(TKey key)
    {
        lock (_gate)
        {
            // A key that is being worked becomes ready when that work is done.
            if (_waiting.Add(key) && !_working.Contains(key))
            {
                _ready.Writer.TryWrite(key);
            }
        }
    }

    /// <summary>Works keys with so many workers until cancelled.</summary>
    public Task RunAsync(int workers, Func<TKey, CancellationToken, Task<ReconcileResult>> work, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(work, cancellationToken)));

    private async Task WorkAsync(Func<TKey, CancellationToken, Task<ReconcileResult>> work, CancellationToken cancellationToken)
    {
        await foreach (var key in _ready.Reader.ReadAllAsync(cancellationToken))
        {
            lock (_gate)
            {
                _waiting.Remove(key);
                _working.Add(key);
            }

            var result = await RecoverAsync(key, work, cancellationToken);
            TimeSpan? retry = null;
            lock (_gate)
            {
                _working.Remove(key);
                switch (result)
                {
                    case ReconcileResult.Failure:
                        retry = Delay(_failures[key] = _failures.GetValueOrDefault(key) + 1);
                        break;
                    case ReconcileResult.After after:
                        _failures.Remove(key);
                        retry = after.Delay;
                        break;
                    default:
                        _failures.Remove(key);
                        break;
                }

                if (_waiting.Contains(key))
                {
                    _ready.Writer.TryWrite(key);
                }
            }

            if (retry is { } delay)
            {
                _ = AddLaterAsync(key, delay, cancellationToken);
            }
        }
    }

    // As upstream recovers from a panic: it is told, the key comes back, and the worker goes on with others.
    private async Task<ReconcileResult> RecoverAsync(
        TKey key, Func<TKey, CancellationToken, Task<ReconcileResult>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work(key, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            panicked(key, exception);
            return ReconcileResult.Failed;
        }
    }

    // Of several times that a key is wanted at, the earliest counts.
    private async Task AddLaterAsync(TKey key, TimeSpan delay, CancellationToken cancellationToken)
    {
        var due = time.GetUtcNow() + delay;
        lock (_gate)
        {
            if (_delayed.TryGetValue(key, out var earlier) && earlier <= due)
            {
                return;
            }

            _delayed[key] = due;
        }

        await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            if (cancellationToken.IsCancellationRequested || !_delayed.TryGetValue(key, out var current) || current != due)
            {
                return;
            }

            _delayed.Remove(key);
        }

        Add(key);
    }

    private TimeSpan Delay(int failures)
    {
        var own = TimeSpan.FromTicks(Math.Min(_longestDelay.Ticks, FirstDelay.Ticks << Math.Min(failures - 1, 18)));
        var turn = retries?.Take() ?? TimeSpan.Zero;
        return turn > own ? turn : own;
    }
}
