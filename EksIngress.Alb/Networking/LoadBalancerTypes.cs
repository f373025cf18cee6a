namespace EksIngress.Alb.Networking;

/// <summary>Kinds of load balancer that subnets are chosen for.</summary>
public static class LoadBalancerTypes
{
    /// <summary>Needs two availability zones.</summary>
    public const string Application = "application";

    /// <summary>One availability zone will do.</summary>
    public const string Network = "network";
}
