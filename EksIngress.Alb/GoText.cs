using EksIngress.Alb.GoValues;

namespace EksIngress.Alb;

/// <summary>Writes values as the controller's messages show them; users search for these texts.</summary>
internal static class GoText
{
    /// <summary><c>[a b c]</c></summary>
    public static string List(IEnumerable<string> values) => $"[{string.Join(' ', values)}]";

    /// <summary><c>map[a:{} b:{}]</c>: a set of strings that was not listed first.</summary>
    public static string Set(IEnumerable<string> values) =>
        $"map[{string.Join(' ', values.Order(Utf8Comparer.Instance).Select(value => $"{value}:{{}}"))}]";

    /// <summary><c>map[a:1 b:2]</c></summary>
    public static string Map(IReadOnlyDictionary<string, string> values) => $"map[{string.Join(
        ' ', values.OrderBy(pair => pair.Key, Utf8Comparer.Instance).Select(pair => $"{pair.Key}:{pair.Value}"))}]";

    /// <summary>First argument wins, as the controller merges string maps.</summary>
    public static IReadOnlyDictionary<string, string> Merge(params IReadOnlyDictionary<string, string>[] maps)
    {
        var merged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var map in maps)
        {
            foreach (var (key, value) in map)
            {
                merged.TryAdd(key, value);
            }
        }

        return merged;
    }
}
