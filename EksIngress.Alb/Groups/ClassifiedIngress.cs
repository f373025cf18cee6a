using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Groups;

/// <summary>An Ingress that is ours, with the class parameters that apply to it; null when its class has none.</summary>
internal sealed record ClassifiedIngress(Ingress Ingress, IngressClassParams? ClassParams)
{
    public NamespacedName Key => Ingress.Key;

    public AnnotationSet Annotations { get; } = new(Ingress.Metadata.Annotations);
}
