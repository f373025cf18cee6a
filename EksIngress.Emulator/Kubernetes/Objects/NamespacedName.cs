namespace EksIngress.Emulator.Kubernetes;

/// <param name="Namespace">Empty for what lives in no namespace.</param>
internal readonly record struct NamespacedName(string Namespace, string Name)
{
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
