using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Groups;

/// <summary>An Ingress that is ours, with the class parameters that apply to it.</summary>
/// <param name="Ingress">The Ingress.</param>
/// <param name="ClassParams">Null when its class has none.</param>
public sealed record ClassifiedIngress(Ingress Ingress, IngressClassParams? ClassParams)
{
    /// <summary>Its class; null when the legacy annotation, or nothing at all, makes it ours.</summary>
    public IngressClass? Class { get; init; }

    /// <summary>Namespace and name of the Ingress.</summary>
    public NamespacedName Key => Ingress.Key;

    internal AnnotationSet Annotations { get; } = new(Ingress.Metadata.Annotations);
}
