using System.Collections.Concurrent;

namespace Shop.Api;

/// <summary>What is on the shelves.</summary>
internal sealed class Stock
{
    private readonly ConcurrentDictionary<string, int> _items = new(StringComparer.Ordinal) { ["apples"] = 3, ["pears"] = 1, ["plums"] = 0 };

    public IReadOnlyDictionary<string, int> All => _items;

    /// <summary>One more of what there is least of.</summary>
    public IReadOnlyDictionary<string, int> Deliver()
    {
        _items.AddOrUpdate(_items.MinBy(item => item.Value).Key, 1, (_, count) => count + 1);
        return _items;
    }
}
