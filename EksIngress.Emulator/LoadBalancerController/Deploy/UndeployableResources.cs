using EksIngress.Alb;
using EksIngress.Alb.Rules;
using EksIngress.Alb.Stacks;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>What a stack may hold and the emulated account cannot make. Leaving one out would be another load balancer than was asked for.</summary>
internal static class UndeployableResources
{
    /// <exception cref="AlbModelException">The stack holds one.</exception>
    public static void Refuse(IngressStack stack)
    {
        var found = Find(stack);
        if (found is not null)
        {
            throw new AlbModelException($"{found} is not emulated; remove the annotation or the field of IngressClassParams to continue");
        }
    }

    private static string? Find(IngressStack stack) => stack switch
    {
        { FrontendNlb: not null } => "a frontend NLB (enable-frontend-nlb)",
        { Protections.WebAclArn.Length: > 0 } => "AWS WAF (wafv2-acl-arn, wafv2-acl-name)",
        { Protections.RegionalWebAclId.Length: > 0 } => "AWS WAF Classic (waf-acl-id, web-acl-id)",
        { Protections.ShieldEnabled: true } => "AWS Shield Advanced (shield-advanced-protection)",
        { LoadBalancer.CustomerOwnedIpv4Pool: not null } => "a customer-owned address pool (customer-owned-ipv4-pool)",
        { LoadBalancer.MinimumCapacityUnits: > 0 } => "reserved capacity (minimum-load-balancer-capacity)",
        { LoadBalancer.Ipv4IpamPool: not null } => "an IPAM pool (ipam-ipv4-pool-id)",
        { Certificates.Count: > 0 } => "a certificate that the controller requests (create-acm-cert)",
        _ when stack.Listeners.Any(listener => listener.MutualAuthentication is not (null or { Mode: "off" })) =>
            "mutual authentication (mutual-authentication)",
        _ when stack.Listeners.SelectMany(listener => listener.DefaultActions).Concat(stack.Rules.SelectMany(rule => rule.Actions)).Any(
            action => action is not (ListenerAction.Forward or ListenerAction.Redirect or ListenerAction.FixedResponse)) =>
            "authentication at the load balancer (auth-type, jwt-validation)",
        _ when stack.Rules.Any(rule => rule.Transforms.Count != 0) => "a transform of requests (transforms)",
        _ when stack.TargetGroups.Any(group => group.TargetControlPort is not null) => "target control (target-control-port)",
        _ when stack.TargetGroupBindings.Any(binding => binding.MultiClusterTargetGroup) =>
            "a target group of several clusters (multi-cluster-target-group)",
        _ => null,
    };
}
