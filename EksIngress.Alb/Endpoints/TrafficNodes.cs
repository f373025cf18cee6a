using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Endpoints;

/// <summary>Which nodes take traffic from load balancers, and which instances they are.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/#nodeselector</remarks>
public static class TrafficNodes
{
    private const string HybridScheme = "eks-hybrid://";

    private static readonly string[] ExcludingLabels =
    [
        "node-role.kubernetes.io/master",
        "node.kubernetes.io/exclude-from-external-load-balancers",
        "alpha.service-controller.kubernetes.io/exclude-balancer",
    ];

    /// <summary>Whether neither the cluster autoscaler nor Karpenter is about to take the node away.</summary>
    public static bool IsSuitable(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return !node.Spec.Taints.Any(IsLeaving);
    }

    /// <summary>Whether labels leave the node to load balancers: no control plane, none that is excluded, none of Fargate; and those a binding asks for.</summary>
    /// <param name="node">The node.</param>
    /// <param name="nodeSelector">Nodes of the TargetGroupBinding; null is every one.</param>
    /// <exception cref="AlbModelException">The selector is malformed.</exception>
    public static bool IsSelected(Node node, LabelSelector? nodeSelector = null)
    {
        ArgumentNullException.ThrowIfNull(node);
        var labels = node.Metadata.Labels;
        return !Array.Exists(ExcludingLabels, labels.ContainsKey) &&
            labels.GetValueOrDefault("eks.amazonaws.com/compute-type") != "fargate" &&
            nodeSelector?.Matches(labels) != false;
    }

    /// <summary>The last part of the provider id, <c>i-…</c>; that of a hybrid node, <c>mi-…</c>, gets the prefix <c>hybrid-</c>.</summary>
    /// <exception cref="AlbModelException">The node has no provider id, or one that is no instance's.</exception>
    public static string GetInstanceId(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var (name, providerId) = (node.Metadata.Name, node.Spec.ProviderId);
        if (providerId.Length == 0)
        {
            throw new AlbModelException($"providerID is not specified for node: {name}");
        }

        var id = providerId[(providerId.LastIndexOf('/') + 1)..];
        if (providerId.StartsWith(HybridScheme, StringComparison.Ordinal))
        {
            return id.StartsWith("mi-", StringComparison.Ordinal)
                ? $"hybrid-{id}"
                : throw new AlbModelException($"providerID {providerId} is invalid for EKS hybrid instances, node: {name}");
        }

        return id.StartsWith("i-", StringComparison.Ordinal)
            ? id
            : throw new AlbModelException($"providerID {providerId} is invalid for EC2 instances, node: {name}");
    }

    // The cluster autoscaler and Karpenter say so before they take a node away.
    private static bool IsLeaving(Node.Taint taint) =>
        taint.Key == "ToBeDeletedByClusterAutoscaler" || taint is { Key: "karpenter.sh/disrupted", Effect: "NoSchedule" };
}
