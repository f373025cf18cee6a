namespace EksIngress.Alb.Kubernetes;

/// <summary>Name of a namespaced object, written <c>namespace/name</c>.</summary>
internal readonly record struct NamespacedName(string Namespace, string Name)
{
    public override string ToString() => $"{Namespace}/{Name}";
}
