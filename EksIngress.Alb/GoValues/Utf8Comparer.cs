namespace EksIngress.Alb.GoValues;

/// <summary>Orders texts by their UTF-8 bytes, which is the order of their code points.</summary>
internal sealed class Utf8Comparer : IComparer<string>
{
    private Utf8Comparer() { }

    public static Utf8Comparer Instance { get; } = new();

    // UTF-16 puts surrogates, that is the code points above U+FFFF, before U+E000 to U+FFFF.
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return StringComparer.Ordinal.Compare(x, y);
        }

        var common = x.AsSpan().CommonPrefixLength(y);
        if (common == x.Length || common == y.Length)
        {
            return x.Length.CompareTo(y.Length);
        }

        var (left, right) = (x[common], y[common]);
        return char.IsSurrogate(left) == char.IsSurrogate(right) ? left.CompareTo(right) : char.IsSurrogate(left) ? 1 : -1;
    }
}
