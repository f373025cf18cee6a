namespace EksIngress.Model.Environments;

/// <summary>The AWS Load Balancer Controller as the environment installs it.</summary>
public sealed record LoadBalancerControllerSpec
{
    /// <summary>Image tag. Default: <c>v3.5.0</c>.</summary>
    public string Version { get; init; } = "v3.5.0";

    /// <summary>Number of controller pods, 1 to 10; one leads, the others stand by. Default: 2.</summary>
    public int Replicas { get; init; } = 2;
}
