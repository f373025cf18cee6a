namespace EksIngress.Alb.Annotations;

/// <summary>Annotation keys under <c>alb.ingress.kubernetes.io/</c>, without the prefix, and the legacy class annotation.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/</remarks>
internal static class IngressAnnotations
{
    public const string Prefix = "alb.ingress.kubernetes.io";
    public const string LegacyClass = "kubernetes.io/ingress.class";
    public const string DefaultClass = "ingressclass.kubernetes.io/is-default-class";

    public const string GroupName = "group.name";
    public const string GroupOrder = "group.order";
    public const string Scheme = "scheme";
    public const string TargetType = "target-type";
    public const string ListenPorts = "listen-ports";
    public const string CertificateArn = "certificate-arn";
    public const string SslRedirect = "ssl-redirect";
    public const string SslPolicy = "ssl-policy";
    public const string Subnets = "subnets";
    public const string SecurityGroups = "security-groups";
    public const string ManageBackendSecurityGroupRules = "manage-backend-security-group-rules";
    public const string InboundCidrs = "inbound-cidrs";
    public const string SecurityGroupPrefixLists = "security-group-prefix-lists";
    public const string LoadBalancerName = "load-balancer-name";
    public const string LoadBalancerAttributes = "load-balancer-attributes";
    public const string CustomerOwnedIpv4Pool = "customer-owned-ipv4-pool";
    public const string MinimumLoadBalancerCapacity = "minimum-load-balancer-capacity";
    public const string IpamIpv4PoolId = "ipam-ipv4-pool-id";
    public const string Wafv2AclArn = "wafv2-acl-arn";
    public const string Wafv2AclName = "wafv2-acl-name";
    public const string WafAclId = "waf-acl-id";
    public const string WebAclId = "web-acl-id";
    public const string ShieldAdvancedProtection = "shield-advanced-protection";
    public const string ListenerAttributes = "listener-attributes";
    public const string Tags = "tags";
    public const string IpAddressType = "ip-address-type";
    public const string BackendProtocol = "backend-protocol";
    public const string BackendProtocolVersion = "backend-protocol-version";
    public const string TargetGroupAttributes = "target-group-attributes";
    public const string TargetNodeLabels = "target-node-labels";
    public const string HealthCheckPath = "healthcheck-path";
    public const string HealthCheckPort = "healthcheck-port";
    public const string HealthCheckProtocol = "healthcheck-protocol";
    public const string HealthCheckIntervalSeconds = "healthcheck-interval-seconds";
    public const string HealthCheckTimeoutSeconds = "healthcheck-timeout-seconds";
    public const string HealthyThresholdCount = "healthy-threshold-count";
    public const string UnhealthyThresholdCount = "unhealthy-threshold-count";
    public const string SuccessCodes = "success-codes";
    public const string Actions = "actions";
    public const string Conditions = "conditions";
    public const string Transforms = "transforms";
    public const string UseRegexPathMatch = "use-regex-path-match";
    public const string JwtValidation = "jwt-validation";
    public const string AuthType = "auth-type";
    public const string AuthIdpCognito = "auth-idp-cognito";
    public const string AuthIdpOidc = "auth-idp-oidc";
    public const string AuthOnUnauthenticatedRequest = "auth-on-unauthenticated-request";
    public const string AuthScope = "auth-scope";
    public const string AuthSessionCookie = "auth-session-cookie";
    public const string AuthSessionTimeout = "auth-session-timeout";
    public const string MutualAuthentication = "mutual-authentication";
    public const string MultiClusterTargetGroup = "multi-cluster-target-group";
    public const string TargetControlPort = "target-control-port";
    public const string CreateCertificate = "create-acm-cert";
    public const string CertificateAuthorityArn = "acm-pca-arn";

    public static string Key(string suffix) => $"{Prefix}/{suffix}";
}
