namespace EksIngress.Alb.WebAcls;

/// <summary>What guards the load balancer of a group. Null leaves whatever is there alone.</summary>
/// <param name="WebAclArn">WAFv2 web ACL; empty removes the association.</param>
/// <param name="RegionalWebAclId">Web ACL of WAF Classic; empty removes the association.</param>
/// <param name="ShieldEnabled">Whether Shield Advanced protects it.</param>
public sealed record LoadBalancerProtections(string? WebAclArn, string? RegionalWebAclId, bool? ShieldEnabled)
{
    /// <summary>Leaves everything alone.</summary>
    public static LoadBalancerProtections None { get; } = new(null, null, null);
}
