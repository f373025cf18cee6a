using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace EksIngress.Emulator.State;

/// <summary>A map by strings: a row for each entry.</summary>
internal sealed class StateMap<T, TValue>(PropertyInfo property) : IStatePart<T>
    where T : class
{
    private readonly Func<T, IImmutableDictionary<string, TValue>> _get =
        property.GetMethod!.CreateDelegate<Func<T, IImmutableDictionary<string, TValue>>>();

    public void Compare(string name, T? before, T next, List<StateChange> changes)
    {
        var earlier = before is null ? null : _get(before);
        var later = _get(next);
        if (ReferenceEquals(earlier, later))
        {
            return;
        }

        foreach (var (key, value) in later)
        {
            if (earlier is null || !earlier.TryGetValue(key, out var old) || !IsSame(old, value) || ActualKey(earlier, key) != key)
            {
                changes.Add(new StateChange($"{name}/{key}", () => JsonSerializer.SerializeToUtf8Bytes(value, StateJson.Options)));
            }
        }

        foreach (var key in earlier?.Keys ?? [])
        {
            // A key that differs in its case alone is another row.
            if (!later.ContainsKey(key) || ActualKey(later, key) != key)
            {
                changes.Add(new StateChange($"{name}/{key}", null));
            }
        }
    }

    public void Clear(T state) => property.SetValue(state, _get(state).Clear());

    public void Read(T state, IReadOnlyList<KeyValuePair<string, byte[]>> rows) => property.SetValue(
        state,
        _get(state).AddRange(rows.Select(row => KeyValuePair.Create(row.Key, JsonSerializer.Deserialize<TValue>(row.Value, StateJson.Options)!))));

    // Snapshots share what did not change.
    private static bool IsSame(TValue left, TValue right) =>
        typeof(TValue).IsValueType || left is string ? EqualityComparer<TValue>.Default.Equals(left, right) : ReferenceEquals(left, right);

    private static string? ActualKey(IImmutableDictionary<string, TValue> map, string key) => map.TryGetKey(key, out var actual) ? actual : null;
}
