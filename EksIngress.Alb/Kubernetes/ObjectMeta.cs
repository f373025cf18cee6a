namespace EksIngress.Alb.Kubernetes;

/// <summary>What the model needs of an object's metadata.</summary>
public sealed record ObjectMeta
{
    /// <summary>Name of the object.</summary>
    public string Name { get; init; } = "";

    /// <summary>Empty for cluster-scoped objects.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Unique among all objects that ever were; empty in a manifest.</summary>
    public string Uid { get; init; } = "";

    /// <summary>RFC 3339, to the second; null in a manifest.</summary>
    public string? CreationTimestamp { get; init; }

    /// <summary>Annotations by key.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = NoStrings.Map;

    /// <summary>Labels by key.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = NoStrings.Map;

    /// <summary>Who must let go of the object before it can disappear.</summary>
    public IReadOnlyList<string> Finalizers { get; init; } = [];

    /// <summary>Null while nobody has asked for deletion.</summary>
    public string? DeletionTimestamp { get; init; }
}
