namespace EksIngress.Emulator.State;

/// <summary>Goes through a tree in the order of its keys, and past whole parts of it without looking into them.</summary>
internal sealed class SnapshotCursor<TValue>
{
    // What is still to come, next on top: parts of the tree, and entries whose own parts are in the stack for themselves.
    private readonly Stack<(SnapshotNode<TValue> Node, bool IsWhole)> _ahead = new();

    public SnapshotCursor(SnapshotNode<TValue>? root) => Push(root);

    /// <summary>Whether the cursor is at an entry, and not at the end.</summary>
    public bool HasEntry
    {
        get
        {
            while (_ahead.TryPeek(out var top) && top.IsWhole)
            {
                Open();
            }

            return _ahead.Count > 0;
        }
    }

    /// <summary>The one that it is at; <see cref="HasEntry"/> says whether there is one.</summary>
    public SnapshotNode<TValue> Entry => _ahead.Peek().Node;

    public void Advance() => _ahead.Pop();

    /// <summary>Takes this cursor and another one past what comes next in both and is the very same part, and to the entry after that.</summary>
    /// <returns>False when both are at their end.</returns>
    public bool SkipCommon(SnapshotCursor<TValue> other)
    {
        while (_ahead.TryPeek(out var mine) && other._ahead.TryPeek(out var theirs) && (mine.IsWhole || theirs.IsWhole))
        {
            if (mine == theirs)
            {
                _ahead.Pop();
                other._ahead.Pop();
            }
            else if (mine.IsWhole && (!theirs.IsWhole || mine.Node.Height >= theirs.Node.Height))
            {
                // The higher one may have the other in it.
                Open();
            }
            else
            {
                other.Open();
            }
        }

        return HasEntry | other.HasEntry;
    }

    private void Open()
    {
        var (node, _) = _ahead.Pop();
        Push(node.Right);
        _ahead.Push((node, IsWhole: false));
        Push(node.Left);
    }

    private void Push(SnapshotNode<TValue>? node)
    {
        if (node is not null)
        {
            _ahead.Push((node, IsWhole: true));
        }
    }
}
