using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace EksIngress.Emulator.State;

/// <summary>
/// An immutable map by strings, in their order. A map made of another shares with it whatever did not change, so what differs between the two is
/// found at a cost that follows the differences, not the size.
/// </summary>
internal sealed class SnapshotMap<TValue> : IReadOnlyDictionary<string, TValue>
{
    private readonly SnapshotNode<TValue>? _root;

    private SnapshotMap(IComparer<string> comparer, SnapshotNode<TValue>? root, int count)
    {
        (KeyComparer, _root, Count) = (comparer, root, count);
    }

    /// <summary>Says what order the keys have, and which are the same.</summary>
    public IComparer<string> KeyComparer { get; }

    public int Count { get; }

    public bool IsEmpty => Count == 0;

    public IEnumerable<string> Keys => this.Select(entry => entry.Key);

    public IEnumerable<TValue> Values => this.Select(entry => entry.Value);

    /// <exception cref="KeyNotFoundException">The map has no such key.</exception>
    public TValue this[string key] => SnapshotNode<TValue>.Find(_root, key, KeyComparer) is { } found ? found.Value : throw new KeyNotFoundException($"There is no '{key}'.");

    public static SnapshotMap<TValue> Empty(IComparer<string> comparer) => new(comparer, null, 0);

    public bool ContainsKey(string key) => SnapshotNode<TValue>.Find(_root, key, KeyComparer) is not null;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out TValue value)
    {
        var found = SnapshotNode<TValue>.Find(_root, key, KeyComparer);
        value = found is null ? default : found.Value;
        return found is not null;
    }

    /// <exception cref="ArgumentException">The map has the key.</exception>
    public SnapshotMap<TValue> Add(string key, TValue value) => With(SnapshotNode<TValue>.Add(_root, key, value, KeyComparer), Count + 1);

    /// <exception cref="ArgumentException">The map has one of the keys, or one is given twice.</exception>
    public SnapshotMap<TValue> AddRange(IEnumerable<KeyValuePair<string, TValue>> entries) => entries.Aggregate(this, (map, entry) => map.Add(entry.Key, entry.Value));

    /// <summary>The map with this value under the key, whether it had one or not; the very same map when that is the very same value.</summary>
    public SnapshotMap<TValue> SetItem(string key, TValue value)
    {
        var found = SnapshotNode<TValue>.Find(_root, key, KeyComparer);
        return found is null ? Add(key, value)
            : found.Key == key && IsSame(found.Value, value) ? this
            : With(SnapshotNode<TValue>.Replace(_root!, key, value, KeyComparer), Count);
    }

    /// <summary>As <see cref="SetItem"/>, one after the other.</summary>
    public SnapshotMap<TValue> SetItems(IEnumerable<KeyValuePair<string, TValue>> entries) => entries.Aggregate(this, (map, entry) => map.SetItem(entry.Key, entry.Value));

    /// <summary>The map without the key; the very same map when it has none.</summary>
    public SnapshotMap<TValue> Remove(string key) => ContainsKey(key) ? With(SnapshotNode<TValue>.Remove(_root!, key, KeyComparer), Count - 1) : this;

    /// <summary>As <see cref="Remove"/>, one after the other.</summary>
    public SnapshotMap<TValue> RemoveRange(IEnumerable<string> keys) => keys.Aggregate(this, (map, key) => map.Remove(key));

    public SnapshotMap<TValue> Clear() => IsEmpty ? this : Empty(KeyComparer);

    /// <summary>What leads from an earlier map to this one, in the order of the keys; both have the same order.</summary>
    public IReadOnlyList<SnapshotChange<TValue>> ChangesSince(SnapshotMap<TValue> earlier)
    {
        var changes = new List<SnapshotChange<TValue>>();
        AddChanges(earlier._root, _root, changes);
        return changes;
    }

    public IEnumerator<KeyValuePair<string, TValue>> GetEnumerator()
    {
        for (var cursor = new SnapshotCursor<TValue>(_root); cursor.HasEntry; cursor.Advance())
        {
            yield return KeyValuePair.Create(cursor.Entry.Key, cursor.Entry.Value);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // A change of one entry leaves the trees as they were but for the way down to it; only where one was turned are they walked through.
    private void AddChanges(SnapshotNode<TValue>? old, SnapshotNode<TValue>? now, List<SnapshotChange<TValue>> changes)
    {
        while (!ReferenceEquals(old, now))
        {
            if (old is null || now is null || old.Key != now.Key)
            {
                Walk(old, now, changes);
                return;
            }

            AddChanges(old.Left, now.Left, changes);
            if (!IsSame(old.Value, now.Value))
            {
                changes.Add(new SnapshotChange<TValue>(now.Key, IsEnd: false, now.Value));
            }

            (old, now) = (old.Right, now.Right);
        }
    }

    private void Walk(SnapshotNode<TValue>? before, SnapshotNode<TValue>? after, List<SnapshotChange<TValue>> changes)
    {
        var (old, now) = (new SnapshotCursor<TValue>(before), new SnapshotCursor<TValue>(after));
        while (old.SkipCommon(now))
        {
            var order = !old.HasEntry ? 1 : !now.HasEntry ? -1 : KeyComparer.Compare(old.Entry.Key, now.Entry.Key);
            // Keys that differ in case alone may be the same to the map, and are still rows of their own.
            if (order < 0 || (order == 0 && old.Entry.Key != now.Entry.Key))
            {
                changes.Add(SnapshotChange<TValue>.End(old.Entry.Key));
            }

            if (order > 0 || (order == 0 && (old.Entry.Key != now.Entry.Key || !IsSame(old.Entry.Value, now.Entry.Value))))
            {
                changes.Add(new SnapshotChange<TValue>(now.Entry.Key, IsEnd: false, now.Entry.Value));
            }

            if (order <= 0)
            {
                old.Advance();
            }

            if (order >= 0)
            {
                now.Advance();
            }
        }
    }

    // Values are snapshots themselves, and share what did not change.
    private static bool IsSame(TValue left, TValue right) =>
        typeof(TValue).IsValueType || left is string ? EqualityComparer<TValue>.Default.Equals(left, right) : ReferenceEquals(left, right);

    private SnapshotMap<TValue> With(SnapshotNode<TValue>? root, int count) => new(KeyComparer, root, count);
}
