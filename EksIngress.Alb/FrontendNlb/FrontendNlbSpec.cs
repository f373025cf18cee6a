using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.FrontendNlb;

/// <summary>A network load balancer in front of a group's ALB, for fixed addresses.</summary>
/// <param name="Listeners">By port, ascending.</param>
public sealed record FrontendNlbSpec(LoadBalancerSpec LoadBalancer, IReadOnlyList<FrontendNlbListenerSpec> Listeners);
