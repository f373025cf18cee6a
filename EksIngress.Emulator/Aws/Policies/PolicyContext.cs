namespace EksIngress.Emulator.Aws.Policies;

/// <summary>The condition keys of a request. Names are compared without case, as IAM does.</summary>
internal sealed class PolicyContext
{
    private readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    public PolicyContext(params IEnumerable<KeyValuePair<string, IReadOnlyList<string>>>[] sources)
    {
        foreach (var (key, values) in sources.SelectMany(source => source))
        {
            _values[key] = values;
        }
    }

    /// <summary>Null when the request does not carry the key.</summary>
    public IReadOnlyList<string>? Find(string key) => _values.GetValueOrDefault(key);
}
