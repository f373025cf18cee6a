using EksIngress.Alb.Groups;

namespace EksIngress.Alb.Naming;

/// <summary>Tags and labels by which the controller finds what it owns; there is no other record of ownership.</summary>
public static class TrackingTags
{
    /// <summary>Tag with the name of the cluster.</summary>
    public const string Cluster = "elbv2.k8s.aws/cluster";
    /// <summary>Tag with the name of the cluster, as the controller's predecessor wrote it.</summary>
    public const string ClusterLegacy = "ingress.k8s.aws/cluster";
    /// <summary>Tag that tells the shared security group from the others.</summary>
    public const string Resource = "elbv2.k8s.aws/resource";
    /// <summary>Tag with the group; label of objects of an explicit group.</summary>
    public const string IngressStack = "ingress.k8s.aws/stack";
    /// <summary>Tag with the id of the resource in its stack.</summary>
    public const string IngressResource = "ingress.k8s.aws/resource";
    /// <summary>Label with the namespace of an implicit group's Ingress.</summary>
    public const string StackNamespace = "ingress.k8s.aws/stack-namespace";
    /// <summary>Label with the name of an implicit group's Ingress.</summary>
    public const string StackName = "ingress.k8s.aws/stack-name";

    /// <summary>Tags of everything that belongs to a group.</summary>
    public static IReadOnlyDictionary<string, string> Stack(string clusterName, IngressGroupId group) =>
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Cluster] = clusterName,
            [IngressStack] = group.ToString(),
        };

    /// <summary>
    /// Tags by which resources of the controller's predecessor, the ALB Ingress Controller from 1.1.3 on, are found: what it made for the group is
    /// the group's.
    /// </summary>
    public static IReadOnlyDictionary<string, string> StackLegacy(string clusterName, IngressGroupId group) =>
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [ClusterLegacy] = clusterName,
            [IngressStack] = group.ToString(),
        };

    /// <summary>
    /// Keys of tags that the predecessor needs. The controller does not set them, and leaves them on load balancers, target groups and security
    /// groups that have them.
    /// </summary>
    public static IReadOnlyList<string> LegacyKeys(string clusterName) =>
    [
        $"kubernetes.io/cluster/{clusterName}", "kubernetes.io/cluster-name", "kubernetes.io/namespace", "kubernetes.io/ingress-name",
        "kubernetes.io/service-name", "kubernetes.io/service-port", ClusterLegacy,
    ];

    /// <summary>Tracking tags win over the user's own.</summary>
    public static IReadOnlyDictionary<string, string> OfResource(
        string clusterName, IngressGroupId group, string resourceId, IReadOnlyDictionary<string, string> additional) =>
        GoText.Merge(
            Stack(clusterName, group),
            new Dictionary<string, string>(StringComparer.Ordinal) { [IngressResource] = resourceId },
            additional);

    /// <summary>Tags of the security group that all managed load balancers of a cluster share: they win over <c>--default-tags</c>.</summary>
    public static IReadOnlyDictionary<string, string> OfBackendSecurityGroup(string clusterName, IReadOnlyDictionary<string, string> defaultTags) =>
        GoText.Merge(
            new Dictionary<string, string>(StringComparer.Ordinal) { [Cluster] = clusterName, [Resource] = "backend-sg" },
            defaultTags);

    /// <summary>Labels of Kubernetes objects made for the group.</summary>
    public static IReadOnlyDictionary<string, string> Labels(IngressGroupId group) => group.IsExplicit
        ? new SortedDictionary<string, string>(StringComparer.Ordinal) { [IngressStack] = group.Name }
        : new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [StackNamespace] = group.Namespace,
            [StackName] = group.Name,
        };
}
