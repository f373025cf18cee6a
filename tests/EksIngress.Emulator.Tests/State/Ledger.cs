using System.Collections.Concurrent;

namespace EksIngress.Emulator.Tests.State;

/// <summary>
/// What a killed server may say of each thing: what was last acknowledged; beside it, what was asked for and not answered. Each thing has one
/// writer at a time.
/// </summary>
/// <remarks>A value is what the thing is; null is that it does not exist.</remarks>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<string?>> _possible = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _acknowledged;

    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>The highest resourceVersion that anybody was told.</summary>
    public long HighestRevision { get; private set; }

    public void TellRevision(long revision)
    {
        lock (_gate)
        {
            HighestRevision = Math.Max(HighestRevision, revision);
        }
    }

    /// <summary>Things that are known to exist, in the order of their names.</summary>
    public IReadOnlyList<string> Existing(string prefix) =>
        [.. _possible.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal) && entry.Value is [not null]).Select(entry => entry.Key[prefix.Length..]).Order(StringComparer.Ordinal)];

    /// <summary>Makes a thing what it is to be, by a call: until that has answered, it may be the one or the other.</summary>
    public async Task WriteAsync(string thing, string? value, Func<Task> call)
    {
        _possible[thing] = [.. _possible.GetValueOrDefault(thing, [null]), value];
        await call();
        _possible[thing] = [value];
        Interlocked.Increment(ref _acknowledged);
    }

    /// <summary>Holds what is found against what may be, and takes it as what is.</summary>
    /// <param name="prefix">Of the things that were looked for.</param>
    /// <param name="found">All there are, by name without the prefix.</param>
    /// <returns>What is not as it may be; empty when all is well.</returns>
    public IReadOnlyList<string> Settle(string prefix, IReadOnlyDictionary<string, string> found)
    {
        var wrong = new List<string>();
        foreach (var name in found.Keys.Where(name => !_possible.ContainsKey(prefix + name)))
        {
            wrong.Add($"{prefix}{name} exists, and nobody asked for it");
        }

        foreach (var (thing, possible) in _possible.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList())
        {
            var value = found.GetValueOrDefault(thing[prefix.Length..]);
            if (!possible.Contains(value))
            {
                wrong.Add($"{thing} is {value ?? "gone"}, not {string.Join(" or ", possible.Select(one => one ?? "gone"))}");
            }

            if (value is null)
            {
                _possible.TryRemove(thing, out _);
            }
            else
            {
                _possible[thing] = [value];
            }
        }

        return wrong;
    }
}
