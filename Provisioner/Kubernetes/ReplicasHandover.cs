using System.Text.Json.Nodes;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Provisioner.Kubernetes;

/// <summary>
/// What keeps the pods of a Deployment whose replicas become an autoscaler's. Server-side apply takes a field away that its only owner no longer
/// applies, and the API's default would be one pod. So another owner shares the number first, and keeps it until the autoscaler writes its own.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#transferring-ownership</remarks>
internal static class ReplicasHandover
{
    /// <summary>Owner of the number until the autoscaler takes it.</summary>
    public const string FieldManager = "handover-to-hpa";

    /// <summary>The object that the other owner applies: nothing but the number that is live. Null when there is nothing to hand over.</summary>
    /// <param name="wanted">The manifest.</param>
    /// <param name="live">The object as it is; null when there is none.</param>
    public static JsonObject? Find(JsonObject wanted, JsonObject? live) =>
        live is not null
            && ObjectId.Of(wanted) is { Kind: "Deployment" or "StatefulSet", Group: "apps" } id
            && wanted["spec"]?["replicas"] is null
            && live["spec"]?["replicas"] is JsonValue replicas
            && ManagedFields.OwnsOfSpec(live, "replicas")
                ? Node.Object(
                    ("apiVersion", id.ApiVersion),
                    ("kind", id.Kind),
                    ("metadata", Node.Object(("name", id.Name), ("namespace", id.Namespace))),
                    ("spec", Node.Object(("replicas", replicas.DeepClone()))))
                : null;
}
