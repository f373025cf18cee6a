namespace EksIngress.Alb.Kubernetes;

/// <summary>
/// What is said of an object that is not there: in the API server's words, or in those of a running controller, whose cache names the kind
/// in place of the resource. This is the one place that words it; <see cref="ControllerConfiguration.ReadsThroughCache"/> chooses.
/// </summary>
internal static class NotFound
{
    public static string IngressClass(string name, ControllerConfiguration configuration) =>
        Text(configuration, "ingressclasses.networking.k8s.io", "IngressClass.networking.k8s.io", name);

    public static string IngressClassParams(string name, ControllerConfiguration configuration) =>
        Text(configuration, "ingressclassparams.elbv2.k8s.aws", "IngressClassParams.elbv2.k8s.aws", name);

    public static string Namespace(string name, ControllerConfiguration configuration) => Text(configuration, "namespaces", "Namespace", name);

    public static string Endpoints(string name, ControllerConfiguration configuration) => Text(configuration, "endpoints", "Endpoints", name);

    public static string Node(string name, ControllerConfiguration configuration) => Text(configuration, "nodes", "Node", name);

    public static string Service(string name, ControllerConfiguration configuration) => Text(configuration, "services", "Service", name);

    /// <summary>Secrets are never cached, so this one has the API's words in any case.</summary>
    public static string Secret(string name) => $"secrets {GoQuote.Quote(name)} not found";

    private static string Text(ControllerConfiguration configuration, string resource, string kind, string name) =>
        $"{(configuration.ReadsThroughCache ? kind : resource)} {GoQuote.Quote(name)} not found";
}
