namespace EksIngress.Alb.Lint;

/// <summary>Pages that rules cite.</summary>
internal static class Docs
{
    public const string ApiIngress = "https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/";
    public const string KubernetesIngress = "https://kubernetes.io/docs/concepts/services-networking/ingress/";
    public const string KubernetesService = "https://kubernetes.io/docs/concepts/services-networking/service/";
    public const string Limits = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html";
    public const string Rules = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html";
    public const string ConditionTypes = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html";
    public const string ActionTypes = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html";
    public const string RedirectApi = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html";
    public const string FixedResponseApi = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_FixedResponseActionConfig.html";
    public const string HealthChecks = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html";
    public const string TargetGroups = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html";
    public const string TargetGroupAttributeApi = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html";
    public const string LoadBalancerAttributeApi = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html";
    public const string ListenerAttributeApi = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html";
    public const string CreateLoadBalancer = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html";
    public const string HttpsListener = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html";
    public const string SslPolicies = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html";
    public const string Authentication = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html";
    public const string Tags = "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html";
    public const string Ec2SecurityGroupRules = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";
    public const string ImdsHopLimit = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html";

    private const string Lbc = "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/";

    public const string AnnotationsPage = Lbc + "guide/ingress/annotations/";
    public const string IngressClass = Lbc + "guide/ingress/ingress_class/";
    public const string IngressSpec = Lbc + "guide/ingress/spec/";
    public const string CertificateDiscovery = Lbc + "guide/ingress/cert_discovery/";
    public const string SubnetDiscovery = Lbc + "deploy/subnet_discovery/";
    public const string SecurityGroups = Lbc + "deploy/security_groups/";
    public const string ReadinessGate = Lbc + "deploy/pod_readiness_gate/";
    public const string Configurations = Lbc + "deploy/configurations/";
    public const string Installation = Lbc + "deploy/installation/";
    public const string TargetGroupBinding = Lbc + "guide/targetgroupbinding/targetgroupbinding/";
    public const string CertificateManagement = Lbc + "guide/ingress/certificate_management/";

    /// <summary>The part of the annotations page about one annotation.</summary>
    public static string Annotation(string suffix) => $"{AnnotationsPage}#{suffix}";

    public static string Issue(int number) => $"https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/{number}";
}
