using System.Diagnostics.CodeAnalysis;
using EksIngress.Alb.FrontendNlb;
using EksIngress.Alb.Groups;
using EksIngress.Alb.WebAcls;

namespace EksIngress.Alb.Stacks;

/// <summary>Everything the controller wants to exist for one Ingress group. All of it empty means: nothing should exist.</summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "The controller calls it a stack.")]
public sealed record IngressStack
{
    /// <summary>The group.</summary>
    public required IngressGroupId Id { get; init; }

    /// <summary>Null when the group has no members left.</summary>
    public LoadBalancerSpec? LoadBalancer { get; init; }

    /// <summary>Null when the user names the security groups.</summary>
    public SecurityGroupSpec? ManagedSecurityGroup { get; init; }

    /// <summary>Certificates to request, in the order of the members.</summary>
    public IReadOnlyList<CertificateSpec> Certificates { get; init; } = [];

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

    /// <summary>Secrets that went into the stack, in the order of use; a change of one changes the stack.</summary>
    public IReadOnlyList<Kubernetes.NamespacedName> SecretKeys { get; init; } = [];

    /// <summary>True when the stack uses the security group that all load balancers of the cluster share.</summary>
    public bool UsesBackendSecurityGroup { get; init; }
}
