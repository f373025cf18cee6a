namespace EksIngress.Provisioner.Kubernetes;

/// <summary>How the API serves a kind.</summary>
/// <param name="Plural">Name in paths, for example <c>ingresses</c>.</param>
/// <param name="IsNamespaced">False for objects of the cluster.</param>
internal sealed record ApiResource(string Plural, bool IsNamespaced);
