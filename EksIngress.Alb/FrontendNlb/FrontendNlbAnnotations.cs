namespace EksIngress.Alb.FrontendNlb;

/// <summary>Annotation keys of the frontend NLB, without the prefix.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#enable-frontend-nlb</remarks>
internal static class FrontendNlbAnnotations
{
    public const string Enable = "enable-frontend-nlb";
    public const string Scheme = "frontend-nlb-scheme";
    public const string Subnets = "frontend-nlb-subnets";
    public const string SecurityGroups = "frontend-nlb-security-groups";
    public const string ListenerPortMapping = "frontend-nlb-listener-port-mapping";
    public const string EipAllocations = "frontend-nlb-eip-allocations";
    public const string HealthCheckPort = "frontend-nlb-healthcheck-port";
    public const string HealthCheckProtocol = "frontend-nlb-healthcheck-protocol";
    public const string HealthCheckPath = "frontend-nlb-healthcheck-path";
    public const string HealthCheckIntervalSeconds = "frontend-nlb-healthcheck-interval-seconds";
    public const string HealthCheckTimeoutSeconds = "frontend-nlb-healthcheck-timeout-seconds";
    public const string HealthyThresholdCount = "frontend-nlb-healthcheck-healthy-threshold-count";
    public const string UnhealthyThresholdCount = "frontend-nlb-healthcheck-unhealthy-threshold-count";
    public const string SuccessCodes = "frontend-nlb-healthcheck-success-codes";
    public const string Attributes = "frontend-nlb-attributes";
    public const string Tags = "frontend-nlb-tags";
}
