namespace EksIngress.Alb.Groups;

/// <summary>The group name of an Ingress is not one.</summary>
/// <param name="reason">What is wrong with it.</param>
public sealed class InvalidIngressGroupException(string reason) : AlbModelException($"invalid ingress group: {reason}");
