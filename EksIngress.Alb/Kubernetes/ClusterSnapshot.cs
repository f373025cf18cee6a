namespace EksIngress.Alb.Kubernetes;

/// <summary>A cluster as plain data, for calling parts of the model on their own. What is not listed does not exist; nothing is defaulted.</summary>
public sealed record ClusterSnapshot : IKubernetesLookup
{
    /// <inheritdoc/>
    public IReadOnlyCollection<Ingress> Ingresses { get; init; } = [];

    /// <inheritdoc/>
    public IReadOnlyCollection<IngressClass> IngressClasses { get; init; } = [];

    /// <summary>Class parameters; their names are unique.</summary>
    public IReadOnlyList<IngressClassParams> IngressClassParams { get; init; } = [];

    /// <summary>Services of all namespaces.</summary>
    public IReadOnlyList<Service> Services { get; init; } = [];

    /// <summary>Secrets of all namespaces.</summary>
    public IReadOnlyList<Secret> Secrets { get; init; } = [];

    /// <summary>Labels of namespaces by their name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> NamespaceLabels { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IngressClassParams? FindIngressClassParams(string name) => IngressClassParams.FirstOrDefault(item => item.Metadata.Name == name);

    /// <inheritdoc/>
    public Service? FindService(NamespacedName key) => Services.FirstOrDefault(item => item.Key == key);

    /// <inheritdoc/>
    public Secret? FindSecret(NamespacedName key) => Secrets.FirstOrDefault(item => item.Key == key);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? FindNamespaceLabels(string name) => NamespaceLabels.GetValueOrDefault(name);
}
