namespace EksIngress.Emulator.State;

/// <summary>
/// An entry of a <see cref="SnapshotMap{TValue}"/> with what lies before and after it: an AVL tree whose nodes never change. A changed tree has new
/// nodes on the way to the change, and all others in common with the one that it was.
/// </summary>
internal sealed class SnapshotNode<TValue>(string key, TValue value, SnapshotNode<TValue>? left, SnapshotNode<TValue>? right)
{
    public string Key { get; } = key;

    public TValue Value { get; } = value;

    public SnapshotNode<TValue>? Left { get; } = left;

    public SnapshotNode<TValue>? Right { get; } = right;

    /// <summary>Of the longest way down: 1 for an entry alone, at most 45 for as many entries as an <see cref="int"/> counts.</summary>
    public int Height { get; } = 1 + Math.Max(left?.Height ?? 0, right?.Height ?? 0);

    public static SnapshotNode<TValue>? Find(SnapshotNode<TValue>? node, string key, IComparer<string> comparer)
    {
        while (node is not null)
        {
            var order = comparer.Compare(key, node.Key);
            if (order == 0)
            {
                return node;
            }

            node = order < 0 ? node.Left : node.Right;
        }

        return null;
    }

    /// <summary>The tree with an entry more.</summary>
    /// <exception cref="ArgumentException">It has the key.</exception>
    public static SnapshotNode<TValue> Add(SnapshotNode<TValue>? node, string key, TValue value, IComparer<string> comparer)
    {
        if (node is null)
        {
            return new SnapshotNode<TValue>(key, value, null, null);
        }

        var order = comparer.Compare(key, node.Key);
        return order == 0 ? throw new ArgumentException($"There is a '{key}' already.", nameof(key))
            : order < 0 ? Balanced(node, Add(node.Left, key, value, comparer), node.Right)
            : Balanced(node, node.Left, Add(node.Right, key, value, comparer));
    }

    /// <summary>The tree with an entry in the place of the one that has its key.</summary>
    public static SnapshotNode<TValue> Replace(SnapshotNode<TValue> node, string key, TValue value, IComparer<string> comparer)
    {
        var order = comparer.Compare(key, node.Key);
        return order == 0 ? new SnapshotNode<TValue>(key, value, node.Left, node.Right)
            : order < 0 ? With(node, Replace(node.Left!, key, value, comparer), node.Right)
            : With(node, node.Left, Replace(node.Right!, key, value, comparer));
    }

    /// <summary>The tree without a key that it has.</summary>
    public static SnapshotNode<TValue>? Remove(SnapshotNode<TValue> node, string key, IComparer<string> comparer)
    {
        var order = comparer.Compare(key, node.Key);
        if (order < 0)
        {
            return Balanced(node, Remove(node.Left!, key, comparer), node.Right);
        }

        if (order > 0)
        {
            return Balanced(node, node.Left, Remove(node.Right!, key, comparer));
        }

        if (node.Left is null || node.Right is null)
        {
            return node.Left ?? node.Right;
        }

        // The next entry takes its place.
        var next = node.Right;
        while (next.Left is { } before)
        {
            next = before;
        }

        return Balanced(next, node.Left, Remove(node.Right, next.Key, comparer));
    }

    // The entry between two trees whose heights differ by two at most, turned where they do.
    private static SnapshotNode<TValue> Balanced(SnapshotNode<TValue> entry, SnapshotNode<TValue>? left, SnapshotNode<TValue>? right)
    {
        var difference = (left?.Height ?? 0) - (right?.Height ?? 0);
        if (difference > 1)
        {
            return (left!.Left?.Height ?? 0) >= (left.Right?.Height ?? 0)
                ? With(left, left.Left, With(entry, left.Right, right))
                : With(left.Right!, With(left, left.Left, left.Right!.Left), With(entry, left.Right.Right, right));
        }

        if (difference < -1)
        {
            return (right!.Right?.Height ?? 0) >= (right.Left?.Height ?? 0)
                ? With(right, With(entry, left, right.Left), right.Right)
                : With(right.Left!, With(entry, left, right.Left!.Left), With(right, right.Left.Right, right.Right));
        }

        return With(entry, left, right);
    }

    private static SnapshotNode<TValue> With(SnapshotNode<TValue> entry, SnapshotNode<TValue>? left, SnapshotNode<TValue>? right) =>
        new(entry.Key, entry.Value, left, right);
}
