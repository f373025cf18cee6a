using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb;

/// <summary>The controller's flags that change what it builds; defaults are the controller's own.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/configurations/</remarks>
internal sealed record ControllerConfiguration
{
    public required string ClusterName { get; init; }

    public required string VpcId { get; init; }

    /// <summary>Value of <c>kubernetes.io/ingress.class</c> that is ours; empty claims Ingresses without any class.</summary>
    public string IngressClass { get; init; } = "alb";

    public IReadOnlyDictionary<string, string> DefaultTags { get; init; } = NoStrings.Map;

    public IReadOnlyCollection<string> ExternalManagedTags { get; init; } = [];

    public string DefaultSslPolicy { get; init; } = "ELBSecurityPolicy-2016-08";

    public string DefaultTargetType { get; init; } = "instance";

    public string DefaultLoadBalancerScheme { get; init; } = "internal";

    public bool EnableBackendSecurityGroup { get; init; } = true;

    public bool EnableManageBackendSecurityGroupRules { get; init; }

    public bool DisableRestrictedSecurityGroupRules { get; init; }

    public bool TolerateNonExistentBackendService { get; init; } = true;

    public bool TolerateNonExistentBackendAction { get; init; } = true;

    /// <summary>Feature gate ALBSingleSubnet.</summary>
    public bool AlbSingleSubnet { get; init; }

    /// <summary>Feature gate SubnetsClusterTagCheck.</summary>
    public bool SubnetsClusterTagCheck { get; init; } = true;

    /// <summary>Feature gate SubnetDiscoveryByReachability.</summary>
    public bool SubnetDiscoveryByReachability { get; init; } = true;

    /// <summary>Feature gate EnableDefaultTagsLowPriority.</summary>
    public bool DefaultTagsLowPriority { get; init; }
}
