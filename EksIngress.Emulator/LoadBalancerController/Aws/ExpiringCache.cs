using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Answers that are taken for true for a while.</summary>
internal sealed class ExpiringCache<T>(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (T Value, DateTimeOffset Until)> _entries = new(StringComparer.Ordinal);

    public bool TryGet(string key, [MaybeNullWhen(false)] out T value)
    {
        var found = _entries.TryGetValue(key, out var entry) && entry.Until > time.GetUtcNow();
        value = found ? entry.Value : default;
        return found;
    }

    public void Remove(string key) => _entries.TryRemove(key, out _);

    public void Set(string key, T value, TimeSpan lifetime) => _entries[key] = (value, time.GetUtcNow() + lifetime);
}
