namespace EksIngress.Alb.Kubernetes;

/// <summary>The cluster as the controller's caches have it: one consistent state for one build.</summary>
internal interface IKubernetesLookup
{
    IReadOnlyCollection<Ingress> Ingresses { get; }

    IReadOnlyCollection<IngressClass> IngressClasses { get; }

    IngressClassParams? FindIngressClassParams(string name);

    Service? FindService(NamespacedName key);

    /// <summary>Labels of a namespace; null when there is none of that name.</summary>
    IReadOnlyDictionary<string, string>? FindNamespaceLabels(string name);
}
