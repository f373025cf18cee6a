using System.Text.Json.Nodes;

namespace EksIngress.Provisioner.Kubernetes;

/// <summary>Who owns what of a live object, as the API server keeps it.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management</remarks>
internal static class ManagedFields
{
    /// <summary>True if this program applied the object, whatever others did to it since. A copy of it that someone made is not.</summary>
    public static bool IsApplied(JsonObject live) => Find(live) is not null;

    /// <summary>True if a label or an annotation is ours. Who applied an object and owns nothing of it any more may still be listed.</summary>
    public static bool OwnsOfMetadata(JsonObject live) => Find(live)?["fieldsV1"]?["f:metadata"] is JsonObject { Count: > 0 };

    /// <summary>True if a field below <c>spec</c> is ours.</summary>
    public static bool OwnsOfSpec(JsonObject live, string field) => Find(live)?["fieldsV1"]?["f:spec"]?["f:" + field] is not null;

    private static JsonObject? Find(JsonObject live) => (live["metadata"]?["managedFields"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(entry =>
        entry["manager"]?.GetValue<string>() == ClusterApi.FieldManager && entry["operation"]?.GetValue<string>() == "Apply" && entry["subresource"] is null);
}
