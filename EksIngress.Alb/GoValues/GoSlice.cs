using System.Collections;

namespace EksIngress.Alb.GoValues;

/// <summary>
/// A list that the controller's decoder filled. A member that stands twice in one JSON object is decoded twice into the same memory, so the
/// second list is laid over the first, element by element; what a shorter list leaves behind its end shows again under a longer one.
/// </summary>
/// <remarks>Source: https://pkg.go.dev/encoding/json#Unmarshal</remarks>
internal sealed class GoSlice<T> : IReadOnlyList<T>
{
    private readonly List<T> _memory;

    private GoSlice(List<T> memory, int count) => (_memory, Count) = (memory, count);

    public int Count { get; }

    public T this[int index] => index < Count ? _memory[index] : throw new ArgumentOutOfRangeException(nameof(index));

    /// <param name="items">Elements of the JSON list; none of them forget what was there.</param>
    /// <param name="before">The list that is there already, if it is one of these.</param>
    /// <param name="decode">Makes an element of its JSON and of the element that is there already, if any.</param>
    public static GoSlice<T> Decode(IReadOnlyList<GoJsonValue> items, IReadOnlyList<T>? before, Func<GoJsonValue, T?, T> decode)
    {
        List<T> memory = items.Count != 0 && before is GoSlice<T> slice ? [.. slice._memory] : [];
        for (var i = 0; i < items.Count; i++)
        {
            if (i < memory.Count)
            {
                memory[i] = decode(items[i], memory[i]);
            }
            else
            {
                memory.Add(decode(items[i], default));
            }
        }

        return new GoSlice<T>(memory, items.Count);
    }

    public IEnumerator<T> GetEnumerator() => _memory.Take(Count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
