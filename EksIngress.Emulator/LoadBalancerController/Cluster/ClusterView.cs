using System.Runtime.CompilerServices;
using EksIngress.Alb;
using EksIngress.Alb.Kubernetes;
using k8s;
using k8s.Models;
using AlbJson = EksIngress.Alb.Kubernetes.KubernetesJson;

namespace EksIngress.Emulator.LoadBalancerController.Cluster;

/// <summary>The caches as the model wants to see them, fixed at one moment.</summary>
internal sealed class ClusterView : IKubernetesLookup
{
    private readonly Dictionary<NamespacedName, Service> _services;
    private readonly Dictionary<string, IngressClassParams> _classParams;
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _namespaces;

    public ClusterView(ClusterInformers informers)
    {
        Ingresses = [.. informers.Ingresses.Items.Select(Read<Ingress>)];
        IngressClasses = [.. informers.IngressClasses.Items.Select(Read<IngressClass>)];
        _services = informers.Services.Items.Select(Read<Service>).ToDictionary(service => service.Key);
        _classParams = informers.IngressClassParams.Items.Select(Read<IngressClassParams>)
            .ToDictionary(parameters => parameters.Metadata.Name, StringComparer.Ordinal);
        _namespaces = informers.Namespaces.Items.ToDictionary(
            item => item.Metadata.Name,
            item => (IReadOnlyDictionary<string, string>)(item.Metadata.Labels?.ToDictionary(StringComparer.Ordinal) ?? []),
            StringComparer.Ordinal);
    }

    public IReadOnlyCollection<Ingress> Ingresses { get; }

    public IReadOnlyCollection<IngressClass> IngressClasses { get; }

    public IngressClassParams? FindIngressClassParams(string name) => _classParams.GetValueOrDefault(name);

    public Service? FindService(NamespacedName key) => _services.GetValueOrDefault(key);

    /// <exception cref="AlbModelException">Always: the controller has no permission to read Secrets, as in the chart's defaults.</exception>
    public Secret? FindSecret(NamespacedName key) =>
        throw new AlbModelException($"Secret {key} cannot be read by the emulated controller; remove the annotation auth-type to continue");

    public IReadOnlyDictionary<string, string>? FindNamespaceLabels(string name) => _namespaces.GetValueOrDefault(name);

    public static Ingress ToModel(V1Ingress ingress) => Read<Ingress>(ingress);

    /// <summary>An object of the caches as the model reads it: read once, for such objects never change.</summary>
    public static T Read<T>(IKubernetesObject<V1ObjectMeta> item)
        where T : class => Models<T>.Read.GetValue(item, static item => AlbJson.Read<T>(k8s.KubernetesJson.Serialize(item)));

    private static class Models<T>
        where T : class
    {
        public static readonly ConditionalWeakTable<object, T> Read = [];
    }
}
