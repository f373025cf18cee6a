using System.Collections.Frozen;

namespace EksIngress.Alb.Lint;

/// <summary>API versions that clusters serve for the kinds that rules look at.</summary>
internal static class ServedVersions
{
    public static IReadOnlyDictionary<string, string> ByKind { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Ingress"] = "networking.k8s.io/v1",
        ["IngressClass"] = "networking.k8s.io/v1",
        ["IngressClassParams"] = "elbv2.k8s.aws/v1beta1",
        ["TargetGroupBinding"] = "elbv2.k8s.aws/v1beta1",
        ["Service"] = "v1",
        ["ServiceAccount"] = "v1",
        ["Namespace"] = "v1",
        ["Secret"] = "v1",
        ["Pod"] = "v1",
        ["Node"] = "v1",
        ["EndpointSlice"] = "discovery.k8s.io/v1",
        ["DaemonSet"] = "apps/v1",
        ["Deployment"] = "apps/v1",
        ["ReplicaSet"] = "apps/v1",
        ["StatefulSet"] = "apps/v1",
        ["MutatingWebhookConfiguration"] = "admissionregistration.k8s.io/v1",
        ["ValidatingWebhookConfiguration"] = "admissionregistration.k8s.io/v1",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Another vendor's kind of the same name, as a Service of Knative.</summary>
    public static bool IsForeign(string apiVersion, string kind) =>
        ByKind.TryGetValue(kind, out var served) &&
        Group(apiVersion) is { Length: > 0 } group && group != Group(served) && group != "extensions";

    private static string Group(string apiVersion) =>
        apiVersion.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? apiVersion[..slash] : "";
}
