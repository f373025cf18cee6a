namespace EksIngress.Alb.Kubernetes;

/// <summary>What the model needs of an object's metadata.</summary>
internal sealed record ObjectMeta
{
    public string Name { get; init; } = "";

    /// <summary>Empty for cluster-scoped objects.</summary>
    public string Namespace { get; init; } = "";

    public string Uid { get; init; } = "";

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = NoStrings.Map;

    public IReadOnlyDictionary<string, string> Labels { get; init; } = NoStrings.Map;

    public IReadOnlyList<string> Finalizers { get; init; } = [];

    /// <summary>Null while nobody has asked for deletion.</summary>
    public string? DeletionTimestamp { get; init; }
}
