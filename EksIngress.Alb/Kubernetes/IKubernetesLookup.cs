namespace EksIngress.Alb.Kubernetes;

/// <summary>The cluster as the controller's caches have it: one consistent state for one build.</summary>
public interface IKubernetesLookup
{
    /// <summary>Of all namespaces; the order has no meaning.</summary>
    IReadOnlyCollection<Ingress> Ingresses { get; }

    /// <summary>The order has no meaning.</summary>
    IReadOnlyCollection<IngressClass> IngressClasses { get; }

    /// <summary>Null when there is none of that name.</summary>
    IngressClassParams? FindIngressClassParams(string name);

    /// <summary>Null when there is none of that name.</summary>
    Service? FindService(NamespacedName key);

    /// <summary>Asked only for Secrets that an annotation names.</summary>
    Secret? FindSecret(NamespacedName key);

    /// <summary>Labels of a namespace; null when there is none of that name.</summary>
    IReadOnlyDictionary<string, string>? FindNamespaceLabels(string name);
}
