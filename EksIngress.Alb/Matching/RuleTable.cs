using System.Buffers;
using System.Numerics;

namespace EksIngress.Alb.Matching;

/// <summary>Numbers by keys: the rules that are filed under each, or how many have it. A look-up takes a part of a text without copying it.</summary>
internal sealed class RuleTable
{
    private readonly int _mask;

    // Position + 1 of the entry that was added last.
    private readonly int[] _heads;
    private readonly Entry[] _entries;
    private int _count;
    private int _kinds;

    private RuleTable(int[] heads, Entry[] entries, int mask) => (_heads, _entries, _mask) = (heads, entries, mask);

    /// <param name="capacity">As many entries at the most.</param>
    public static RuleTable Create(int capacity)
    {
        var heads = HeadCount(capacity);
        return new RuleTable(new int[heads], new Entry[capacity], heads - 1);
    }

    /// <summary>As <see cref="Create"/>, for a short time: <see cref="Return"/> leaves no garbage.</summary>
    public static RuleTable Rent(int capacity)
    {
        var heads = HeadCount(capacity);
        var rented = ArrayPool<int>.Shared.Rent(heads);
        rented.AsSpan(0, heads).Clear();
        return new RuleTable(rented, ArrayPool<Entry>.Shared.Rent(capacity), heads - 1);
    }

    /// <summary>Whether anything is filed under a key of the kind.</summary>
    public bool Has(RuleKeyKind kind) => (_kinds & (1 << (int)kind)) != 0;

    /// <summary>Files a number under a key, before those that are.</summary>
    public void Add(RuleKey key, int number) => Add(key, Hash(key.Kind, key.Text), number);

    /// <summary>The number of a key that has one only; 0 the first time.</summary>
    public ref int Of(RuleKey key)
    {
        var hash = Hash(key.Kind, key.Text);
        var position = Find(key.Kind, key.Text, hash, _heads[hash & _mask] - 1);
        return ref _entries[position < 0 ? Add(key, hash, 0) : position].Number;
    }

    /// <summary>Position of the first entry of a key; -1 for none.</summary>
    public int First(RuleKeyKind kind, ReadOnlySpan<char> text)
    {
        var hash = Hash(kind, text);
        return Find(kind, text, hash, _heads[hash & _mask] - 1);
    }

    /// <summary>Position of the next entry of the same key; -1 for none.</summary>
    public int Next(int position)
    {
        ref readonly var entry = ref _entries[position];
        return entry.Next < 0 ? -1 : Find(entry.Key.Kind, entry.Key.Text, entry.Hash, entry.Next);
    }

    public int Number(int position) => _entries[position].Number;

    /// <summary>Ends the use of a rented one.</summary>
    public void Return()
    {
        // The entries hold values of rules.
        _entries.AsSpan(0, _count).Clear();
        ArrayPool<Entry>.Shared.Return(_entries);
        ArrayPool<int>.Shared.Return(_heads);
    }

    private static int HeadCount(int capacity) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, 1));

    private static bool IsHost(RuleKeyKind kind) => kind is RuleKeyKind.Host or RuleKeyKind.HostEnd;

    private static int Hash(RuleKeyKind kind, ReadOnlySpan<char> text) =>
        (IsHost(kind) ? string.GetHashCode(text, StringComparison.OrdinalIgnoreCase) : string.GetHashCode(text)) + (int)kind;

    private int Add(RuleKey key, int hash, int number)
    {
        ref var head = ref _heads[hash & _mask];
        _entries[_count] = new Entry { Key = key, Hash = hash, Next = head - 1, Number = number };
        head = ++_count;
        _kinds |= 1 << (int)key.Kind;
        return _count - 1;
    }

    private int Find(RuleKeyKind kind, ReadOnlySpan<char> text, int hash, int position)
    {
        for (; position >= 0; position = _entries[position].Next)
        {
            ref readonly var entry = ref _entries[position];
            if (entry.Hash == hash && entry.Key.Kind == kind
                && entry.Key.Text.Equals(text, IsHost(kind) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            {
                return position;
            }
        }

        return -1;
    }

    private struct Entry
    {
        public RuleKey Key;
        public int Hash;

        /// <summary>Position of the entry that was added before to the same place; -1 for none.</summary>
        public int Next;

        public int Number;
    }
}
