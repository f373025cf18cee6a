using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Rules;
using EksIngress.Alb.Tests.Matching;

namespace EksIngress.Alb.Tests.Rules;

public sealed class RuleOptimizerTests
{
    private static readonly ListenerAction ToHttps = new ListenerAction.Redirect(null, null, "443", "HTTPS", null, "HTTP_301");
    private static readonly ListenerAction Answer = new ListenerAction.FixedResponse("text/plain", null, "200");

    [Fact]
    public void Optimize_RedirectOfEverythingOnHttp_LeavesNothingBehindIt()
    {
        var rules = RuleOptimizer.Optimize(80, "HTTP", [Rule(ToHttps, Paths("/*")), Rule(Answer, Hosts("a.example.com"), Paths("/a"))]);

        Assert.Equal([ToHttps], rules.Select(rule => rule.Actions[0]));
    }

    [Fact]
    public void Optimize_RedirectToItselfOnHttps_IsLeftOut()
    {
        var rules = RuleOptimizer.Optimize(443, "HTTPS", [Rule(ToHttps, Paths("/*")), Rule(Answer, Hosts("a.example.com"), Paths("/a"))]);

        Assert.Equal([Answer], rules.Select(rule => rule.Actions[0]));
    }

    public static TheoryData<string?, string?, string?, string?, string?, bool> Loops => new()
    {
        { "#{host}", null, null, null, null, true },
        { "a.example.com", null, null, null, null, true },
        { "b.example.com", null, null, null, null, false },
        { null, "/#{path}", null, null, null, true },
        { null, "/a", null, null, null, true },
        { null, "/b", null, null, null, false },
        { null, null, "#{port}", null, null, true },
        { null, null, "80", null, null, true },
        { null, null, "81", null, null, false },
        { null, null, null, "#{protocol}", null, true },
        { null, null, null, "HTTP", null, true },
        { null, null, null, "HTTPS", null, false },
        { null, null, null, null, "#{query}", true },
        { null, null, null, null, "x=1", false },
    };

    [Theory]
    [MemberData(nameof(Loops))]
    public void Optimize_Redirect_IsDroppedExactlyIfItChangesNothing(string? host, string? path, string? port, string? protocol, string? query, bool dropped)
    {
        var redirect = new ListenerAction.Redirect(host, path, port, protocol, query, "HTTP_301");

        var rules = RuleOptimizer.Optimize(80, "HTTP", [Rule(redirect, Hosts("a.example.com"), Paths("/a"))]);

        Assert.Equal(dropped, rules.Count == 0);
    }

    [Fact]
    public void Optimize_RedirectWithARegexPath_IsNeverALoop()
    {
        var redirect = new ListenerAction.Redirect(null, null, null, null, null, "HTTP_301");

        Assert.Single(RuleOptimizer.Optimize(80, "HTTP", [Rule(redirect, new RuleCondition.PathPattern([], ["^/a$"]))]));
    }

    public static TheoryData<string, string, string, string, bool> Covering => new()
    {
        { "", "/*", "a.example.com", "/x", true },
        { "", "/a", "", "/a", true },
        { "", "/a", "", "/b", false },
        { "a.example.com", "/*", "", "/x", false },
        { "a.example.com", "/*", "a.example.com", "/x", true },
        { "a.example.com", "/*", "b.example.com", "/x", false },
        { "", "/a", "a.example.com", "", false },
    };

    [Theory]
    [MemberData(nameof(Covering))]
    public void Optimize_RuleBehindARedirect_IsDroppedExactlyIfTheRedirectTakesAllOfIt(string host, string path, string laterHost, string laterPath, bool dropped)
    {
        var redirect = new ListenerAction.Redirect("other.example.com", null, null, null, null, "HTTP_301");

        var rules = RuleOptimizer.Optimize(80, "HTTP", [Rule(redirect, Conditions(host, path)), Rule(Answer, Conditions(laterHost, laterPath))]);

        Assert.Equal(dropped ? 1 : 2, rules.Count);
    }

    [Fact]
    public void Optimize_RedirectWithAnotherKindOfCondition_CoversNothing()
    {
        var rules = RuleOptimizer.Optimize(
            80, "HTTP", [Rule(ToHttps, new RuleCondition.HttpRequestMethod(["GET"]), Paths("/*")), Rule(Answer, Paths("/a"))]);

        Assert.Equal(2, rules.Count);
    }

    // As in the controller: only plain hosts are looked at, so an expression counts as every host.
    [Fact]
    public void Optimize_RedirectOfAHostExpression_CountsAsOneOfEveryHost()
    {
        var rules = RuleOptimizer.Optimize(80, "HTTP", [Rule(ToHttps, new RuleCondition.HostHeader([], ["^a"])), Rule(Answer, Hosts("b.example.com"))]);

        Assert.Single(rules);
    }

