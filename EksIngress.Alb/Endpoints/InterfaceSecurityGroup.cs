namespace EksIngress.Alb.Endpoints;

/// <summary>A security group of a network interface.</summary>
/// <param name="Id"><c>sg-…</c></param>
/// <param name="Tags">Its tags.</param>
public sealed record InterfaceSecurityGroup(string Id, IReadOnlyDictionary<string, string> Tags);
