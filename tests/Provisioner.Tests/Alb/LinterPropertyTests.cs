using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Alb.Lint;
using EksIngress.Alb.Plans;
using EksIngress.Provisioner.Alb.Manifests;

namespace EksIngress.Provisioner.Tests.Alb;

/// <summary>Whatever stands in a manifest, the linter answers; and it answers the same whatever the order.</summary>
public sealed class LinterPropertyTests
{
    private const int MutationsOfEachExample = 60;

    private static readonly string[] Strings =
    [
        "", " ", "/", "/*", "*", "-", "0", "-1", "99999999999", "true", "{}", "[]", "null", "{", "[{}]", "[null]", "a=b", "=", ",", "a=b,c", "\\", "((", "[a-",
        "*.example.com", "10.0.0.0/99", "::1/0", "use-annotation", "traffic-port", "{\"type\":null}", "{\"type\":\"forward\",\"forwardConfig\":{\"targetGroups\":[null]}}",
        "[{\"field\":\"host-header\",\"hostHeaderConfig\":{\"values\":null}}]", "[{\"HTTP\":\"x\"}]", "[{\"HTTP\":80},{\"HTTP\":80}]", "{\"a\":1,\"a\":2}", "\u00e9\ud83d\ude80", "#{path}",
        new('*', 200), new('a', 5000),
    ];

    private static readonly IReadOnlyList<MistakesDocument.Entry> Entries = MistakesDocument.Read();

    [Fact]
    public void Lint_MutatedManifests_NeverThrows()
    {
        var random = new Random(20251125);
        foreach (var entry in Entries)
        {
            for (var i = 0; i < MutationsOfEachExample; i++)
            {
                var objects = YamlReader.Read("example.yaml", entry.Yaml).Select(item => Mutate(item, random)).ToList();
                var exception = Record.Exception(() => AlbLinter.Lint(objects));
                Assert.True(exception is null, $"{entry.Code}, mutation {i}: {exception}\n{string.Join('\n', objects.Select(item => item.Json.GetRawText()))}");
            }
        }
    }

    [Fact]
    public void Lint_ObjectsInAnotherOrder_GivesTheSameFindings()
    {
        var random = new Random(4711);
        foreach (var entry in Entries)
        {
            // Several examples at once: they name the same objects differently, and groups form between them.
            var objects = YamlReader.Read("a.yaml", entry.Yaml)
                .Concat(YamlReader.Read("b.yaml", Entries[random.Next(Entries.Count)].Yaml))
                .DistinctBy(item => (item.Kind, item.Namespace, item.Name))
                .ToArray();
            var expected = Describe(objects);

            random.Shuffle(objects);

            Assert.Equal(expected, Describe(objects));
        }
    }

    [Fact]
    public void Lint_Twice_GivesTheSameFindings() => Assert.All(Entries, entry =>
        Assert.Equal(Describe(YamlReader.Read("a.yaml", entry.Yaml)), Describe(YamlReader.Read("a.yaml", entry.Yaml))));

    [Fact]
    public async Task Lint_NoErrors_MeansThatTheControllerBuildsEveryGroup()
    {
        var random = new Random(815);
        var built = 0;
        var surprises = new List<string>();
        foreach (var entry in Entries)
        {
            for (var i = 0; i < 20; i++)
            {
                var objects = YamlReader.Read("example.yaml", entry.Yaml)
                    .Select(item => i == 0 ? item : Mutate(item, random))
                    .DistinctBy(item => (item.Kind, item.Namespace, item.Name))
                    .ToList();
                if (AlbLinter.Lint(objects).Findings.All(finding => finding.Severity != LintSeverity.Error))
                {
                    var errors = await BuildAsync(objects);
                    built += errors.Count;
                    surprises.AddRange(errors.OfType<string>().Select(error =>
                        $"{entry.Code}, mutation {i}: {error}\n{string.Join('\n', objects.Select(item => item.Json.GetRawText()))}"));
                }
            }
        }

        Assert.True(surprises.Count == 0, string.Join("\n\n", surprises.Take(10)));
        Assert.True(built > 300, $"only {built} groups were built");
    }

    // One entry for each group: null, or why it is not built.
    private static async Task<IReadOnlyList<string?>> BuildAsync(IReadOnlyList<ManifestObject> objects)
    {
        try
        {
            var plan = await AlbPlanner.PlanAsync(
                new AlbPlanRequest { Objects = KubernetesObjects.Read(objects), AssumeDefaults = true }, TestContext.Current.CancellationToken);
            return [.. plan.Groups.Select(group => group.Error is { } error && !IsAboutMissingObjects(error) ? error : null)];
        }
        catch (ManifestException exception)
        {
            return [exception.Message];
        }
    }

    // The linter takes what is not given for given; the planner does not.
    private static bool IsAboutMissingObjects(string error) =>
        error.Contains("is not supported here", StringComparison.Ordinal) || error.Contains("not found", StringComparison.Ordinal);

    private static List<string> Describe(IReadOnlyList<ManifestObject> objects) => [.. AlbLinter.Lint(objects).Findings.Select(finding =>
        $"{finding.Kind} {finding.Namespace}/{finding.Name}{finding.Field} {finding.Code} {finding.Message} | {finding.Fix} | {string.Join(',', finding.Breaks)}")];

    // Kind and name stay: without them there is no object, and the reader says so.
    private static ManifestObject Mutate(ManifestObject item, Random random)
    {
        var root = JsonNode.Parse(item.Json.GetRawText())!;
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var places = Places(root).Where(node => node.GetPath() is not ("$" or "$.kind" or "$.metadata" or "$.metadata.name")).ToList();
            if (places.Count > 0)
            {
                Change(places[random.Next(places.Count)], random);
            }
        }

        return ManifestObject.Expand(JsonSerializer.SerializeToElement(root), item.Source)[0];
    }

    private static void Change(JsonNode node, Random random)
    {
        JsonNode? value = random.Next(8) switch
        {
            0 => null,
            1 => random.Next(-2, 70000),
            2 => random.Next(2) == 0,
            3 => new JsonArray(),
            4 => new JsonObject(),
            5 => 1.5,
            _ => Strings[random.Next(Strings.Length)],
        };
        switch (node.Parent)
        {
            case JsonObject map when random.Next(4) == 0:
                map.Remove(node.GetPropertyName());
                break;
            case JsonObject map:
                map[node.GetPropertyName()] = value;
                break;
            case JsonArray list when random.Next(4) == 0:
                list.Add(node.DeepClone());
                break;
            case JsonArray list:
                list[node.GetElementIndex()] = value;
                break;
            default:
                break;
        }
    }

    private static IEnumerable<JsonNode> Places(JsonNode node)
    {
        yield return node;
        var children = node switch
        {
            JsonObject map => map.Select(member => member.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (var place in children.OfType<JsonNode>().SelectMany(Places))
        {
            yield return place;
        }
    }
}
