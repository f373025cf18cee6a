namespace EksIngress.Emulator.Kubernetes;

/// <summary>The kinds that the API serves: the built-in ones and those that CustomResourceDefinitions add.</summary>
internal sealed class ResourceCatalog
{
    private readonly Lock _gate = new();
    private volatile IReadOnlyList<ResourceDefinition> _all = BuiltInResources.All;
    private Dictionary<string, IReadOnlyList<ResourceDefinition>> _custom = new(StringComparer.Ordinal);

    /// <summary>An immutable snapshot.</summary>
    public IReadOnlyList<ResourceDefinition> All => _all;

    public ResourceDefinition? Find(string group, string version, string plural) =>
        _all.FirstOrDefault(resource => resource.Plural == plural && resource.Group == group && resource.Version == version);

    public ResourceDefinition? FindKind(string apiVersion, string kind) =>
        _all.FirstOrDefault(resource => resource.Kind == kind && resource.ApiVersion == apiVersion);

    /// <summary>The definition in whose form objects of a storage key are kept.</summary>
    public ResourceDefinition? FindStored(string storageKey) =>
        _all.FirstOrDefault(resource => resource.StorageKey == storageKey && resource.ToStorage is null && !resource.IsVirtual);

    /// <exception cref="InvalidOperationException">No such kind: a fault of the caller.</exception>
    public ResourceDefinition Get(string storageKey) =>
        FindStored(storageKey) ?? throw new InvalidOperationException($"No resource {storageKey}.");

    public void SetCustom(string definition, IReadOnlyList<ResourceDefinition> resources)
    {
        lock (_gate)
        {
            _custom = new(_custom, StringComparer.Ordinal) { [definition] = resources };
            _all = [.. BuiltInResources.All, .. _custom.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value)];
        }
    }

    public void RemoveCustom(string definition) => SetCustom(definition, []);
}
