using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace EksIngress.Emulator.State;

/// <summary>A sorted map by strings: a row for each entry.</summary>
internal sealed class StateMap<T, TValue>(PropertyInfo property) : IStatePart<T>
    where T : class
{
    private readonly Func<T, ImmutableSortedDictionary<string, TValue>> _get =
        property.GetMethod!.CreateDelegate<Func<T, ImmutableSortedDictionary<string, TValue>>>();

    public void Compare(string name, T? before, T next, List<StateChange> changes)
    {
        var earlier = before is null ? null : _get(before);
        var later = _get(next);
        if (ReferenceEquals(earlier, later))
        {
            return;
        }

        if (earlier is null)
        {
            foreach (var (key, value) in later)
            {
                changes.Add(Put(name, key, value));
            }

            return;
        }

        // Both are in the order of their keys, and share what did not change: side by side, most of it is the very same.
        using var old = earlier.GetEnumerator();
        using var now = later.GetEnumerator();
        var (hasOld, hasNow) = (old.MoveNext(), now.MoveNext());
        while (hasOld || hasNow)
        {
            var order = !hasOld ? 1 : !hasNow ? -1 : Order(later.KeyComparer, old.Current.Key, now.Current.Key);
            if (order < 0)
            {
                changes.Add(new StateChange($"{name}/{old.Current.Key}", null));
                hasOld = old.MoveNext();
                continue;
            }

            var (key, value) = now.Current;
            if (order > 0)
            {
                changes.Add(Put(name, key, value));
                hasNow = now.MoveNext();
                continue;
            }

            if (old.Current.Key != key)
            {
                // They differ in case alone, and are rows of their own.
                changes.Add(new StateChange($"{name}/{old.Current.Key}", null));
                changes.Add(Put(name, key, value));
            }
            else if (!IsSame(old.Current.Value, value))
            {
                changes.Add(Put(name, key, value));
            }

            (hasOld, hasNow) = (old.MoveNext(), now.MoveNext());
        }
    }

    public void Clear(T state) => property.SetValue(state, _get(state).Clear());

    public void Read(T state, IReadOnlyList<KeyValuePair<string, byte[]>> rows) => property.SetValue(
        state,
        _get(state).AddRange(rows.Select(row => KeyValuePair.Create(row.Key, JsonSerializer.Deserialize<TValue>(row.Value, StateJson.Options)!))));

    // Snapshots share what did not change.
    private static bool IsSame(TValue left, TValue right) =>
        typeof(TValue).IsValueType || left is string ? EqualityComparer<TValue>.Default.Equals(left, right) : ReferenceEquals(left, right);

    private static int Order(IComparer<string> comparer, string left, string right) => ReferenceEquals(left, right) ? 0 : comparer.Compare(left, right);

    private static StateChange Put(string name, string key, TValue value) => new($"{name}/{key}", () => JsonSerializer.SerializeToUtf8Bytes(value, StateJson.Options));
}
