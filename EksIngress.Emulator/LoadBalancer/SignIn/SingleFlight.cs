using System.Collections.Concurrent;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>Does work once for all who ask for it at the same time.</summary>
internal sealed class SingleFlight<TResult>
{
    private readonly ConcurrentDictionary<string, Lazy<Task<TResult>>> _running = new(StringComparer.Ordinal);

    public async Task<TResult> RunAsync(string key, Func<Task<TResult>> work)
    {
        var mine = new Lazy<Task<TResult>>(work);
        var running = _running.GetOrAdd(key, mine);
        try
        {
            return await running.Value;
        }
        finally
        {
            if (ReferenceEquals(running, mine))
            {
                _running.TryRemove(key, out _);
            }
        }
    }
}
