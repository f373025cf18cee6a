using System.Net;
using EksIngress.Alb.Matching;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Tests.Matching;

/// <summary>The compiled matcher and a naive one agree on random rules and requests; the seeds make a failure repeatable.</summary>
public sealed class MatcherPropertyTests
{
    private const int RuleSets = 1000;
    private const int RulesInASet = 20;
    private const int Requests = 55;

    // Small alphabets, so that rules and requests meet often.
    private static readonly string[] Labels = ["a", "b", "A", "x-1", "c", "d"];
    private static readonly string[] Segments = ["a", "b", "B", "img", "a.png"];
    private static readonly string[] Methods = ["GET", "POST", "get"];
    private static readonly string[] Words = ["1", "v1", "V2", "x"];

    [Fact]
    public void Find_OneMillionPairsOfRulesAndRequests_AgreesWithTheNaiveMatcher()
    {
        var (pairs, hits) = (0, 0);
        for (var seed = 1; seed <= RuleSets; seed++)
        {
            var random = new Random(seed);
            IReadOnlyList<RuleCondition>[] rules = [.. Enumerable.Range(0, RulesInASet).Select(_ => Rule(random))];
            var compiled = CompiledRules<IReadOnlyList<RuleCondition>>.Compile(rules, rule => Array.IndexOf(rules, rule), rule => rule);
            for (var i = 0; i < Requests; i++)
            {
                var request = Request(random);
                IReadOnlyList<RuleCondition>? expected = null;
                foreach (var rule in rules)
                {
                    var matches = NaiveMatcher.Matches(rule, request);
                    expected ??= matches ? rule : null;
                    pairs++;
                }

                hits += expected is null ? 0 : 1;
                Assert.True(
                    ReferenceEquals(expected, compiled.Find(request)),
                    $"seed {seed}: {request.Method} {request.Host}{request.Path}?{request.Query} expected rule {Array.IndexOf(rules, expected)}");
            }
        }

        Assert.True(pairs >= 1_000_000, $"{pairs} pairs");
        Assert.InRange(hits, RuleSets * Requests / 10, (RuleSets * Requests * 99) / 100);
    }

    private static List<RuleCondition> Rule(Random random)
    {
        var conditions = new List<RuleCondition>();
        // Hosts and paths in most rules: a rule with neither would take most requests away from those behind it.
        var kinds = random.Next(1, 64) | random.Next(4);
        AddIf(1, () => random.Next(8) == 0
            ? new RuleCondition.HostHeader([], [$"^{Pick(random, Labels)}.*\\.com$"])
            : new RuleCondition.HostHeader(Several(random, HostPattern), []));
        AddIf(2, () => random.Next(8) == 0
            ? new RuleCondition.PathPattern([], [$"^/({Pick(random, Segments)}|{Pick(random, Segments)})/"])
            : new RuleCondition.PathPattern(Several(random, PathPattern), []));
        if (random.Next(3) == 0)
        {
            AddIf(4, () => new RuleCondition.HttpRequestMethod(Several(random, from => Pick(from, Methods))));
            AddIf(8, () => new RuleCondition.HttpHeader(Pick(random, ["X-A", "x-a", "X-B"]), Several(random, WordPattern), []));
            AddIf(16, () => new RuleCondition.QueryString(Several(
                random, from => new RuleCondition.QueryStringPair(from.Next(3) == 0 ? null : WordPattern(from), WordPattern(from)))));
            AddIf(32, () => new RuleCondition.SourceIp(Several(random, from => $"10.{from.Next(2)}.0.0/{from.Next(8, 33)}")));
        }

        return conditions.Count == 0 ? [new RuleCondition.PathPattern([PathPattern(random)], [])] : conditions;

        void AddIf(int kind, Func<RuleCondition> make)
        {
            if ((kinds & kind) != 0)
            {
                conditions.Add(make());
            }
        }
    }

    private static MatchRequest Request(Random random)
    {
        var headers = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        if (random.Next(2) == 0)
        {
            headers[Pick(random, ["X-A", "X-B"])] = [Pick(random, Words), Pick(random, Words)];
        }

        return new MatchRequest
        {
            Host = Host(random),
            Path = "/" + string.Join('/', Enumerable.Range(0, random.Next(4)).Select(_ => Pick(random, Segments))),
            Query = string.Join('&', Enumerable.Range(0, random.Next(3)).Select(_ => $"{Pick(random, Words)}={Pick(random, Words)}")),
            Method = Pick(random, Methods),
            Source = IPAddress.Parse($"10.{random.Next(2)}.0.{random.Next(3)}"),
            Headers = headers,
        };
    }

    private static string Host(Random random) => $"{string.Join('.', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(random, Labels)))}.com";

    private static string HostPattern(Random random) => random.Next(5) switch
    {
        0 => $"*.{Host(random)}",
        1 => $"*{Host(random)}",
        2 => $"{Pick(random, Labels)}.*",
        3 => Host(random).Replace('a', '?'),
        _ => Host(random),
    };

    private static string PathPattern(Random random)
    {
        var path = "/" + string.Join('/', Enumerable.Range(0, random.Next(1, 3)).Select(_ => Pick(random, Segments)));
        return random.Next(7) switch
        {
            0 => random.Next(4) == 0 ? "/*" : path,
            1 => path + "/*",
            2 => path + "*",
            3 => "*" + path,
            4 => path.Replace('a', '?'),
            5 => $"/*{path}*",
            _ => path,
        };
    }

    private static string WordPattern(Random random) => random.Next(4) switch
    {
        0 => "*",
        1 => Pick(random, Words) + "*",
        2 => "?1",
        _ => Pick(random, Words),
    };

    private static T[] Several<T>(Random random, Func<Random, T> make) => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => make(random))];

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
