using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Plans;

/// <summary>
/// The objects of a cluster that decide what an ALB looks like: Ingress, IngressClass, IngressClassParams, Service, Namespace, Secret,
/// EndpointSlice, Endpoints, Pod, Node and TargetGroupBinding. Other kinds are passed over and listed.
/// </summary>
public sealed class KubernetesObjects : IKubernetesLookup
{
    private static readonly Dictionary<string, (string ApiVersion, bool IsNamespaced)> Kinds = new(StringComparer.Ordinal)
    {
        ["Ingress"] = ("networking.k8s.io/v1", true),
        ["IngressClass"] = ("networking.k8s.io/v1", false),
        ["IngressClassParams"] = ("elbv2.k8s.aws/v1beta1", false),
        ["Service"] = ("v1", true),
        ["Namespace"] = ("v1", false),
        ["Secret"] = ("v1", true),
        ["EndpointSlice"] = ("discovery.k8s.io/v1", true),
        ["Endpoints"] = ("v1", true),
        ["TargetGroupBinding"] = ("elbv2.k8s.aws/v1beta1", true),
        ["Pod"] = ("v1", true),
        ["Node"] = ("v1", false),
    };

    private readonly List<Ingress> _ingresses = [];
    private readonly List<IngressClass> _classes = [];
    private readonly Dictionary<string, IngressClassParams> _classParams = new(StringComparer.Ordinal);
    private readonly Dictionary<NamespacedName, Service> _services = [];
    private readonly Dictionary<NamespacedName, Secret> _secrets = [];
    private readonly List<EndpointSlice> _slices = [];
    private readonly List<Pod> _pods = [];
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _namespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Kind, NamespacedName Key), ManifestObject> _objects = [];
    private readonly List<ManifestObject> _passedOver = [];

    private KubernetesObjects()
    {
    }

    /// <summary>Objects of kinds that do not matter here, in the order in which they came.</summary>
    public IReadOnlyList<ManifestObject> PassedOver => _passedOver;

    /// <summary>Objects of the kinds that matter, in the order in which they came.</summary>
    public IReadOnlyCollection<ManifestObject> Objects => _objects.Values;

    /// <inheritdoc/>
    public IReadOnlyCollection<Ingress> Ingresses => _ingresses;

    /// <inheritdoc/>
    public IReadOnlyCollection<IngressClass> IngressClasses => _classes;

    /// <summary>TargetGroupBindings, in the order in which they came. A plan does not look at them, so they are read when they are asked for.</summary>
    /// <exception cref="ManifestException">One is malformed.</exception>
    public IReadOnlyCollection<TargetGroupBinding> TargetGroupBindings =>
        [.. ReadAll<TargetGroupBinding>(nameof(TargetGroupBinding), (binding, ns) => binding with { Metadata = binding.Metadata with { Namespace = ns } })];

    /// <summary>What <see cref="EndpointResolver"/> finds targets from, as the objects have it.</summary>
    /// <exception cref="ManifestException">An object of kind Endpoints is malformed.</exception>
    public EndpointFacts Endpoints => FindEndpoints(withSlices: true) with { Endpoints = FindEndpoints(withSlices: false).Endpoints };

    /// <summary>Targets of the kind that the controller reads: slices, or the older Endpoints, which are read when they are asked for.</summary>
    internal EndpointFacts FindEndpoints(bool withSlices) => new()
    {
        Services = [.. _services.Values],
        EndpointSlices = withSlices ? _slices : [],
        Endpoints = withSlices
            ? []
            : [.. ReadAll<EndpointsObject>("Endpoints", (endpoints, ns) => endpoints with { Metadata = endpoints.Metadata with { Namespace = ns } })],
        Pods = _pods,
        Nodes = _nodes,
    };

    /// <summary>Hosts that Ingresses serve, each once, in ordinal order.</summary>
    internal IEnumerable<string> Hosts => _ingresses
        .SelectMany(ingress => ingress.Spec.Rules.Select(rule => rule.Host).Concat(ingress.Spec.Tls.SelectMany(entry => entry.Hosts)))
        .Where(host => host.Length != 0)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    /// <summary>Kind and name of each object that matters, in the order in which they came.</summary>
    internal IEnumerable<(string Kind, NamespacedName Key)> Keys => _objects.Keys;

    /// <summary>These objects, and those of another set that are not among them.</summary>
    internal KubernetesObjects Over(KubernetesObjects others)
    {
        var both = new KubernetesObjects();
        foreach (var (id, item) in others._objects.Where(pair => !_objects.ContainsKey(pair.Key)).Concat(_objects))
        {
            both.Add(item, id.Key.Namespace.Length == 0 ? "default" : id.Key.Namespace);
        }

        return both;
    }

    /// <summary>Reads JSON text as <see cref="ManifestObject.Parse"/> does.</summary>
    /// <exception cref="ManifestException">As for <see cref="Read"/>.</exception>
    public static KubernetesObjects Parse(string json) => Read(ManifestObject.Parse(json));

    /// <param name="objects">In any order.</param>
    /// <param name="defaultNamespace">Namespace of objects that name none, as kubectl fills it in.</param>
    /// <exception cref="ManifestException">An object is malformed, of an API version that is not served any more, or there twice.</exception>
    public static KubernetesObjects Read(IEnumerable<ManifestObject> objects, string defaultNamespace = "default")
    {
        ArgumentNullException.ThrowIfNull(objects);
        ArgumentException.ThrowIfNullOrEmpty(defaultNamespace);
        var cluster = new KubernetesObjects();
        foreach (var item in objects)
        {
            cluster.Add(item, defaultNamespace);
        }

        return cluster;
    }

    /// <summary>The object as it was written; null when there is none.</summary>
    /// <param name="kind">One of the kinds that matter.</param>
    /// <param name="namespace">Its namespace; empty for kinds without one.</param>
    /// <param name="name">Its name.</param>
    public ManifestObject? Find(string kind, string @namespace, string name) =>
        _objects.GetValueOrDefault((kind, new NamespacedName(@namespace, name)));

    /// <inheritdoc/>
    public IngressClassParams? FindIngressClassParams(string name) => _classParams.GetValueOrDefault(name);

    /// <inheritdoc/>
    public Service? FindService(NamespacedName key) => _services.GetValueOrDefault(key);

    /// <inheritdoc/>
    public Secret? FindSecret(NamespacedName key) => _secrets.GetValueOrDefault(key);

    /// <summary>
    /// Labels of a namespace; null when there is none of that name. A namespace that holds one of the objects exists, and carries the label that the
    /// API server gives to every namespace.
    /// </summary>
    public IReadOnlyDictionary<string, string>? FindNamespaceLabels(string name) => _namespaces.GetValueOrDefault(name)
        ?? (_objects.Keys.Any(id => id.Key.Namespace == name) ? NameLabel(name) : null);

    private static Dictionary<string, string> NameLabel(string name) =>
        new(StringComparer.Ordinal) { ["kubernetes.io/metadata.name"] = name };

    private void Add(ManifestObject item, string defaultNamespace)
    {
        if (!Kinds.TryGetValue(item.Kind, out var kind) || Group(item.ApiVersion) is { } group && !IsGroupOf(item.Kind, group))
        {
            _passedOver.Add(item);
            return;
        }

        if (item.ApiVersion != kind.ApiVersion)
        {
            throw Fault(item, $"apiVersion is '{item.ApiVersion}', and {kind.ApiVersion} is what a cluster serves for it", "/apiVersion");
        }

        var key = new NamespacedName(!kind.IsNamespaced ? "" : item.Namespace.Length == 0 ? defaultNamespace : item.Namespace, item.Name);
        if (!_objects.TryAdd((item.Kind, key), item))
        {
            var first = _objects[(item.Kind, key)];
            throw Fault(item, $"it was given before{(first.Source is null ? "" : $", in {first.Source}{(first.Line is { } line ? $":{line}" : "")}")}; keep one of them");
        }

        switch (item.Kind)
        {
            case "Ingress":
                var ingress = Decode<Ingress>(item);
                _ingresses.Add(ingress with { Metadata = ingress.Metadata with { Namespace = key.Namespace } });
                break;
            case "IngressClass":
                _classes.Add(Decode<IngressClass>(item));
                break;
            case "IngressClassParams":
                _classParams.Add(item.Name, Decode<IngressClassParams>(item));
                break;
            case "Service":
                var service = Decode<Service>(item).WithDefaults();
                _services.Add(key, service with { Metadata = service.Metadata with { Namespace = key.Namespace } });
                break;
            case "Secret":
                var secret = Decode<Secret>(item);
                _secrets.Add(key, secret with { Metadata = secret.Metadata with { Namespace = key.Namespace } });
                break;
            case "EndpointSlice":
                var slice = Decode<EndpointSlice>(item);
                _slices.Add(slice with { Metadata = slice.Metadata with { Namespace = key.Namespace } });
                break;
            case "Pod":
                var pod = Decode<Pod>(item);
                _pods.Add(pod with { Metadata = pod.Metadata with { Namespace = key.Namespace } });
                break;
            case "Node":
                _nodes.Add(Decode<Node>(item));
                break;
            case "Namespace":
                _namespaces.Add(item.Name, GoText.Merge(NameLabel(item.Name), Decode<MetadataOnly>(item).Metadata.Labels));
                break;
            default:
                break;
        }
    }

    private IEnumerable<T> ReadAll<T>(string kind, Func<T, string, T> inNamespace) => _objects
        .Where(found => found.Key.Kind == kind)
        .Select(found => inNamespace(Decode<T>(found.Value), found.Key.Key.Namespace));

    // An Ingress of another vendor's API group is another kind, and no mistake.
    private static bool IsGroupOf(string kind, string group) =>
        Group(Kinds[kind].ApiVersion) == group || (kind == "Ingress" && group == "extensions");

    private static string? Group(string apiVersion) =>
        apiVersion.Length == 0 ? null : apiVersion.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? apiVersion[..slash] : "";

    private static T Decode<T>(ManifestObject item)
    {
        try
        {
            // Kubernetes drops a member that is null; left in, it would take the place of the default.
            var node = JsonSerializer.SerializeToNode(item.Json)!;
            DropNulls(node);
            return KubernetesJson.Read<T>(node.ToJsonString());
        }
        catch (JsonException exception)
        {
            var pointer = Pointer(exception.Path);
            throw Fault(item, $"{Path(exception)} is {Describe(item.Json, pointer)}", pointer);
        }
    }

    private static void DropNulls(JsonNode node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var name in map.Where(member => member.Value is null).Select(member => member.Key).ToList())
                {
                    map.Remove(name);
                }

                foreach (var member in map)
                {
                    DropNulls(member.Value!);
                }

                break;
            case JsonArray list:
                // In a list it stands for an empty value: the items behind it keep their places.
                for (var i = 0; i < list.Count; i++)
                {
                    list[i] ??= new JsonObject();
                }

                foreach (var child in list.OfType<JsonNode>())
                {
                    DropNulls(child);
                }

                break;
            default:
                break;
        }
    }

    private static string Path(JsonException exception) => exception.Path is { Length: > 2 } path ? path[2..] : "the object";

    private static string Describe(JsonElement json, string pointer)
    {
        var kind = Follow(json, pointer) switch
        {
            JsonValueKind.String => "a string",
            JsonValueKind.Number => "a number",
            JsonValueKind.True or JsonValueKind.False => "a boolean",
            JsonValueKind.Array => "a list",
            JsonValueKind.Object => "an object",
            _ => "malformed",
        };
        return pointer.StartsWith("/metadata/annotations/", StringComparison.Ordinal) || pointer.StartsWith("/metadata/labels/", StringComparison.Ordinal)
            ? $"{kind}, and the API has a string there: put it in quotes"
            : $"{kind}, and the API has another type there";
    }

    private static JsonValueKind Follow(JsonElement json, string pointer)
    {
        foreach (var part in pointer.Split('/').Skip(1).Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            if (json.ValueKind == JsonValueKind.Array && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < json.GetArrayLength())
            {
                json = json[index];
            }
            else if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(part, out json))
            {
                return JsonValueKind.Undefined;
            }
        }

        return json.ValueKind;
    }

    // $.spec.rules[0].host to /spec/rules/0/host; names that hold other characters are written ['name'].
    private static string Pointer(string? path)
    {
        var pointer = new System.Text.StringBuilder();
        var rest = path.AsSpan().TrimStart('$');
        while (!rest.IsEmpty)
        {
            int length;
            if (rest.StartsWith("['", StringComparison.Ordinal))
            {
                length = rest.IndexOf("']", StringComparison.Ordinal);
                pointer.Append('/').Append(ManifestObject.Escape(rest[2..length].ToString()));
                length += 2;
            }
            else if (rest[0] == '[')
            {
                length = rest.IndexOf(']') + 1;
                pointer.Append(CultureInfo.InvariantCulture, $"/{rest[1..(length - 1)]}");
            }
            else
            {
                length = rest[1..].IndexOfAny('.', '[') is >= 0 and var end ? end + 1 : rest.Length;
                pointer.Append('/').Append(ManifestObject.Escape(rest[1..length].ToString()));
            }

            rest = rest[length..];
        }

        return pointer.ToString();
    }

    private static ManifestException Fault(ManifestObject item, string message, string pointer = "") =>
        new($"{item}: {message}", item.Source, item.FindLine(pointer));

    private sealed record MetadataOnly
    {
        public ObjectMeta Metadata { get; init; } = new();
    }
}
