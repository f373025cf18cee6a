namespace EksIngress.Alb.Kubernetes;

/// <summary>Name of a namespaced object, written <c>namespace/name</c>.</summary>
/// <param name="Namespace">Empty for cluster-scoped objects.</param>
/// <param name="Name">Name within the namespace.</param>
public readonly record struct NamespacedName(string Namespace, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Name}";
}
