using EksIngress.Alb.FrontendNlb;
using EksIngress.Alb.Groups;
using EksIngress.Alb.WebAcls;

namespace EksIngress.Alb.Stacks;

/// <summary>Everything the controller wants to exist for one Ingress group. All of it empty means: nothing should exist.</summary>
internal sealed record IngressStack
{
    public required IngressGroupId Id { get; init; }

    /// <summary>Null when the group has no members left.</summary>
    public LoadBalancerSpec? LoadBalancer { get; init; }

    /// <summary>Null when the user names the security groups.</summary>
    public SecurityGroupSpec? ManagedSecurityGroup { get; init; }

    /// <summary>By port, ascending.</summary>
    public IReadOnlyList<ListenerSpec> Listeners { get; init; } = [];

    /// <summary>By listener port, then priority.</summary>
    public IReadOnlyList<ListenerRuleSpec> Rules { get; init; } = [];

    /// <summary>By resource id.</summary>
    public IReadOnlyList<TargetGroupSpec> TargetGroups { get; init; } = [];

    /// <summary>By resource id: one for every target group.</summary>
    public IReadOnlyList<TargetGroupBindingSpec> TargetGroupBindings { get; init; } = [];

    /// <summary>Web ACLs and Shield protection of the load balancer.</summary>
    public LoadBalancerProtections Protections { get; init; } = LoadBalancerProtections.None;

    /// <summary>Null when the group asks for none.</summary>
    public FrontendNlbSpec? FrontendNlb { get; init; }

    /// <summary>True when the stack uses the security group that all load balancers of the cluster share.</summary>
    public bool UsesBackendSecurityGroup { get; init; }
}
