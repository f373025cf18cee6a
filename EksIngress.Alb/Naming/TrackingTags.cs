using EksIngress.Alb.Groups;

namespace EksIngress.Alb.Naming;

/// <summary>Tags and labels by which the controller finds what it owns; there is no other record of ownership.</summary>
public static class TrackingTags
{
    /// <summary>Tag with the name of the cluster.</summary>
    public const string Cluster = "elbv2.k8s.aws/cluster";
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

    /// <summary>Tracking tags win over the user's own.</summary>
    public static IReadOnlyDictionary<string, string> OfResource(
        string clusterName, IngressGroupId group, string resourceId, IReadOnlyDictionary<string, string> additional) =>
        GoText.Merge(
            Stack(clusterName, group),
            new Dictionary<string, string>(StringComparer.Ordinal) { [IngressResource] = resourceId },
            additional);

    /// <summary>Labels of Kubernetes objects made for the group.</summary>
    public static IReadOnlyDictionary<string, string> Labels(IngressGroupId group) => group.IsExplicit
        ? new SortedDictionary<string, string>(StringComparer.Ordinal) { [IngressStack] = group.Name }
        : new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [StackNamespace] = group.Namespace,
            [StackName] = group.Name,
        };
}
