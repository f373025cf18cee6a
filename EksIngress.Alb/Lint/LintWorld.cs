using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Plans;

namespace EksIngress.Alb.Lint;

/// <summary>Everything a rule may look at. Objects are in an order that does not depend on the input's.</summary>
internal sealed class LintWorld : IKubernetesLookup
{
    private readonly Dictionary<NamespacedName, LintService> _services = [];
    private readonly Dictionary<string, IngressClassParams> _params = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LintObject> _namespaces = new(StringComparer.Ordinal);

    public LintWorld(IEnumerable<LintObject> objects, ControllerConfiguration configuration, AwsFacts? facts)
    {
        Configuration = configuration;
        GivenFacts = facts;
        Facts = facts is null ? LintFacts.None : LintFacts.Of(facts);
        All = [.. objects
            .Where(item => !ServedVersions.IsForeign(item.ApiVersion, item.Kind))
            .OrderBy(item => item.Kind, StringComparer.Ordinal)
            .ThenBy(item => item.Key.ToString(), StringComparer.Ordinal)
            .ThenBy(item => item.Json.ToJsonString(), StringComparer.Ordinal)];
        foreach (var item in Distinct("Namespace"))
        {
            _namespaces[item.Name] = item;
        }

        foreach (var item in Distinct("Service"))
        {
            if (item.Read<Service>() is { } service)
            {
                _services[item.Key] = new LintService(item, service.WithDefaults());
            }
        }

        ClassObjects = [.. Distinct("IngressClass").Select(item => (item, item.Read<IngressClass>())).Where(pair => pair.Item2 is not null).Select(pair => (pair.item, pair.Item2!))];
        ParamsObjects = [.. Distinct("IngressClassParams").Select(item => (item, item.Read<IngressClassParams>())).Where(pair => pair.Item2 is not null).Select(pair => (pair.item, pair.Item2!))];
        foreach (var (item, parameters) in ParamsObjects)
        {
            _params[item.Name] = parameters;
        }

        var readable = Distinct("Ingress").Select(item => (item, ingress: item.Read<Ingress>())).Where(pair => pair.ingress is not null).Select(pair => (pair.item, ingress: pair.ingress!)).ToList();
        Ingresses = [.. readable.Select(pair => pair.ingress)];
        Classes = [.. readable.Select(pair => new LintClass(pair.item, pair.ingress, this))];
        Ours = [.. Classes.Where(found => found.Classified is not null).Select(found => new LintIngress(found.Object, found.Classified!, this))];
        Groups = [.. Ours
            .GroupBy(GroupOf)
            .OrderBy(group => group.Key.ToString(), StringComparer.Ordinal)
            .Select(group => new LintGroup(group.Key, group))];
    }

    public ControllerConfiguration Configuration { get; }

    public LintFacts Facts { get; }

    public AwsFacts? GivenFacts { get; }

    public IReadOnlyList<LintObject> All { get; }

    public IReadOnlyCollection<Ingress> Ingresses { get; }

    public IReadOnlyCollection<IngressClass> IngressClasses => [.. ClassObjects.Select(pair => pair.Class)];

    public IReadOnlyList<(LintObject Object, IngressClass Class)> ClassObjects { get; }

    public IReadOnlyList<(LintObject Object, IngressClassParams Params)> ParamsObjects { get; }

    /// <summary>What the class of every Ingress says.</summary>
    public IReadOnlyList<LintClass> Classes { get; }

    /// <summary>Ingresses that the controller takes, or that seem meant for it.</summary>
    public IReadOnlyList<LintIngress> Ours { get; }

    public IReadOnlyList<LintGroup> Groups { get; }

    public IEnumerable<LintService> Services => _services.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal).Select(pair => pair.Value);

    /// <summary>Every Service port that is a target, once for every place that names it.</summary>
    public IEnumerable<LintTarget> Targets => Ours.SelectMany(ingress => ingress.Targets);

    public IngressClassParams? FindIngressClassParams(string name) => _params.GetValueOrDefault(name);

    public Service? FindService(NamespacedName key) => _services.GetValueOrDefault(key)?.Service;

    public Secret? FindSecret(NamespacedName key) => Distinct("Secret").FirstOrDefault(item => item.Key == key)?.Read<Secret>();

    public IReadOnlyDictionary<string, string>? FindNamespaceLabels(string name) => _namespaces.GetValueOrDefault(name) is { } found
        ? new SortedDictionary<string, string>(found.Labels.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal) { ["kubernetes.io/metadata.name"] = name }
        : null;

    public LintService? FindLintService(NamespacedName key) => _services.GetValueOrDefault(key);

    public IEnumerable<LintObject> OfKind(params string[] kinds) => All.Where(item => kinds.Contains(item.Kind, StringComparer.Ordinal));

    /// <summary>Some object of the kind was given, so its absence means something.</summary>
    public bool Has(string kind, string? ns = null) => All.Any(item => item.Kind == kind && (ns is null || item.Namespace == ns));

    /// <summary>Objects that take an annotation of the load balancer or its targets: our Ingresses, and Services.</summary>
    public IEnumerable<LintObject> Annotated => Ours.Select(ingress => ingress.Object).Concat(Services.Select(service => service.Object));

    /// <summary>The value of an annotation wherever it is set.</summary>
    public IEnumerable<(LintObject Object, string Value)> AnnotatedWith(string suffix) => Annotated
        .Select(item => (item, value: item.Annotations.GetValueOrDefault(IngressAnnotations.Key(suffix))))
        .Where(pair => pair.value is not null)
        .Select(pair => (pair.item, pair.value!));

    public LintGroup GroupWith(LintIngress ingress) => Groups.First(group => group.Members.Contains(ingress));

    private static IngressGroupId GroupOf(LintIngress ingress)
    {
        var name = ingress.ClassParams?.Group?.Name ?? ingress.Find(IngressAnnotations.GroupName);
        return string.IsNullOrEmpty(name) ? IngressGroupId.Implicit(ingress.Key) : IngressGroupId.Explicit(name);
    }

    // Of objects given twice the one that would be applied last counts.
    private IEnumerable<LintObject> Distinct(string kind) => OfKind(kind)
        .GroupBy(item => item.Key)
        .Select(group => group.MaxBy(item => item.Index)!);
}
