namespace EksIngress.Alb.Networking;

/// <summary>A security group of the VPC.</summary>
/// <param name="Id"><c>sg-…</c></param>
/// <param name="Name">Value of the tag <c>Name</c>; null without one.</param>
public sealed record SecurityGroupFact(string Id, string? Name);
