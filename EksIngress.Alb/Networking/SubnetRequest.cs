namespace EksIngress.Alb.Networking;

/// <summary>What subnets are wanted for.</summary>
/// <param name="Scheme"><c>internal</c> or <c>internet-facing</c>.</param>
/// <param name="IpAddressType"><c>ipv4</c>, <c>dualstack</c> or <c>dualstack-without-public-ipv4</c>.</param>
/// <param name="LoadBalancerType">One of <see cref="LoadBalancerTypes"/>.</param>
public sealed record SubnetRequest(
    string Scheme, string IpAddressType = IpAddressTypes.Ipv4, string LoadBalancerType = LoadBalancerTypes.Application);
