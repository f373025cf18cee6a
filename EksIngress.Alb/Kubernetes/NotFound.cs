namespace EksIngress.Alb.Kubernetes;

/// <summary>
/// What the Kubernetes API says of an object that is not there. The controller's cache writes the kind in place of the resource's
/// name (<c>IngressClass.networking.k8s.io "x" not found</c>); this is the one place that chooses.
/// </summary>
internal static class NotFound
{
    public static string IngressClass(string name) => $"ingressclasses.networking.k8s.io \"{name}\" not found";

    public static string IngressClassParams(string name) => $"ingressclassparams.elbv2.k8s.aws \"{name}\" not found";

    public static string Namespace(string name) => $"namespaces \"{name}\" not found";

    public static string Endpoints(string name) => $"endpoints \"{name}\" not found";

    public static string Node(string name) => $"nodes \"{name}\" not found";

    public static string Service(string name) => $"services \"{name}\" not found";

    /// <summary>Secrets are never cached, so this one has the API's words in any case.</summary>
    public static string Secret(string name) => $"secrets \"{name}\" not found";
}
