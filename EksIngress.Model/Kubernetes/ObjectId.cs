using System.Text.Json.Nodes;

namespace EksIngress.Model.Kubernetes;

/// <summary>What tells one Kubernetes object from another.</summary>
/// <param name="ApiVersion">Group and version, for example <c>apps/v1</c>; <c>v1</c> for the core group.</param>
/// <param name="Kind">For example <c>Deployment</c>.</param>
/// <param name="Namespace">Null for objects of the cluster, and for those of the default namespace that do not say so.</param>
/// <param name="Name">Name within kind and namespace.</param>
internal sealed record ObjectId(string ApiVersion, string Kind, string? Namespace, string Name)
{
    /// <summary>API group; empty for the core group.</summary>
    public string Group => ApiVersion.Contains('/', StringComparison.Ordinal) ? ApiVersion[..ApiVersion.IndexOf('/', StringComparison.Ordinal)] : "";

    public static ObjectId Of(JsonObject item) => new(
        item["apiVersion"]!.GetValue<string>(),
        item["kind"]!.GetValue<string>(),
        item["metadata"]!["namespace"]?.GetValue<string>(),
        item["metadata"]!["name"]!.GetValue<string>());

    public override string ToString() => Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}
