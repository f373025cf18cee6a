using System.Text.Json.Nodes;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Plans;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Tests.Stacks;

/// <summary>testassets/builds: what is changed in the usual objects, and what comes out.</summary>
public sealed class BuildTableTests
{
    private const string Prefix = "alb.ingress.kubernetes.io/";

    private static readonly Dictionary<string, BuildCase> All = ReadAll().ToDictionary(found => found.Name);

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Build_ChangedObjects_GivesTheStackOrTheError(string name)
    {
        var wanted = All[name];

        var actual = await BuildAsync(wanted);

        if (wanted.Error is { } error)
        {
            Assert.Equal(error, actual);
        }
        else
        {
            Assert.StartsWith("{\"id\":", actual, StringComparison.Ordinal);
        }

        Assert.All(wanted.Has, part => Assert.Contains(part, actual, StringComparison.Ordinal));
        Assert.All(wanted.Lacks, part => Assert.DoesNotContain(part, actual, StringComparison.Ordinal));
    }

    [Fact]
    public void Cases_AreManyAndEachExpectsSomething()
    {
        Assert.True(All.Count >= 100, $"{All.Count} cases");
        Assert.All(All.Values, found => Assert.True(found.Error is not null || found.Has.Count + found.Lacks.Count != 0, found.Name));
    }

    private static async Task<string> BuildAsync(BuildCase wanted)
    {
        var configuration = ControllerFlags.Parse(["--cluster-name=cluster-dummy", "--aws-vpc-id=vpc-dummy", .. wanted.Flags]).Configuration;
        var cluster = new FakeCluster(wanted.ToJson());
        try
        {
            var loader = new IngressGroupLoader(configuration, cluster);
            var group = loader.FindGroupId(cluster.Ingresses.First()) ?? throw new InvalidOperationException("not ours");
            var stack = await new IngressStackBuilder(configuration, cluster, cluster).BuildAsync(loader.Load(group), TestContext.Current.CancellationToken);
            return StackJson.Write(stack);
        }
        catch (AlbModelException exception)
        {
            return exception.Message;
        }
    }

    private static IEnumerable<BuildCase> ReadAll()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "testassets", "builds")).Order(StringComparer.Ordinal))
        {
            BuildCase? found = null;
            foreach (var line in File.ReadAllLines(file).Where(line => line.Length != 0 && !line.StartsWith('#')))
            {
                if (line.StartsWith("== ", StringComparison.Ordinal))
                {
                    if (found is not null)
                    {
                        yield return found;
                    }

                    found = new BuildCase(line[3..]);
                }
                else
                {
                    found!.Add(line);
                }
            }

            yield return found!;
        }
    }

    private sealed class BuildCase(string name)
    {
        private readonly JsonObject _ingress = [];
        private readonly JsonObject _service = [];
        private readonly List<string> _objects = [];
        private string _classParams = "{}";
        private string _serviceSpec = """{"type":"NodePort","ports":[{"name":"http","port":80,"targetPort":8080,"nodePort":32768}]}""";
        private string _spec = Spec("""{"name":"web","port":{"number":80}}""");

        public string Name => name;

        public string? Error { get; private set; }

        public List<string> Has { get; } = [];

        public List<string> Lacks { get; } = [];

        public List<string> Flags { get; } = [];

        public void Add(string line)
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            var (word, rest) = (line[..blank], line[(blank + 1)..]);
            switch (word)
            {
                case "ingress":
                    Annotate(_ingress, rest);
                    break;
                case "service":
                    Annotate(_service, rest);
                    break;
                case "backend":
                    _spec = Spec($$$"""{"name":"{{{rest}}}","port":{"name":"use-annotation"}}""");
                    break;
                case "spec":
                    _spec = rest;
                    break;
                case "service-spec":
                    _serviceSpec = rest;
                    break;
                case "class-params":
                    _classParams = rest;
                    break;
                case "object":
                    _objects.Add(rest);
                    break;
                case "flag":
                    Flags.Add(rest);
                    break;
                case "error":
                    Error = rest;
                    break;
                case "has":
                    Has.Add(rest);
                    break;
                case "lacks":
                    Lacks.Add(rest);
                    break;
                default:
                    throw new InvalidOperationException(line);
            }
        }

        public string ToJson() => $$$$"""
            {"objects":[
                {"kind":"Ingress","metadata":{"namespace":"ns-1","name":"ing-1","annotations":{{{{_ingress.ToJsonString()}}}}},"spec":{{{{_spec}}}}},
                {"kind":"Service","metadata":{"namespace":"ns-1","name":"web","uid":"web-uid","annotations":{{{{_service.ToJsonString()}}}}},"spec":{{{{_serviceSpec}}}}},
                {"kind":"IngressClass","metadata":{"name":"alb"},"spec":{"controller":"ingress.k8s.aws/alb","parameters":{"apiGroup":"elbv2.k8s.aws","kind":"IngressClassParams","name":"alb"}}},
                {"kind":"IngressClassParams","metadata":{"name":"alb"},"spec":{{{{_classParams}}}}}{{{{string.Concat(_objects.Select(item => $",{item}"))}}}}
            ],"subnets":[
                {"id":"subnet-a","zone":"eu-west-1a","tags":{"kubernetes.io/role/internal-elb":"1"}},
                {"id":"subnet-b","zone":"eu-west-1b","tags":{"kubernetes.io/role/internal-elb":"1"}}
            ]}
            """;

        private static string Spec(string service) =>
            """{"ingressClassName":"alb","rules":[{"http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":""" + service + "}}]}}]}";

        private static void Annotate(JsonObject annotations, string line)
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            annotations[Prefix + line[..colon]] = line[(colon + 2)..];
        }
    }
}
