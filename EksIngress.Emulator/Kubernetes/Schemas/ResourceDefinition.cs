using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>One kind that the API serves, in one version.</summary>
internal sealed record ResourceDefinition
{
    /// <summary>Empty for the core group.</summary>
    public required string Group { get; init; }

    public required string Version { get; init; }

    /// <summary>Name in paths, for example <c>deployments</c>.</summary>
    public required string Plural { get; init; }

    public required string Kind { get; init; }

    public required bool Namespaced { get; init; }

    public required Schema Schema { get; init; }

    public string Singular { get; init; } = "";

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public bool HasStatus { get; init; }

    /// <summary>True when <c>spec</c> carries replicas that the scale subresource reads and writes.</summary>
    public bool HasScale { get; init; }

    /// <summary>True for kinds whose deletion is answered with the object; that of others is answered with a Status.</summary>
    /// <remarks>Source: the responses of the delete operations in https://github.com/kubernetes/kubernetes/blob/master/api/openapi-spec/swagger.json</remarks>
    public bool ReturnsDeleted { get; init; }

    public IReadOnlyList<string> SelectableFields { get; init; } = [];

    /// <summary>Columns of <c>kubectl get</c>; null uses the custom resource's own or name and age.</summary>
    public IReadOnlyList<TableColumn>? Columns { get; init; }

    /// <summary>True for what a CustomResourceDefinition defines.</summary>
    public bool IsCustom { get; init; }

    /// <summary>Resources that are asked and not kept, as TokenReview: they can be created, nothing else.</summary>
    public bool IsVirtual { get; init; }

    /// <summary>What does not happen, for kinds that are kept and have no controller; writers are warned. Null for all others.</summary>
    public string? StoredOnly { get; init; }

    /// <summary>Changes an object of this version to the stored one and back; null when they are alike.</summary>
    public Func<JsonObject, JsonObject>? ToStorage { get; init; }

    public Func<JsonObject, JsonObject>? FromStorage { get; init; }

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>Name as messages have it, for example <c>deployments.apps</c>.</summary>
    public string QualifiedName => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>Where objects are kept: the same for every version, and for groups that share a kind.</summary>
    public string StorageKey => StorageOverride ?? QualifiedName;

    public string? StorageOverride { get; init; }
}
