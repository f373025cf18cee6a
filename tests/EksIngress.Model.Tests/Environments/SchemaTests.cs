using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Model.Environments;
using Json.Schema;

namespace EksIngress.Model.Tests.Environments;

/// <summary>
/// The published schema, read by a validator of JSON schema, beside the reader that decides: what the schema refuses the reader refuses, and each rule
/// of the schema refuses something. So neither can change alone.
/// </summary>
public sealed class SchemaTests
{
    private static readonly JsonObject Document = JsonNode.Parse(EnvironmentDocument.WriteSchema())!.AsObject();
    private static readonly JsonSchema Schema = JsonSchema.FromText(Document.ToJsonString());

    // Texts that some rule takes and others do not.
    private static readonly string[] Texts =
    [
        "", "a", "A", "1", "0", "-a", "a-", "a.b", "a_b", "a b", "ä", "a\n", "\na", "/", "/a", "/a b", "/ä", "//", "a/b", "kube-system", "default",
        new('a', 41), new('a', 63), new('a', 64), new('a', 65), new('a', 129), new('a', 257), new('a', 1025), "/" + new string('a', 127), "/" + new string('a', 128), "/" + new string('a', 1024),
        "1.34", "1.3", "eu-west-1", "eu_west_1", "us-gov-west-1", "m5.large", "m5", "v3.5.0", "-v", "registry.example:5000/a/b:1", "UPPER/case", "a:b:c",
        "10.0.0.0/16", "10.0.0.0/8", "10.0.0.1/16", "300.0.0.0/16", "203.0.113.0/24", "vpc-01234567", "vpc-1", "subnet-01234567", "subnet-x",
        "AL2023_ARM_64_STANDARD", "al2023", "100m", "1.5Gi", "1gb", "-1", "1000", "25%", "101%", "10000", "shop.example", "*.shop.example", "Shop.example", "example",
        "*.*.example", "200", "200-299", "500", "HTTP", "https", "#{protocol}", "#{port}", "443", "65536", "text/html", "image/png", "?a=b", "a=b", "a,b", "#{path}", "x y",
        "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "arn:aws:acm:eu-west-1:123456789012:certificate/one", "arn:aws:s3:::x",
        "topology.kubernetes.io/zone", "idle_timeout.timeout_seconds", "${parameters.greeting}", "a${parameters.greeting}b", "${parameters.greeting}\n",
    ];

    private static readonly long[] Numbers = [-1001, -1000, -1, 0, 1, 2, 3, 4, 5, 9, 10, 11, 19, 20, 25, 100, 101, 120, 121, 199, 200, 299, 300, 301, 302, 303, 399, 400, 450, 451, 599, 600, 999, 1000, 1001, 3600, 3601, 7200, 7201, 16384, 16385, 65535, 65536, 604800, 604801];

    public static TheoryData<string> Specifications => [nameof(Specs.Dev), nameof(Specs.Everything), nameof(Specs.Rich), nameof(Answers)];

    // Every way in which an Ingress can answer.
    private static EnvironmentSpec Answers => Specs.Rich with
    {
        Ingresses =
        [
            new()
            {
                Name = "one",
                HealthCheck = new() { Path = "/healthz" },
                Annotations = new Dictionary<string, string> { ["alb.ingress.kubernetes.io/wafv2-acl-arn"] = "arn" },
                DefaultBackend = new() { Workload = "web", Port = 8080 },
                Rules =
                [
                    new() { Path = "/a", Workload = "web", Port = 8080 },
                    new() { Path = "/b", FixedResponse = new() { StatusCode = 200, ContentType = "text/plain", MessageBody = "yes" } },
                    new() { Path = "/c", Redirect = new() { Protocol = "HTTPS", Host = "shop.example", Port = "443", Path = "/x", Query = "a=b" } },
                    new() { Path = "/d", Weighted = new() { Workloads = [new() { Workload = "web", Weight = 1 }], StickinessSeconds = 60 } },
                ],
            },
            new()
            {
                Name = "two",
                HealthCheck = new() { Path = "/healthz" },
                DefaultBackend = new() { Weighted = new() { Workloads = [new() { Workload = "web", Weight = 1 }], StickinessSeconds = 60 } },
            },
            new() { Name = "three", DefaultBackend = new() { Redirect = new() { Protocol = "HTTPS", Host = "shop.example", Port = "443", Path = "/x", Query = "a=b" } } },
        ],
    };

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Schema_ValidSpecification_HasNoFault(string name) => Assert.True(IsValid(Write(Spec(name))), name);

