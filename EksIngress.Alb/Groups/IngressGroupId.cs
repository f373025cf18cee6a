using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Groups;

/// <summary>
/// Ingresses that share one load balancer: an explicit group has a name of its own and spans namespaces, an implicit one is a
/// single Ingress.
/// </summary>
/// <param name="Namespace">Empty for an explicit group.</param>
/// <param name="Name">Name of the group, or of the Ingress.</param>
public readonly record struct IngressGroupId(string Namespace, string Name)
{
    /// <summary>Finalizer of an Ingress in its own, implicit group.</summary>
    public const string ImplicitFinalizer = "ingress.k8s.aws/resources";

    /// <summary>Finalizer of a member of an explicit group, followed by the group's name.</summary>
    public const string ExplicitFinalizerPrefix = "group.ingress.k8s.aws/";

    /// <summary>Whether the group has a name of its own.</summary>
    public bool IsExplicit => Namespace.Length == 0;

    /// <summary>Finalizer that members carry.</summary>
    public string Finalizer => IsExplicit ? ExplicitFinalizerPrefix + Name : ImplicitFinalizer;

    /// <summary>The group of that name.</summary>
    public static IngressGroupId Explicit(string name) => new("", name);

    /// <summary>The group of one Ingress.</summary>
    public static IngressGroupId Implicit(NamespacedName ingress) => new(ingress.Namespace, ingress.Name);

    /// <summary>The name, or <c>namespace/name</c>, as tags and messages have it.</summary>
    public override string ToString() => IsExplicit ? Name : $"{Namespace}/{Name}";
}
