namespace EksIngress.Emulator.Aws.Policies;

/// <summary>The condition keys of a request. Names are compared without case, as IAM does.</summary>
internal sealed class PolicyContext
{
    private readonly Func<string, IReadOnlyList<string>?>? _global;
    private readonly Dictionary<string, IReadOnlyList<string>>[] _sources;

    /// <param name="sources">Where two have a key, the later one's value counts.</param>
    public PolicyContext(params IEnumerable<KeyValuePair<string, IReadOnlyList<string>>>[] sources)
        : this(global: null, sources)
    {
    }

    /// <param name="global">Finds the keys that every request has; asked last, and only for what a policy wants to know.</param>
    /// <param name="sources">Where two have a key, the later one's value counts.</param>
    public PolicyContext(Func<string, IReadOnlyList<string>?>? global, IEnumerable<KeyValuePair<string, IReadOnlyList<string>>>[] sources)
    {
        _global = global;
        _sources = Array.ConvertAll(sources, IgnoringCase);
    }

    /// <summary>Null when the request does not carry the key.</summary>
    public IReadOnlyList<string>? Find(string key)
    {
        for (var i = _sources.Length - 1; i >= 0; i--)
        {
            if (_sources[i].TryGetValue(key, out var values))
            {
                return values;
            }
        }

        return _global?.Invoke(key);
    }

    private static Dictionary<string, IReadOnlyList<string>> IgnoringCase(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> source)
    {
        if (source is Dictionary<string, IReadOnlyList<string>> ready && Equals(ready.Comparer, StringComparer.OrdinalIgnoreCase))
        {
            return ready;
        }

        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in source)
        {
            values[key] = value;
        }

        return values;
    }
}
