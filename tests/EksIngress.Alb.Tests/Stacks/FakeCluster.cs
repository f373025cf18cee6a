using System.Text.Json.Nodes;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Networking;

namespace EksIngress.Alb.Tests.Stacks;

/// <summary>Objects and AWS facts of a golden folder: <c>{"objects":[…],"subnets":[…],"backendSecurityGroup":"sg-…"}</c>.</summary>
internal sealed class FakeCluster : IKubernetesLookup, IAwsLookup
{
    private readonly Dictionary<NamespacedName, Service> _services = [];
    private readonly Dictionary<NamespacedName, Secret> _secrets = [];
    private readonly Dictionary<string, IngressClassParams> _params = [];
    private readonly List<Ingress> _ingresses = [];
    private readonly List<IngressClass> _classes = [];
    private readonly List<SubnetFact> _subnets = [];

    public FakeCluster(string json)
    {
        var root = JsonNode.Parse(json)!;
        foreach (var item in root["objects"]!.AsArray())
        {
            Add((string)item!["kind"]!, item.ToJsonString());
        }

        foreach (var subnet in root["subnets"]?.AsArray() ?? [])
        {
            _subnets.Add(new SubnetFact
            {
                Id = (string)subnet!["id"]!,
                AvailabilityZone = (string)subnet["zone"]!,
                AvailabilityZoneId = (string)subnet["zone"]!,
                AvailableIpAddressCount = (int?)subnet["free"] ?? 100,
                Tags = subnet["tags"]?.AsObject().ToDictionary(tag => tag.Key, tag => (string)tag.Value!) ?? [],
            });
        }
    }

    public IReadOnlyCollection<Ingress> Ingresses => _ingresses;

    public IReadOnlyCollection<IngressClass> IngressClasses => _classes;

    public IngressClassParams? FindIngressClassParams(string name) => _params.GetValueOrDefault(name);

    public Service? FindService(NamespacedName key) => _services.GetValueOrDefault(key);

    public Secret? FindSecret(NamespacedName key) => _secrets.GetValueOrDefault(key);

    public IReadOnlyDictionary<string, string>? FindNamespaceLabels(string name) => new Dictionary<string, string> { ["kubernetes.io/metadata.name"] = name };

    public ValueTask<IReadOnlyList<SubnetFact>> FindSubnetsByTagsAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> tags, CancellationToken cancellationToken) =>
        Result(_subnets.Where(subnet => tags.All(tag => subnet.Tags.TryGetValue(tag.Key, out var value) && tag.Value.Contains(value))));

    public ValueTask<IReadOnlyList<SubnetFact>> FindSubnetsByIdsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        Result(_subnets.Where(subnet => ids.Contains(subnet.Id)));

    public ValueTask<IReadOnlyList<RouteTableFact>> FindRouteTablesAsync(CancellationToken cancellationToken) =>
        Result<RouteTableFact>([new RouteTableFact(true, [], ["local", "igw-1"])]);

    public ValueTask<string> GetZoneTypeAsync(string zoneId, CancellationToken cancellationToken) => new("availability-zone");

    public ValueTask<IReadOnlyList<SecurityGroupFact>> FindSecurityGroupsByIdsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        Result(ids.Where(id => id != "sg-missing").Select(id => new SecurityGroupFact(id, null)));

    public ValueTask<IReadOnlyList<SecurityGroupFact>> FindSecurityGroupsByNamesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        Result(names.Select(name => new SecurityGroupFact($"sg-of-{name}", name)));

    public ValueTask<string> GetBackendSecurityGroupAsync(CancellationToken cancellationToken) => new("sg-shared");

    public ValueTask<LoadBalancerFact?> FindLoadBalancerAsync(IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken) => new((LoadBalancerFact?)null);

    public ValueTask<string> GetTargetGroupArnAsync(string name, CancellationToken cancellationToken) => name == "missing"
        ? throw new AlbModelException($"expecting a single targetGroup with query [{name}] but got 0")
        : new($"arn:of:{name}");

    public ValueTask<IReadOnlyDictionary<string, string>> FindTrustStoreArnsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        new(names.Where(name => !name.StartsWith("missing", StringComparison.Ordinal)).ToDictionary(name => name, name => $"arn:store:{name}"));

    public ValueTask<IReadOnlyList<CertificateFact>> FindCertificatesAsync(CancellationToken cancellationToken) => Result<CertificateFact>(
    [
        new CertificateFact("arn:cert:exact", ["shop.example.com"]),
        new CertificateFact("arn:cert:wildcard", ["*.example.com"]) { CertificateAuthorityArn = "arn:ca:own" },
        new CertificateFact("arn:cert:created", ["created.example.com"])
        {
            Tags = new Dictionary<string, string> { ["elbv2.k8s.aws/cluster"] = "other", ["ingress.k8s.aws/stack"] = "other" },
        },
    ]);

    public ValueTask<string?> FindWebAclArnAsync(string name, CancellationToken cancellationToken) =>
        new(name == "shop" ? "arn:aws:wafv2:webacl/shop" : null);

    private void Add(string kind, string json)
    {
        switch (kind)
        {
            case "Ingress":
                _ingresses.Add(KubernetesJson.Read<Ingress>(json));
                break;
            case "IngressClass":
                _classes.Add(KubernetesJson.Read<IngressClass>(json));
                break;
            case "IngressClassParams":
                var parameters = KubernetesJson.Read<IngressClassParams>(json);
                _params[parameters.Metadata.Name] = parameters;
                break;
            case "Secret":
                var secret = KubernetesJson.Read<Secret>(json);
                _secrets[secret.Key] = secret;
                break;
            case "Service":
                var service = KubernetesJson.Read<Service>(json);
                _services[service.Key] = service;
                break;
            default:
                throw new InvalidOperationException($"unknown kind {kind}");
        }
    }

    private static ValueTask<IReadOnlyList<T>> Result<T>(IEnumerable<T> items) => new([.. items]);
}
