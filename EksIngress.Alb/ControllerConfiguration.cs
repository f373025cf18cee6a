using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb;

/// <summary>The controller's flags that change what it builds; defaults are the controller's own.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/configurations/</remarks>
public sealed record ControllerConfiguration
{
    /// <summary>Flag <c>--cluster-name</c>.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Flag <c>--aws-vpc-id</c>: VPC of the cluster.</summary>
    public required string VpcId { get; init; }

    /// <summary>Flag <c>--watch-namespace</c>: objects of other namespaces are not seen; empty sees all.</summary>
    public string WatchNamespace { get; init; } = "";

    /// <summary>Value of <c>kubernetes.io/ingress.class</c> that is ours; empty claims Ingresses without any class.</summary>
    public string IngressClass { get; init; } = "alb";

    /// <summary>Flag <c>--default-tags</c>.</summary>
    public IReadOnlyDictionary<string, string> DefaultTags { get; init; } = NoStrings.Map;

    /// <summary>Flag <c>--external-managed-tags</c>: keys that users may not set.</summary>
    public IReadOnlyCollection<string> ExternalManagedTags { get; init; } = [];

    /// <summary>Flag <c>--default-ssl-policy</c>.</summary>
    public string DefaultSslPolicy { get; init; } = "ELBSecurityPolicy-2016-08";

    /// <summary>Flag <c>--default-target-type</c>.</summary>
    public string DefaultTargetType { get; init; } = "instance";

    /// <summary>Flag <c>--default-load-balancer-scheme</c>.</summary>
    public string DefaultLoadBalancerScheme { get; init; } = "internal";

    /// <summary>Flag <c>--load-balancer-class</c>: what Services of type LoadBalancer without a class get.</summary>
    public string LoadBalancerClass { get; init; } = "service.k8s.aws/nlb";

    /// <summary>Flag <c>--disable-ingress-class-annotation</c>: no new use of the legacy class annotation.</summary>
    public bool DisableIngressClassAnnotation { get; init; }

    /// <summary>Flag <c>--disable-ingress-group-name-annotation</c>: no new use of <c>group.name</c>.</summary>
    public bool DisableIngressGroupNameAnnotation { get; init; }

    /// <summary>Flag <c>--enable-backend-security-group</c>.</summary>
    public bool EnableBackendSecurityGroup { get; init; } = true;

    /// <summary>Flag <c>--backend-security-group</c>: id of the group that load balancers share; empty has the controller make one.</summary>
    public string BackendSecurityGroup { get; init; } = "";

    /// <summary>Flag <c>--enable-manage-backend-security-group-rules</c>.</summary>
    public bool EnableManageBackendSecurityGroupRules { get; init; }

    /// <summary>Flag <c>--disable-restricted-sg-rules</c>.</summary>
    public bool DisableRestrictedSecurityGroupRules { get; init; }

    /// <summary>Flag <c>--enable-endpoint-slices</c>; without it Endpoints objects are read.</summary>
    public bool EnableEndpointSlices { get; init; } = true;

    /// <summary>Flag <c>--enable-pod-readiness-gate-inject</c>.</summary>
    public bool EnablePodReadinessGateInject { get; init; } = true;

    /// <summary>Flag <c>--quic-environment-variable-name</c>: variable of a container with its QUIC server id.</summary>
    public string QuicEnvironmentVariableName { get; init; } = "AWS_LBC_QUIC_SERVER_ID";

    /// <summary>Flag <c>--service-target-eni-security-group-tags</c>: tags beside the cluster's that tell the security group for targets.</summary>
    public IReadOnlyDictionary<string, string> ServiceTargetEniSecurityGroupTags { get; init; } = NoStrings.Map;

    /// <summary>Flag <c>--max-targets-per-target-group</c>; 0 is no limit.</summary>
    public int MaxTargetsPerTargetGroup { get; init; }

    /// <summary>Flag <c>--tolerate-non-existent-backend-service</c>.</summary>
    public bool TolerateNonExistentBackendService { get; init; } = true;

    /// <summary>Flag <c>--tolerate-non-existent-backend-action</c>.</summary>
    public bool TolerateNonExistentBackendAction { get; init; } = true;

    /// <summary>CAs whose certificates discovery may take; empty is all.</summary>
    public IReadOnlyList<string> AllowedCertificateAuthorityArns { get; init; } = [];

    /// <summary>Private CA of certificates that the controller requests; empty has Amazon issue them.</summary>
    public string DefaultCertificateAuthorityArn { get; init; } = "";

    /// <summary>Label, as <c>key=value</c>, that Secrets must have to be read; empty is none.</summary>
    public string RequiredSecretsLabel { get; init; } = "";

    /// <summary>Feature gate EnableIPTargetType.</summary>
    public bool EnableIpTargetType { get; init; } = true;

    /// <summary>Feature gate EnableCertificateManagement.</summary>
    public bool EnableCertificateManagement { get; init; }

    /// <summary>
    /// Whether a missing object is told in the words of a running controller, which reads through a cache that names the kind
    /// (<c>Service "x" not found</c>), or in the API server's (<c>services "x" not found</c>); the latter by default.
    /// </summary>
    public bool ReadsThroughCache { get; init; }

    /// <summary>Feature gate ALBSingleSubnet.</summary>
    public bool AlbSingleSubnet { get; init; }

    /// <summary>Feature gate SubnetsClusterTagCheck.</summary>
    public bool SubnetsClusterTagCheck { get; init; } = true;

    /// <summary>Feature gate SubnetDiscoveryByReachability.</summary>
    public bool SubnetDiscoveryByReachability { get; init; } = true;

    /// <summary>Feature gate EnableDefaultTagsLowPriority.</summary>
    public bool DefaultTagsLowPriority { get; init; }

    /// <summary>Feature gate LBCapacityReservation.</summary>
    public bool LoadBalancerCapacityReservation { get; init; } = true;

    /// <summary>Feature gate EndpointsFailOpen.</summary>
    public bool EndpointsFailOpen { get; init; } = true;

    /// <summary>Feature gate ListenerRulesTagging: listeners and rules carry tags.</summary>
    public bool ListenerRulesTagging { get; init; } = true;

    /// <summary>Feature gate WeightedTargetGroups: forward actions name their target groups with weights.</summary>
    public bool WeightedTargetGroups { get; init; } = true;

    /// <summary>Feature gate EnhancedDefaultBehavior: when the annotation for mutual authentication goes, so does what it did.</summary>
    public bool EnhancedDefaultBehavior { get; init; }

    /// <summary>Feature gate IngressPlanAnnotation: the stack's JSON is written into an annotation of the group's first Ingress.</summary>
    public bool IngressPlanAnnotation { get; init; }

    /// <summary>Flag <c>--enable-waf</c>: web ACLs of WAF Classic are associated. A stack holds them all the same.</summary>
    public bool EnableWaf { get; init; } = true;

    /// <summary>Flag <c>--enable-wafv2</c>: web ACLs of WAFv2 are associated. A stack holds them all the same.</summary>
    public bool EnableWafV2 { get; init; } = true;

    /// <summary>Flag <c>--enable-shield</c>: protections of Shield Advanced are made and removed. A stack holds them all the same.</summary>
    public bool EnableShield { get; init; } = true;

    /// <summary>Checks values and how they go together, as the controller does before it starts.</summary>
    /// <exception cref="AlbModelException">The first of the faults, in the controller's order and words.</exception>
    public void Validate() => ConfigurationChecks.Run(this);
}
