namespace EksIngress.Emulator.LoadBalancer.Stickiness;

/// <summary>What a cookie of the load balancer binds a client to. A value made for one use is no value for another.</summary>
internal enum StickinessKind : byte
{
    /// <summary><c>AWSALB</c>: a target, by the load balancer's own cookie.</summary>
    Target = 1,

    /// <summary><c>AWSALBAPP-N</c>: a target, as long as the application's cookie is there.</summary>
    Application = 2,

    /// <summary><c>AWSALBTG</c>: a target group of a forward action.</summary>
    TargetGroup = 3,
}
