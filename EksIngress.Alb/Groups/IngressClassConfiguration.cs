using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Groups;

/// <summary>What the class of an Ingress says.</summary>
/// <param name="Class">Null when the Ingress names none and no class is the default; it may be another controller's.</param>
/// <param name="Params">Null when the class has none, or is another controller's.</param>
public sealed record IngressClassConfiguration(IngressClass? Class, IngressClassParams? Params);