    // Every member of the three specifications, with every text and number in its place.
    [Fact]
    public void Schema_EachRule_RefusesSomethingAndNothingThatTheReaderTakes()
    {
        var (stricter, met, seen) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var document in Specifications.Select(row => Write(Spec(row.Data))))
        {
            foreach (var path in Leaves(document, "").Concat(Collections(document, "")).Where(path => Others(Find(document, path)!).Any() && seen.Add(Resolve(path))))
            {
                var (place, rule) = (Resolve(path), Rule(Resolve(path)));
                foreach (var value in Others(Find(document, path)!))
                {
                    if (Refused(rule, value) is not { Count: > 0 } broken)
                    {
                        continue;
                    }

                    if (IsRead(With(document, path, value)))
                    {
                        stricter.Add($"{path} = {value.ToJsonString()}");
                    }
                    else
                    {
                        met.UnionWith(broken.Select(keyword => place + keyword));
                    }
                }
            }
        }

        Assert.True(stricter.Count == 0, $"The reader takes what the schema refuses: {string.Join('\n', stricter)}");
        var rules = Rules(Document, "").ToList();
        Assert.InRange(rules.Count, 150, 400);
        var idle = rules.Except(met, StringComparer.Ordinal).ToList();
        Assert.True(idle.Count == 0, $"No value met these rules: {string.Join('\n', idle)}");
    }

    [Fact]
    public void Schema_UnknownMemberOrVersion_IsRefusedAsByTheReader()
    {
        var document = Write(Specs.Dev);
        foreach (var changed in new[] { With(document, "/version", 2), With(document, "/version", 0), With(document, "/surprise", true), With(document, "/workloads/0/surprise", 1) })
        {
            Assert.False(IsValid(changed));
            Assert.False(IsRead(changed));
        }
    }

    // Rules that come from AWS, Kubernetes or the controller say from where.
    [Fact]
    public void Schema_Sources_AreAddresses()
    {
        var sources = Walk(Document).OfType<JsonObject>().Select(node => node["$comment"]?.GetValue<string>()).OfType<string>().ToList();

        Assert.True(sources.Count > 60);
        Assert.All(sources, source => Assert.StartsWith("https://", source, StringComparison.Ordinal));
    }

    private static EnvironmentSpec Spec(string name) => name switch
    {
        nameof(Specs.Dev) => Specs.Dev,
        nameof(Specs.Everything) => Specs.Everything with { SecretStore = new() { Name = "store", KeyPrefix = "shop/" } },
        nameof(Specs.Rich) => Specs.Rich,
        _ => Answers,
    };

    private static JsonObject Write(EnvironmentSpec spec) => JsonNode.Parse(EnvironmentDocument.Write(spec))!.AsObject();

    private static bool IsValid(JsonObject document) => Schema.Evaluate(document, new EvaluationOptions { OutputFormat = OutputFormat.Flag }).IsValid;

    private static bool IsRead(JsonObject document)
    {
        try
        {
            EnvironmentDocument.Read("environment.json", JsonSerializer.SerializeToUtf8Bytes(document));
            return true;
        }
        catch (EnvironmentSpecException)
        {
            return false;
        }
    }

    // The keywords that a value breaks, as places below its rule.
    private static HashSet<string> Refused(JsonSchema rule, JsonNode value)
    {
        var result = rule.Evaluate(value, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid
            ? []
            : [.. result.Details.Where(detail => detail.HasErrors).SelectMany(detail => detail.Errors!.Keys.Select(keyword => $"{detail.EvaluationPath}/{keyword}"))];
    }

    // The keywords at a place, without those of what lies below: it has its turn.
    private static JsonSchema Rule(string place)
    {
        var node = Find(Document, place)!.DeepClone().AsObject();
        node.Remove("$ref");
        node.Remove("items");
        node.Remove("properties");
        return JsonSchema.FromText(node.ToJsonString());
    }

    // The place in the schema that tells of a member.
    private static string Resolve(string path)
    {
        var place = "";
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            place = Find(Document, place)!["$ref"]?.GetValue<string>()[1..] ?? place;
            var node = Find(Document, place)!.AsObject();
            place += node.ContainsKey("items") ? "/items" : node["properties"]?[Unescape(part)] is not null ? $"/properties/{part}" : "/additionalProperties";
        }

        return place;
    }

    private static IEnumerable<JsonNode> Others(JsonNode value) => value switch
    {
        JsonArray list => Lists(list),
        JsonObject map => Maps(map),
        _ => Candidates(value),
    };

    private static IEnumerable<string> Rules(JsonNode? node, string path)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    // Types and required members are the serializer's.
                    if (name is "pattern" or "minimum" or "maximum" or "minItems" or "maxItems" or "minLength" or "maxLength" or "maxProperties" or "enum" or "const" && value is not JsonObject)
                    {
                        yield return $"{path}/{name}";
                    }
                    else
                    {
                        foreach (var rule in Rules(value, $"{path}/{name}"))
                        {
                            yield return rule;
                        }
                    }
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    foreach (var rule in Rules(items[i], $"{path}/{i}"))
                    {
                        yield return rule;
                    }
                }

                break;
            default:
                break;
        }
    }

    private static IEnumerable<JsonNode> Walk(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>().SelectMany(Walk).Prepend(members),
        JsonArray items => items.OfType<JsonNode>().SelectMany(Walk),
        _ => [node],
    };

    // A policy is IAM's own document; the schema leaves it to the validator.
    private static IEnumerable<string> Leaves(JsonNode? node, string path) => node switch
    {
        _ when path.EndsWith("/policyDocument", StringComparison.Ordinal) => [],
        JsonObject members => members.SelectMany(member => Leaves(member.Value, $"{path}/{Escape(member.Key)}")),
        JsonArray items => Enumerable.Range(0, items.Count).SelectMany(i => Leaves(items[i], $"{path}/{i}")),
        _ => [path],
    };

    private static IEnumerable<string> Collections(JsonNode? node, string path) => node switch
    {
        _ when path.EndsWith("/policyDocument", StringComparison.Ordinal) => [],
        JsonObject members => members.SelectMany(member => Collections(member.Value, $"{path}/{Escape(member.Key)}")).Concat(path.Length == 0 ? [] : [path]),
        JsonArray items => Enumerable.Range(0, items.Count).SelectMany(i => Collections(items[i], $"{path}/{i}")).Append(path),
        _ => [],
    };

    private static IEnumerable<JsonNode> Candidates(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => Texts.Select(text => (JsonNode)text),
        JsonValueKind.Number => Numbers.Select(number => (JsonNode)number),
        _ => [],
    };

    private static IEnumerable<JsonNode> Lists(JsonArray list) => list.Count == 0
        ? [new JsonArray([.. Enumerable.Repeat("x", 200).Select(text => (JsonNode)text)])]
        : [new JsonArray(), .. new[] { 1, 200 }.Select(count => new JsonArray([.. Enumerable.Range(0, count).Select(_ => list[0]!.DeepClone())]))];

    // Maps of texts get other keys; objects with members of their own are left as they are.
    private static IEnumerable<JsonNode> Maps(JsonObject map) => map.Count > 0 && map.All(member => member.Value?.GetValueKind() == JsonValueKind.String)
        ? [
            .. Texts.Select(text => new JsonObject { [text] = map.First().Value!.DeepClone() }),
            new JsonObject(Enumerable.Range(0, 60).Select(i => KeyValuePair.Create($"key{i}", (JsonNode?)"x"))),
        ]
        : [];

    private static JsonObject With(JsonObject document, string path, JsonNode value)
    {
        var copy = document.DeepClone().AsObject();
        var parent = Find(copy, path[..path.LastIndexOf('/')]);
        var name = Unescape(path[(path.LastIndexOf('/') + 1)..]);
        if (parent is JsonArray items)
        {
            items[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] = value.DeepClone();
        }
        else
        {
            parent![name] = value.DeepClone();
        }

        return copy;
    }

    private static JsonNode? Find(JsonNode document, string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate((JsonNode?)document, (node, part) => node is JsonArray items
            ? items[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]
            : node![Unescape(part)]);

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Unescape(string part) => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
