namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Quotas, at AWS's defaults.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html</remarks>
internal static class ElbLimits
{
    public const int LoadBalancers = 50;
    public const int Listeners = 50;
    public const int Rules = 100;
    public const int TargetGroups = 3000;
    public const int TargetGroupsPerAction = 5;
    public const int TargetGroupsPerLoadBalancer = 100;
    public const int Targets = 1000;
    public const int ConditionValues = 5;
    public const int ConditionWildcards = 5;
    public const int SecurityGroups = 5;

    /// <summary>Of a load balancer, default certificates not counted.</summary>
    public const int Certificates = 25;

    public const int TrustStores = 20;
}
