namespace EksIngress.Alb.Networking;

/// <summary>A load balancer that exists.</summary>
/// <param name="Scheme"><c>internal</c> or <c>internet-facing</c>.</param>
/// <param name="SubnetIds">One for every availability zone, as AWS lists them.</param>
public sealed record LoadBalancerFact(string Scheme, IReadOnlyList<string> SubnetIds);
