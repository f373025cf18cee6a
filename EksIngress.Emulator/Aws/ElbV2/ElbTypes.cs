namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Types of load balancers, as the API names them.</summary>
internal static class ElbTypes
{
    public const string Application = "application";
    public const string Network = "network";

    /// <summary>Whether it is a Network Load Balancer, or a listener of one: their ARNs say so.</summary>
    public static bool IsNetwork(string arn) =>
        arn.Contains(":loadbalancer/net/", StringComparison.Ordinal) || arn.Contains(":listener/net/", StringComparison.Ordinal);
}
