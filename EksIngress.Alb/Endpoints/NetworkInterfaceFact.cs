namespace EksIngress.Alb.Endpoints;

/// <summary>The network interface of a pod or a node.</summary>
/// <param name="Id"><c>eni-…</c></param>
/// <param name="SecurityGroups">Its security groups.</param>
public sealed record NetworkInterfaceFact(string Id, IReadOnlyList<InterfaceSecurityGroup> SecurityGroups);
