namespace EksIngress.Model.Kubernetes;

/// <summary>In which order objects are applied: what others refer to comes first, what can refuse others comes last.</summary>
internal static class KindOrder
{
    private static readonly string[] First =
    [
        "Namespace", "CustomResourceDefinition", "StorageClass", "PriorityClass", "ServiceAccount", "Role", "ClusterRole",
        "RoleBinding", "ClusterRoleBinding", "ConfigMap", "Secret", "Service", "PersistentVolume", "PersistentVolumeClaim",
        "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "PodDisruptionBudget", "HorizontalPodAutoscaler",
    ];

    private static readonly string[] Last =
        ["IngressClassParams", "IngressClass", "Ingress", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];

    private static readonly HashSet<string> ClusterScoped = new(StringComparer.Ordinal)
    {
        "Namespace", "CustomResourceDefinition", "StorageClass", "PriorityClass", "ClusterRole", "ClusterRoleBinding",
        "PersistentVolume", "IngressClassParams", "IngressClass", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration",
    };

    public static int Of(string kind)
    {
        var first = Array.IndexOf(First, kind);
        return first >= 0 ? first : First.Length + 1 + Array.IndexOf(Last, kind);
    }

    /// <summary>True for kinds that live in no namespace. Kinds that are not known here are taken to live in one.</summary>
    public static bool IsClusterScoped(string kind) => ClusterScoped.Contains(kind);
}
