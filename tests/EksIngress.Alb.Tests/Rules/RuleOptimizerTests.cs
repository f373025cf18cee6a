using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Rules;

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

    private static RuleDraft Rule(ListenerAction action, params RuleCondition[] conditions) => new(conditions, [action], NoStrings.Map);

    private static RuleCondition[] Conditions(string host, string path) =>
        [.. host.Length == 0 ? [] : (RuleCondition[])[Hosts(host)], .. path.Length == 0 ? [] : (RuleCondition[])[Paths(path)]];

    private static RuleCondition.HostHeader Hosts(params string[] hosts) => new(hosts, []);

    private static RuleCondition.PathPattern Paths(params string[] paths) => new(paths, []);
}
