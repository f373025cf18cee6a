using System.Collections;

namespace EksIngress.Emulator.Tests.Aws.Parameters;

/// <summary>Members of a request that know which of them were asked for by name.</summary>
internal sealed class ReadTracking(IReadOnlyDictionary<string, string> sent) : IReadOnlyDictionary<string, string>
{
    public HashSet<string> Read { get; } = new(StringComparer.Ordinal);

    public IEnumerable<string> Keys => sent.Keys;

    public IEnumerable<string> Values => sent.Values;

    public int Count => sent.Count;

    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, out string value)
    {
        Read.Add(key);
        return sent.TryGetValue(key, out value!);
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => sent.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
