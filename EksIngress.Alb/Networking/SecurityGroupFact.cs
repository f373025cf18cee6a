namespace EksIngress.Alb.Networking;

/// <param name="Name">Value of the tag <c>Name</c>; null without one.</param>
internal sealed record SecurityGroupFact(string Id, string? Name);
