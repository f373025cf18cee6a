namespace EksIngress.Alb.Groups;

/// <summary>The class of an Ingress cannot be resolved. An Ingress outside every group stays unmanaged then.</summary>
/// <param name="reason">What is wrong with it.</param>
public sealed class InvalidIngressClassException(string reason) : AlbModelException($"invalid ingress class: {reason}");
