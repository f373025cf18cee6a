using System.Text;

namespace EksIngress.Alb.Kubernetes;

/// <summary>v1 Secret. Its values never become part of any text.</summary>
public sealed record Secret
{
    /// <summary>Name, labels and the like.</summary>
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>Base64 in JSON.</summary>
    public IReadOnlyDictionary<string, byte[]> Data { get; init; } = new Dictionary<string, byte[]>(StringComparer.Ordinal);

    /// <summary>Plain text of a manifest; the API server moves it into the data.</summary>
    public IReadOnlyDictionary<string, string> StringData { get; init; } = NoStrings.Map;

    /// <summary>Namespace and name.</summary>
    public NamespacedName Key => new(Metadata.Namespace, Metadata.Name);

    /// <summary>Null when there is no such key.</summary>
    public string? Find(string key) => StringData.TryGetValue(key, out var text)
        ? text
        : Data.TryGetValue(key, out var bytes) ? Encoding.UTF8.GetString(bytes) : null;

    /// <inheritdoc/>
    public override string ToString() => $"Secret {Key}";
}