    [Theory]
    [InlineData("^/a$", "^/a$", true)]
    [InlineData("^/a$", "^/b$", false)]
    public void Optimize_RedirectOfAPathExpression_CoversTheSameTextAlone(string earlier, string later, bool dropped)
    {
        var rules = RuleOptimizer.Optimize(
            80, "HTTP", [Rule(ToHttps, new RuleCondition.PathPattern([], [earlier])), Rule(Answer, new RuleCondition.PathPattern([], [later]))]);

        Assert.Equal(dropped ? 1 : 2, rules.Count);
    }

    [Fact]
    public void Optimize_RuleThatAuthenticatesFirst_IsLookedAtForItsRedirect()
    {
        var authenticate = new ListenerAction.JwtValidation("k", "i", []);

        Assert.Empty(RuleOptimizer.Optimize(443, "HTTPS", [new RuleDraft([Paths("/*")], [authenticate, ToHttps], NoStrings.Map)]));
    }

    [Fact]
    public void Optimize_WhatIsKept_StaysWholeAndInOrder()
    {
        var transforms = new RuleTransform[] { new RuleTransform.UrlRewrite([new RuleTransform.Rewrite("a", "b")]) };
        var first = Rule(Answer, Paths("/b")) with { Transforms = transforms, Tags = new Dictionary<string, string> { ["k"] = "v" } };
        var second = Rule(Answer, Paths("/a"));

        Assert.Equal([first, second], RuleOptimizer.Optimize(80, "HTTP", [first, second]));
    }

    [Fact]
    public void Optimize_NoRulesOrProtocol_IsACallersMistake()
    {
        Assert.Throws<ArgumentNullException>(() => RuleOptimizer.Optimize(80, "HTTP", null!));
        Assert.Throws<ArgumentNullException>(() => RuleOptimizer.Optimize(80, null!, []));
    }

    // Rules with plain hosts and redirects elsewhere: what is left out never was the first to match.
    [Fact]
    public void Optimize_RandomRules_ChangesNoRequestAndIsDoneAtOnce()
    {
        var random = new Random(11);
        var dropped = 0;
        for (var round = 0; round < 3000; round++)
        {
            List<RuleDraft> rules = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => RandomRule(random))];

            var optimized = RuleOptimizer.Optimize(80, "HTTP", rules);

            dropped += rules.Count - optimized.Count;
            Assert.Equal(optimized, RuleOptimizer.Optimize(80, "HTTP", optimized));
            for (var i = 0; i < 20; i++)
            {
                var request = new MatchRequest { Host = Pick(random, ["a.example.com", "b.example.com", "c.example.com"]), Path = Pick(random, ["/", "/a", "/b", "/a/b"]), Method = Pick(random, ["GET", "PUT"]) };
                Assert.Same(First(rules, request), First(optimized, request));
            }
        }

        Assert.True(dropped > 1000, $"{dropped} rules were left out");
    }

    private static RuleDraft? First(IEnumerable<RuleDraft> rules, MatchRequest request) => rules.FirstOrDefault(rule => NaiveMatcher.Matches(rule.Conditions, request));

    private static RuleDraft RandomRule(Random random)
    {
        var conditions = new List<RuleCondition>();
        if (random.Next(2) == 0)
        {
            conditions.Add(Hosts([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Pick(random, ["a.example.com", "b.example.com"]))]));
        }

        if (conditions.Count == 0 || random.Next(2) == 0)
        {
            conditions.Add(Paths([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Pick(random, ["/*", "/a", "/a/*", "/b"]))]));
        }

        if (random.Next(4) == 0)
        {
            conditions.Add(new RuleCondition.HttpRequestMethod([Pick(random, ["GET", "PUT"])]));
        }

        return new RuleDraft(conditions, [random.Next(3) == 0 ? new ListenerAction.Redirect("elsewhere.example.com", null, null, null, null, "HTTP_301") : Answer], NoStrings.Map);
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];

    private static RuleDraft Rule(ListenerAction action, params RuleCondition[] conditions) => new(conditions, [action], NoStrings.Map);

    private static RuleCondition[] Conditions(string host, string path) =>
        [.. host.Length == 0 ? [] : (RuleCondition[])[Hosts(host)], .. path.Length == 0 ? [] : (RuleCondition[])[Paths(path)]];

    private static RuleCondition.HostHeader Hosts(params string[] hosts) => new(hosts, []);

    private static RuleCondition.PathPattern Paths(params string[] paths) => new(paths, []);
}
