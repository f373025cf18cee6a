namespace EksIngress.Alb.Groups;

/// <summary>The group name of an Ingress is not one.</summary>
internal sealed class InvalidIngressGroupException(string reason) : AlbModelException($"invalid ingress group: {reason}");
