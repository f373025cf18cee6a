using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Tests.Scenarios;

/// <summary>A cluster and an account held in memory: two subnets for internal load balancers, class <c>alb</c>, nothing else.</summary>
internal sealed class Scenario : IKubernetesLookup, IAwsLookup
{
    public ControllerConfiguration Configuration { get; set; } = new() { ClusterName = "cluster-dummy", VpcId = "vpc-dummy" };

    public List<Ingress> Ingresses { get; } = [];

    public List<IngressClass> IngressClasses { get; } = [Class("alb")];

    public Dictionary<string, IngressClassParams> Params { get; } = [];

    public List<Service> Services { get; } = [];

    public List<Secret> Secrets { get; } = [];

    public Dictionary<string, IReadOnlyDictionary<string, string>> Namespaces { get; } = [];

    public List<SubnetFact> Subnets { get; } = [Subnet("subnet-a", "a", "kubernetes.io/role/internal-elb"), Subnet("subnet-b", "b", "kubernetes.io/role/internal-elb")];

    public List<RouteTableFact> RouteTables { get; } = [new RouteTableFact(true, [], ["local"])];

    public List<SecurityGroupFact> SecurityGroups { get; } = [new("sg-1", "web"), new("sg-2", "web"), new("sg-3", null)];

    public Dictionary<string, string> ZoneTypes { get; } = [];

    public LoadBalancerFact? LoadBalancer { get; set; }

    /// <summary>When set, every question to AWS is answered by this failure.</summary>
    public string? AwsFailure { get; set; }

    IReadOnlyCollection<Ingress> IKubernetesLookup.Ingresses => Ingresses;

    IReadOnlyCollection<IngressClass> IKubernetesLookup.IngressClasses => IngressClasses;

    public static IngressClass Class(string name, string? parameters = null, string controller = IngressClass.AlbController) => new()
    {
        Metadata = new ObjectMeta { Name = name },
        Spec = new IngressClass.Specification
        {
            Controller = controller,
            Parameters = parameters is null
                ? null
                : new IngressClass.ParametersReference { ApiGroup = "elbv2.k8s.aws", Kind = "IngressClassParams", Name = parameters },
        },
    };

    public static SubnetFact Subnet(string id, string zone, params string[] tags) => new()
    {
        Id = id,
        AvailabilityZone = zone,
        AvailabilityZoneId = $"{zone}-id",
        AvailableIpAddressCount = 100,
        Tags = tags.ToDictionary(tag => tag.Split('=')[0], tag => tag.Split('=').ElementAtOrDefault(1) ?? "1"),
    };

    /// <summary>Class <c>strict</c> with these parameters, as the JSON of their spec.</summary>
    public void AddParams(string spec)
    {
        Params["strict"] = KubernetesJson.Read<IngressClassParams>($$"""{"metadata":{"name":"strict"},"spec":{{spec}}}""");
        IngressClasses.Add(Class("strict", "strict"));
    }

    /// <summary>An Ingress that listens on port 80 and has no rules. Annotations are written <c>suffix: value</c>.</summary>
    public Ingress Add(string key, string? className, params string[] annotations)
    {
        var ingress = new Ingress
        {
            Metadata = new ObjectMeta
            {
                Namespace = key.Split('/')[0],
                Name = key.Split('/')[1],
                Annotations = annotations.ToDictionary(
                    line => line.Split(": ", 2)[0] is var suffix && suffix.Contains('/', StringComparison.Ordinal) ? suffix : IngressAnnotations.Key(suffix),
                    line => line.Split(": ", 2)[1]),
            },
            Spec = new Ingress.Specification { IngressClassName = className },
        };
        Ingresses.Add(ingress);
        return ingress;
    }

    public IngressGroup Load(IngressGroupId id) => new IngressGroupLoader(Configuration, this).Load(id);

    public async Task<IngressStack> BuildAsync(IngressGroupId? id = null) =>
        await new IngressStackBuilder(Configuration, this, this).BuildAsync(Load(id ?? Group()), TestContext.Current.CancellationToken);

    public async Task<string> BuildJsonAsync() => StackJson.Write(await BuildAsync());

    public async Task<string> FailAsync() => (await Assert.ThrowsAnyAsync<AlbModelException>(async () => await BuildAsync())).Message;

    public IngressClassParams? FindIngressClassParams(string name) => Params.GetValueOrDefault(name);

    public Service? FindService(NamespacedName key) => Services.Find(service => service.Key == key);

    public Secret? FindSecret(NamespacedName key) => Secrets.Find(secret => secret.Key == key);

    public IReadOnlyDictionary<string, string>? FindNamespaceLabels(string name) => Namespaces.GetValueOrDefault(name);

    public ValueTask<IReadOnlyList<SubnetFact>> FindSubnetsByTagsAsync(
        IReadOnlyDictionary<string, IReadOnlyList<string>> tags, CancellationToken cancellationToken) =>
        Answer(Subnets.Where(subnet => tags.All(tag => subnet.Tags.TryGetValue(tag.Key, out var value) && tag.Value.Contains(value))));

    public ValueTask<IReadOnlyList<SubnetFact>> FindSubnetsByIdsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        Answer(Subnets.Where(subnet => ids.Contains(subnet.Id)));

    public ValueTask<IReadOnlyList<RouteTableFact>> FindRouteTablesAsync(CancellationToken cancellationToken) => Answer(RouteTables);

    public ValueTask<string> GetZoneTypeAsync(string zoneId, CancellationToken cancellationToken) =>
        new(ZoneTypes.GetValueOrDefault(zoneId, "availability-zone"));

    public ValueTask<IReadOnlyList<SecurityGroupFact>> FindSecurityGroupsByIdsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        Answer(SecurityGroups.Where(group => ids.Contains(group.Id)));

    public ValueTask<IReadOnlyList<SecurityGroupFact>> FindSecurityGroupsByNamesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        Answer(SecurityGroups.Where(group => group.Name is not null && names.Contains(group.Name)));

    public ValueTask<string> GetBackendSecurityGroupAsync(CancellationToken cancellationToken) => new("sg-shared");

    public ValueTask<LoadBalancerFact?> FindLoadBalancerAsync(IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken) => new(LoadBalancer);

    public ValueTask<string> GetTargetGroupArnAsync(string name, CancellationToken cancellationToken) => new($"arn:of:{name}");

    public ValueTask<IReadOnlyList<CertificateFact>> FindCertificatesAsync(CancellationToken cancellationToken) => Answer<CertificateFact>([]);

    public ValueTask<IReadOnlyDictionary<string, string>> FindTrustStoreArnsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        new(new Dictionary<string, string>());

    public ValueTask<string?> FindWebAclArnAsync(string name, CancellationToken cancellationToken) =>
        AwsFailure is null ? new(name == "shop" ? "arn:webacl:shop" : null) : ValueTask.FromException<string?>(new AlbModelException(AwsFailure));

    // An explicit group if the first Ingress has one, else its own.
    private IngressGroupId Group() =>
        new IngressGroupLoader(Configuration, this).FindGroupId(Ingresses[0]) ?? throw new InvalidOperationException("not ours");

    private ValueTask<IReadOnlyList<T>> Answer<T>(IEnumerable<T> items) =>
        AwsFailure is null ? new([.. items]) : ValueTask.FromException<IReadOnlyList<T>>(new AlbModelException(AwsFailure));
}
