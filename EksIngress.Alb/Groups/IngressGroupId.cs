using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Groups;

/// <summary>
/// Ingresses that share one load balancer: an explicit group has a name of its own and spans namespaces, an implicit one is a
/// single Ingress.
/// </summary>
internal readonly record struct IngressGroupId(string Namespace, string Name)
{
    /// <summary>Finalizer of an Ingress in its own, implicit group.</summary>
    public const string ImplicitFinalizer = "ingress.k8s.aws/resources";

    /// <summary>Finalizer of a member of an explicit group, followed by the group's name.</summary>
    public const string ExplicitFinalizerPrefix = "group.ingress.k8s.aws/";

    public bool IsExplicit => Namespace.Length == 0;

    public string Finalizer => IsExplicit ? ExplicitFinalizerPrefix + Name : ImplicitFinalizer;

    public static IngressGroupId Explicit(string name) => new("", name);

    public static IngressGroupId Implicit(NamespacedName ingress) => new(ingress.Namespace, ingress.Name);

    public override string ToString() => IsExplicit ? Name : $"{Namespace}/{Name}";
}
