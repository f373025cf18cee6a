using System.Net;
using EksIngress.Alb.Lint;
using EksIngress.Alb.Matching;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Tests.Lint;

/// <summary>What the linter calls unreachable is: the made-up requests stand for all that a rule matches.</summary>
public sealed class WitnessRequestsTests
{
    private static readonly string[] Texts = [.. Strings(5)];

    [Fact]
    public void Of_EveryRequest_MatchesItsOwnRule()
    {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++)
        {
            var rule = Rule(random);
            var compiled = Compile(rule);

            Assert.All(WitnessRequests.Of(rule, random.Next(2) == 0) ?? [], request => Assert.True(Takes(compiled, request), $"{Describe(rule)}: {request}"));
        }
    }

    // Patterns without "?" need only the shortest and a long text for each "*".
    [Fact]
    public void Of_FewLengths_SufficeAmongPatternsWithoutSingleWildcards()
    {
        var random = new Random(3);
        for (var i = 0; i < 10_000; i++)
        {
            var rule = new[] { Paths(random) };
            var takers = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Compile([Path(Pattern(random).Replace('?', 'a'))])).ToList();

            if (WitnessRequests.Of(rule, amongSingleWildcards: true) is { } many)
            {
                Assert.Equal(
                    many.All(request => takers.Exists(taker => Takes(taker, request))),
                    WitnessRequests.Of(rule, amongSingleWildcards: false)!.All(request => takers.Exists(taker => Takes(taker, request))));
            }
        }
    }

    // Compared with all paths of up to five of three letters, one of which no pattern names.
    [Fact]
    public void Of_RequestsAllTakenByEarlierRules_NoPathReachesTheRule()
    {
        var random = new Random(2);
        var (unreachable, reachable) = (0, 0);
        for (var i = 0; i < 10_000; i++)
        {
            var rule = new[] { Paths(random) };
            var earlier = Enumerable.Range(0, random.Next(1, 4)).Select(_ => new[] { Paths(random) }).ToList();
            var (compiled, takers) = (Compile(rule), earlier.Select(Compile).ToList());

            var isUnreachable = WitnessRequests.Of(rule, amongSingleWildcards: true)?.All(request => takers.Exists(taker => Takes(taker, request))) ?? false;
            var escapes = Texts.FirstOrDefault(text => Takes(compiled, At(text)) && !takers.Exists(taker => Takes(taker, At(text))));

            Assert.False(isUnreachable && escapes is not null, $"{Describe(rule)} after {string.Join(", ", earlier.Select(Describe))}: '{escapes}' reaches it");
            _ = isUnreachable ? unreachable++ : reachable++;
        }

        Assert.True(unreachable > 1000 && reachable > 1000, $"{unreachable} unreachable and {reachable} reachable rules show little");
    }

    [Theory]
    [InlineData("*.example.com", "a.example.com", false)]
    [InlineData("a.example.com", "*.example.com", true)]
    [InlineData("?.example.com", "*.example.com", true)]
    [InlineData("*.example.com", "?.example.com", false)]
    [InlineData("A.example.com", "a.EXAMPLE.com", true)]
    public void Of_Hosts_AreComparedWithoutTheirCase(string later, string earlier, bool covered) => Assert.Equal(
        covered,
        WitnessRequests.Of([new RuleCondition.HostHeader([later], [])], amongSingleWildcards: true)!.All(request => Takes(Compile([new RuleCondition.HostHeader([earlier], [])]), request)));

    [Theory]
    [InlineData("10.1.0.0/16", "10.0.0.0/8", true)]
    [InlineData("10.0.0.0/8", "10.1.0.0/16", false)]
    [InlineData("0.0.0.0/0", "0.0.0.0/1", false)]
    public void Of_Sources_ABlockIsCoveredByAWiderOne(string later, string earlier, bool covered) => Assert.Equal(
        covered,
        WitnessRequests.Of([new RuleCondition.SourceIp([later])], amongSingleWildcards: false)!.All(request => Takes(Compile([new RuleCondition.SourceIp([earlier])]), request)));

    [Fact]
    public void Of_RuleForOneMethod_DoesNotCoverARuleForAll() =>
        Assert.Contains(WitnessRequests.Of([Path("/*")], amongSingleWildcards: false)!, request => !Takes(Compile([new RuleCondition.HttpRequestMethod(["GET"]), Path("/*")]), request));

    [Fact]
    public void Of_RegularExpression_IsNotSampled() => Assert.Null(WitnessRequests.Of([new RuleCondition.PathPattern([], ["^/a"])], amongSingleWildcards: false));

    private static RuleCondition.PathPattern Path(string pattern) => new([pattern], []);

    private static RuleCondition[] Rule(Random random) => random.Next(4) switch
    {
        0 => [Paths(random)],
        1 => [new RuleCondition.HostHeader([Pattern(random)], []), Paths(random)],
        2 => [new RuleCondition.HttpHeader("X-A", [Pattern(random), Pattern(random)], []), new RuleCondition.HttpRequestMethod(["GET", "PUT"])],
        _ => [new RuleCondition.QueryString([new RuleCondition.QueryStringPair(random.Next(2) == 0 ? null : "k" + Pattern(random), "v" + Pattern(random))]), new RuleCondition.SourceIp(["10.1.2.3/16"])],
    };

    private static RuleCondition.PathPattern Paths(Random random) => new([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Pattern(random))], []);

    private static string Pattern(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => "ab**?"[random.Next(5)]));

    private static List<CompiledCondition> Compile(IReadOnlyList<RuleCondition> rule) => [.. rule.Select(CompiledCondition.Compile)];

    private static bool Takes(List<CompiledCondition> rule, IRuleRequest request) => rule.TrueForAll(condition => condition.IsMatch(request));

    private static MatchRequest At(string path) => new() { Path = path };

    private static string Describe(IReadOnlyList<RuleCondition> rule) => string.Join(" and ", rule.Select(condition => condition is RuleCondition.PathPattern path ? string.Join('|', path.Values) : condition.ToString()));

    private static IEnumerable<string> Strings(int length) =>
        length == 0 ? [""] : Strings(length - 1).SelectMany(text => text.Length == length - 1 ? new[] { text, text + 'a', text + 'b', text + 'c' } : [text]).Distinct();

    private sealed class MatchRequest : IRuleRequest
    {
        public string Host => "www.example.com";

        public string Path { get; init; } = "/";

        public string Query => "";

        public string Method => "GET";

        public IPAddress? Source => IPAddress.Loopback;

        public bool AnyHeaderValue(string name, Func<string, bool> passes) => false;
    }
}
