using System.Threading.Channels;

namespace EksIngress.Emulator.LoadBalancerController.Cluster;

/// <summary>
/// Keys that want to be reconciled: a key added twice is worked once, one key is never worked twice at the same time, and one that
/// fails comes back after 5 ms, 10 ms, … up to 16 min 40 s.
/// </summary>
internal sealed class WorkQueue<TKey>(TimeProvider time)
    where TKey : notnull
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1000);

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
    /// <param name="work">Returns false when the key should be tried again later.</param>
    public Task RunAsync(int workers, Func<TKey, CancellationToken, Task<bool>> work, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(work, cancellationToken)));

    private async Task WorkAsync(Func<TKey, CancellationToken, Task<bool>> work, CancellationToken cancellationToken)
    {
        await foreach (var key in _ready.Reader.ReadAllAsync(cancellationToken))
        {
            lock (_gate)
            {
                _waiting.Remove(key);
                _working.Add(key);
            }

            var succeeded = await work(key, cancellationToken);
            TimeSpan? retry = null;
            lock (_gate)
            {
                _working.Remove(key);
                if (succeeded)
                {
                    _failures.Remove(key);
                }
                else
                {
                    var failures = _failures[key] = _failures.GetValueOrDefault(key) + 1;
                    retry = Delay(failures);
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

    private async Task AddLaterAsync(TKey key, TimeSpan delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!cancellationToken.IsCancellationRequested)
        {
            Add(key);
        }
    }

    private static TimeSpan Delay(int failures) =>
        failures > 18 ? LongestDelay : TimeSpan.FromTicks(Math.Min(LongestDelay.Ticks, FirstDelay.Ticks << (failures - 1)));
}
