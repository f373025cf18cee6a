using System.Text.Json.Nodes;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Tests.Stacks;

/// <summary>What does not depend on the order in which things come, and what malformed annotations may do.</summary>
public sealed class BuildPropertyTests
{
    private const string Prefix = "alb.ingress.kubernetes.io/";

    private static readonly ControllerConfiguration Configuration = new() { ClusterName = "cluster-dummy", VpcId = "vpc-dummy", EnableCertificateManagement = true };

    // One good value of each annotation of rules, listeners and target groups; mutations start from them.
    private static readonly (string Key, string Value)[] Good =
    [
        ("actions.web", """{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":"80","weight":1},{"targetGroupARN":"arn:x","weight":2}],"targetGroupStickinessConfig":{"enabled":true,"durationSeconds":5}}}"""),
        ("actions.web", """{"type":"redirect","redirectConfig":{"host":"#{host}","path":"/x","statusCode":"HTTP_301"}}"""),
        ("actions.web", """{"type":"fixed-response","fixedResponseConfig":{"statusCode":"200","messageBody":"\u00e9\"","contentType":"text/plain"}}"""),
        ("conditions.web", """[{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"h","values":["a"]}},{"field":"query-string","queryStringConfig":{"values":[{"key":"k","value":"v"}]}},{"field":"host-header","hostHeaderConfig":{"regexValues":["^a"]}}]"""),
        ("transforms.web", """[{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[{"regex":"^/a","replace":"/b"}]}}]"""),
        ("jwt-validation", """{"jwksEndpoint":"k","issuer":"i","additionalClaims":[{"format":"f","name":"n","values":["v"]}]}"""),
        ("auth-idp-oidc", """{"issuer":"i","secretName":"s","authenticationRequestExtraParams":{"a":"b"}}"""),
        ("auth-idp-cognito", """{"userPoolARN":"a","userPoolClientID":"b","userPoolDomain":"c"}"""),
        ("auth-type", "cognito"),
        ("auth-session-timeout", "604800"),
        ("mutual-authentication", """[{"port":443,"mode":"verify","trustStore":"shop","ignoreClientCertificateExpiry":true}]"""),
        ("listen-ports", """[{"HTTP":80},{"HTTPS":443}]"""),
        ("certificate-arn", "arn:a,arn:b"),
        ("inbound-cidrs", "10.0.0.0/8,fd00::/8,::ffff:1.2.3.4/128"),
        ("tags", @"a=1,b=2\,3"),
        ("target-group-attributes", "a=1,b=2"),
        ("listener-attributes.HTTP-80", "a=1"),
        ("target-node-labels", "a=b"),
        ("healthcheck-port", "http"),
        ("healthcheck-interval-seconds", "15"),
        ("multi-cluster-target-group", "true"),
        ("target-control-port.web.80", "3000"),
        ("create-acm-cert", "true"),
        ("ssl-redirect", "443"),
        ("use-regex-path-match", "true"),
    ];

    private static readonly char[] Alphabet = [.. "{}[]\":,\\ 01-.eE+truefalsn'/*=\u0000\u001f\u007f\u00e9\u2028\ud800\udc00%ftTFa#$"];

    [Fact]
    public async Task Build_MutatedAnnotations_EndsInAStackOrInTheModelsError()
    {
        var random = new Random(20261125);
        var stacks = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var annotations = new JsonObject();
            foreach (var (key, value) in Enumerable.Range(0, random.Next(1, 4)).Select(_ => Good[random.Next(Good.Length)]))
            {
                annotations[Prefix + key] = random.Next(3) == 0 ? Noise(random) : Mutated(random, value);
            }

            stacks += await TryBuildAsync(annotations) ? 1 : 0;
        }

