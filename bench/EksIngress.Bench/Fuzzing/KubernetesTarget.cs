using System.Text;
using System.Text.Json.Nodes;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Bench.Fuzzing;

/// <summary>Bodies and patches that the Kubernetes API reads. Written as <c>METHOD CONTENT-TYPE RESOURCE</c>, a line break, and the body.</summary>
internal sealed class KubernetesTarget : FuzzTarget
{
    private const string Deployment = """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"default","labels":{"app":"web"}},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"web","image":"web:1","ports":[{"containerPort":8080,"name":"http"}],"env":[{"name":"A","value":"b"}]}]}}}}""";
    private const string Yaml = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: default\nspec:\n  containers:\n  - &c {name: a, image: 'b', args: [\"1\", ~, 2, 3.5, yes]}\n";

    private static readonly WriteOptions Trial = new() { FieldManager = "fuzzer", DryRun = true };

    private readonly ResourceCatalog _catalog = new();
    private readonly LoopbackNetwork _network = new();
    private readonly ObjectRegistry _registry;

    public KubernetesTarget()
    {
        _registry = new ObjectRegistry(new ObjectStore(), _catalog, [], new ServiceAllocator(_network), TimeProvider.System);
        _registry.Create("namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "default" } }, WriteOptions.ControllerManager);
        _registry.Create("deployments.apps", JsonNode.Parse(Deployment)!.AsObject(), WriteOptions.ControllerManager);
    }

    public override string Name => "kubernetes";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "POST application/json deployments.apps\n" + Deployment,
            "POST application/yaml pods\n" + Yaml,
            """POST application/json ingresses.networking.k8s.io""" + "\n" + """{"metadata":{"name":"i","namespace":"default"},"spec":{"ingressClassName":"alb","rules":[{"host":"a.b","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"s","port":{"number":80}}}}]}}]}}""",
            """POST application/json services""" + "\n" + """{"metadata":{"name":"s","namespace":"default"},"spec":{"selector":{"a":"b"},"ports":[{"port":80,"targetPort":"http"}]}}""",
            "PATCH application/json-patch+json deployments.apps\n" + """[{"op":"replace","path":"/spec/replicas","value":3},{"op":"add","path":"/metadata/labels/a~1b","value":"c"},{"op":"copy","from":"/spec","path":"/metadata/annotations"},{"op":"test","path":"/kind","value":"Deployment"}]""",
            "PATCH application/merge-patch+json deployments.apps\n" + """{"metadata":{"labels":{"app":null,"x":"y"}},"spec":{"replicas":5}}""",
            "PATCH application/strategic-merge-patch+json deployments.apps\n" + """{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"web"}],"containers":[{"name":"web","image":"web:2","env":[{"name":"A","$patch":"delete"}]},{"$patch":"replace","name":"z"}]}}}}""",
            "PATCH application/apply-patch+yaml deployments.apps\n" + Yaml.Replace("v1", "apps/v1", StringComparison.Ordinal),
            "GET app in (a,b),!c,d!=e,f notin (g) pods\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override IReadOnlyList<string> Words =>
    [
        "\"metadata\":", "\"spec\":", "\"$patch\":\"delete\"", "\"$patch\":\"replace\"", "\"$retainKeys\":[", "\"$deleteFromPrimitiveList/args\":[", "{\"op\":\"copy\",\"from\":\"\",\"path\":\"/a\"},",
        "{\"op\":\"move\",\"from\":\"/spec\",\"path\":\"/spec/a\"},", "\"containers\":[", "\"name\":\"web\"", "&a ", "*a", "[*a,*a]", "- ", "  ", "? ", "!!int ", "|\n", "<<: ", "---\n", "in (", "notin (", "!", ",", "~1", "~0",
        "\"managedFields\":[{\"manager\":\"m\",\"fieldsV1\":{\"f:spec\":{}}}]", "application/json", "application/yaml", "PATCH ", "POST ", "customresourcedefinitions.apiextensions.k8s.io", "secrets", "nodes",
    ];

    public override void Dispose()
    {
        _network.Dispose();
        base.Dispose();
    }

    public override bool Run(ReadOnlyMemory<byte> input)
    {
        var text = Encoding.UTF8.GetString(input.Span);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var head = (end < 0 ? text : text[..end]).Split(' ');
        if (head.Length < 3 || _catalog.FindStored(head[^1]) is not { } resource)
        {
            return false;
        }

        try
        {
            return head[0] switch
            {
                "POST" => Create(resource, ApiCall.ParseBody(text[(end + 1)..], head[1])),
                "PATCH" => Patch(resource, head[1], ApiCall.ParseBody(text[(end + 1)..], head[1])),
                "GET" => Select(string.Join(' ', head[1..^1])),
                _ => false,
            };
        }
        catch (StatusException exception) when (exception.Code < 500)
        {
            return false;
        }
    }

    private bool Create(ResourceDefinition resource, JsonNode? body)
    {
        if (body is not JsonObject item)
        {
            return false;
        }

        var decoded = ObjectDecoder.Decode(resource, item, []);
        if (!JsonNode.DeepEquals(decoded, ObjectDecoder.Decode(resource, JsonNode.Parse(decoded.ToJsonString())!.AsObject(), [])))
        {
            throw new FuzzException("Written again it reads as something else.");
        }

        _registry.Create(resource, decoded, Trial);
        return true;
    }

    private bool Patch(ResourceDefinition resource, string type, JsonNode? patch)
    {
        if (resource.StorageKey != "deployments.apps")
        {
            return false;
        }

        if (type == "application/apply-patch+yaml")
        {
            if (patch is not JsonObject applied)
            {
                return false;
            }

            _registry.Apply(resource, new("default", "web"), ObjectDecoder.Decode(resource, applied, []), Trial, force: true);
            return true;
        }

        _registry.Update(
            resource,
            new("default", "web"),
            item => ObjectDecoder.Decode(resource, Patched(resource, type, item, patch) as JsonObject ?? throw StatusException.BadRequest("the patch does not leave an object"), []),
            Trial);
        return true;
    }

    private static JsonNode? Patched(ResourceDefinition resource, string type, JsonObject item, JsonNode? patch) => type switch
    {
        "application/json-patch+json" => JsonPatch.Apply(item, patch),
        "application/merge-patch+json" => MergePatch.Apply(item, patch),
        "application/strategic-merge-patch+json" when patch is JsonObject changes => StrategicMergePatch.Apply(resource.Schema, item, changes),
        _ => throw StatusException.UnsupportedMediaType(type),
    };

    private static bool Select(string text)
    {
        var selector = LabelSelector.Parse(text);
        var again = LabelSelector.Parse(selector.ToString());
        foreach (var labels in (JsonObject[])[[], new() { ["app"] = "a" }, new() { ["c"] = "" }, new() { ["d"] = "e", ["f"] = "g" }])
        {
            if (selector.Matches(labels) != again.Matches(labels))
            {
                throw new FuzzException("Written again it selects something else.");
            }
        }

        return true;
    }
}
