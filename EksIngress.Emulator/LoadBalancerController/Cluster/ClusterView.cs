using System.Runtime.CompilerServices;
using EksIngress.Alb;
using EksIngress.Alb.Kubernetes;
using k8s;
using k8s.Models;
using AlbJson = EksIngress.Alb.Kubernetes.KubernetesJson;

namespace EksIngress.Emulator.LoadBalancerController.Cluster;

/// <summary>The caches as the model wants to see them, fixed at one moment. Secrets are not cached: those that were asked for are read between two builds.</summary>
internal sealed class ClusterView : IKubernetesLookup
{
    private readonly Dictionary<NamespacedName, Service> _services;
    private readonly Dictionary<string, IngressClassParams> _classParams;
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _namespaces;
    private readonly Dictionary<NamespacedName, SecretReading> _secrets = [];
    private readonly HashSet<NamespacedName> _wantedSecrets = [];

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

    /// <exception cref="AlbModelException">It was not read yet (<see cref="ReadSecretsAsync"/>), or must not be read.</exception>
    public Secret? FindSecret(NamespacedName key)
    {
        if (!_secrets.TryGetValue(key, out var reading))
        {
            _wantedSecrets.Add(key);
            throw new AlbModelException($"Secret {key} was not read yet");
        }

        return reading.Failure is { } failure ? throw new AlbModelException(failure) : reading.Secret;
    }

    /// <summary>Reads what the model asked for in vain; it is to be built again then.</summary>
    /// <returns>False when it asked for nothing that was not read.</returns>
    public async Task<bool> ReadSecretsAsync(SecretWatches secrets, CancellationToken cancellationToken)
    {
        var wanted = _wantedSecrets.ToList();
        _wantedSecrets.Clear();
        foreach (var key in wanted)
        {
            _secrets[key] = await secrets.ReadAsync(key, cancellationToken);
        }

        return wanted.Count != 0;
    }

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