        Assert.InRange(stacks, 200, 19_800);
    }

    [Theory]
    [InlineData("[", 300_000)]
    [InlineData("{\"a\":", 60_000)]
    [InlineData("a=1,", 100_000)]
    [InlineData("\\,", 150_000)]
    [InlineData(",", 300_000)]
    [InlineData("[{\"HTTP\":80},", 30_000)]
    [InlineData("9", 300_000)]
    public async Task Build_HugeAnnotations_EndInBoundedTime(string part, int times)
    {
        var huge = string.Concat(Enumerable.Repeat(part, times));
        var started = System.Diagnostics.Stopwatch.GetTimestamp();

        foreach (var (key, _) in Good)
        {
            await TryBuildAsync(new JsonObject { [Prefix + key] = huge });
        }

        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Build_ShuffledMembersServicesAndMaps_GivesTheSameBytes()
    {
        var random = new Random(7);
        var expected = await BuildAsync(Cluster(Shuffled(random, Members())));

        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(expected, await BuildAsync(Cluster(Shuffled(random, Members()))));
        }
    }

    [Fact]
    public async Task Build_OwnResultAgain_ChangesNothing()
    {
        var cluster = Cluster(Members());

        Assert.Equal(await BuildAsync(cluster), await BuildAsync(cluster));
    }

    private static JsonArray Members() =>
    [
        .. Enumerable.Range(1, 4).Select(i => JsonNode.Parse($$"""
            {"kind":"Ingress","spec":{"ingressClassName":"alb","rules":[{"host":"{{i}}.example.com","http":{"paths":[
                {"path":"/{{i}}","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80} } } }] } }]},
             "metadata":{"namespace":"ns-{{i % 2}}","name":"ing-{{i}}","annotations":{
                "{{Prefix}}group.name":"g","{{Prefix}}group.order":"{{i / 2}}","{{Prefix}}tags":"a=1,b=2,c=3","{{Prefix}}certificate-arn":"arn:{{i}},arn:same",
                "{{Prefix}}listen-ports":"[{\"HTTP\":80},{\"HTTPS\":443}]","{{Prefix}}target-group-attributes":"x=1,y=2","{{Prefix}}listener-attributes.HTTP-80":"k=v,l=w"} } }
            """)),
        .. Enumerable.Range(0, 2).Select(i => JsonNode.Parse($$"""
            {"kind":"Service","metadata":{"namespace":"ns-{{i}}","name":"web","uid":"uid-{{i}}"},
             "spec":{"type":"NodePort","ports":[{"port":80,"targetPort":8080,"nodePort":30000}] } }
            """)),
    ];

    private static JsonArray Shuffled(Random random, JsonArray objects)
    {
        var items = objects.Select(item => item!.DeepClone().AsObject()).ToArray();
        random.Shuffle(items);
        foreach (var metadata in items.Select(item => item["metadata"]!.AsObject()).Where(metadata => metadata["annotations"] is not null))
        {
            var annotations = metadata["annotations"]!.AsObject().Select(pair => (pair.Key, Value: (string)pair.Value!)).ToArray();
            random.Shuffle(annotations);
            metadata["annotations"] = new JsonObject(annotations.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Reordered(random, pair.Value))));
        }

        return [.. items];
    }

    // Entries of a map may come in any order.
    private static string Reordered(Random random, string value)
    {
        if (value.StartsWith('[') || !value.Contains('=', StringComparison.Ordinal))
        {
            return value;
        }

        var parts = value.Split(',');
        random.Shuffle(parts);
        return string.Join(',', parts);
    }

    private static async Task<bool> TryBuildAsync(JsonObject annotations)
    {
        var cluster = Cluster(
        [
            new JsonObject
            {
                ["kind"] = "Ingress",
                ["metadata"] = new JsonObject { ["namespace"] = "ns-1", ["name"] = "ing-1", ["annotations"] = annotations },
                ["spec"] = JsonNode.Parse("""{"ingressClassName":"alb","rules":[{"host":"a.example.com","http":{"paths":[{"path":"/a","backend":{"service":{"name":"web","port":{"name":"use-annotation"}}}},{"path":"/b","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}"""),
            },
            JsonNode.Parse("""{"kind":"Service","metadata":{"namespace":"ns-1","name":"web","uid":"u"},"spec":{"type":"NodePort","ports":[{"name":"http","port":80,"targetPort":8080,"nodePort":30000}]}}"""),
        ]);
        try
        {
            await BuildAsync(cluster);
            return true;
        }
        catch (AlbModelException)
        {
            return false;
        }
    }

    private static async Task<string> BuildAsync(FakeCluster cluster)
    {
        var loader = new IngressGroupLoader(Configuration, cluster);
        var group = loader.FindGroupId(cluster.Ingresses.First())!.Value;
        return StackJson.Write(await new IngressStackBuilder(Configuration, cluster, cluster).BuildAsync(loader.Load(group), TestContext.Current.CancellationToken));
    }

    private static FakeCluster Cluster(JsonArray objects)
    {
        objects.Add(JsonNode.Parse("""{"kind":"IngressClass","metadata":{"name":"alb"},"spec":{"controller":"ingress.k8s.aws/alb"}}"""));
        return new FakeCluster(new JsonObject
        {
            ["objects"] = objects,
            ["subnets"] = JsonNode.Parse("""[{"id":"subnet-a","zone":"a","tags":{"kubernetes.io/role/internal-elb":"1"}},{"id":"subnet-b","zone":"b","tags":{"kubernetes.io/role/internal-elb":"1"}}]"""),
        }.ToJsonString());
    }

    private static string Noise(Random random) => new([.. Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);

    private static string Mutated(Random random, string value)
    {
        var text = new List<char>(value);
        for (var i = random.Next(4); i > 0 && text.Count != 0; i--)
        {
            var at = random.Next(text.Count);
            switch (random.Next(4))
            {
                case 0:
                    text.RemoveAt(at);
                    break;
                case 1:
                    text.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
                    break;
                case 2:
                    text[at] = Alphabet[random.Next(Alphabet.Length)];
                    break;
                default:
                    text.RemoveRange(at, random.Next(text.Count - at));
                    break;
            }
        }

        return new string([.. text]);
    }
}
