using EksIngress.Alb.Explain;
using EksIngress.Alb.Rules;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Tests.Explain;

/// <summary>What a plan cannot show: health, certificates of all kinds, requests that no rule sees.</summary>
public sealed class RequestExplainerTests
{
    private static readonly ListenerAction NotFound = new ListenerAction.FixedResponse("text/plain", null, "404");

    [Theory]
    [InlineData("", "it has no registered targets: answered 503")]
    [InlineData("draining", "it has no registered targets: answered 503")]
    [InlineData("healthy", "1 of 1 targets are healthy")]
    [InlineData("healthy,unhealthy,draining", "1 of 2 targets are healthy")]
    [InlineData("unhealthy,initial", "none of its targets is healthy, so requests go to all of them (fail-open)")]
    public void Explain_Forward_SaysWhatTheTargetsAreFor(string states, string effect)
    {
        var targets = states.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select((state, index) => new TargetModel { Id = $"10.0.0.{index}", Port = 80, State = state }).ToList();

        var explanation = RequestExplainer.Explain(Model(new ListenerAction.Forward([Tuple("a", null)], null), Group("a", targets)), Get("http://a.example.com/"));

        Assert.Equal(effect, Assert.Single(Assert.Single(explanation.Actions).TargetGroups).Effect);
    }

    [Fact]
    public void Explain_WeightedForward_GivesShares()
    {
        var forward = new ListenerAction.Forward([Tuple("a", 3), Tuple("b", 0), Tuple("c", 1)], new ListenerAction.TargetGroupStickiness(true, 60));

        var action = Assert.Single(RequestExplainer.Explain(Model(forward, Group("a", []), Group("b", [])), Get("http://a.example.com/")).Actions);

        Assert.Contains("AWSALBTG", action.Effect, StringComparison.Ordinal);
        Assert.Equal([(3, 4), (0, 4), (1, 4)], action.TargetGroups.Select(group => (group.Weight, group.TotalWeight)));
        Assert.Equal("its weight is 0: no request goes here", action.TargetGroups[1].Effect);
        Assert.Equal("the target group is not one of this plan", action.TargetGroups[2].Effect);
    }

    [Theory]
    [InlineData("authenticate", "answered 302 to https://idp/authorize")]
    [InlineData("deny", "answered 401")]
    [InlineData("allow", "goes on, unauthenticated")]
    public void Explain_Authentication_SaysWhatAStrangerMeets(string behavior, string effect)
    {
        var oidc = new ListenerAction.AuthenticateOidc
        {
            Issuer = "https://idp",
            AuthorizationEndpoint = "https://idp/authorize",
            TokenEndpoint = "https://idp/token",
            UserInfoEndpoint = "https://idp/user",
            ClientId = "id",
            ClientSecret = "very secret",
            Session = new ListenerAction.AuthenticationSession(new Dictionary<string, string>(), behavior, "openid", "Session", 60),
        };
        var model = Model(NotFound) with { Listeners = [Listener(443, "HTTPS", [oidc, NotFound], "arn:1")] };

        var explanation = RequestExplainer.Explain(model, Get("https://a.example.com/"));

        Assert.Contains(effect, explanation.Actions[0].Effect, StringComparison.Ordinal);
        Assert.Equal("fixed-response", explanation.Actions[1].Type);
        Assert.DoesNotContain("very secret", ExplanationText.Write(explanation) + ExplanationText.WriteJson(explanation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://a.example.com/", "arn:wild, which covers a.example.com; the domain names of arn:unknown are not known")]
    [InlineData("https://A.EXAMPLE.com/", "arn:wild, which covers A.EXAMPLE.com; the domain names of arn:unknown are not known")]
    [InlineData("https://b.example.com/", "one of arn:b, arn:wild, which cover b.example.com: the load balancer takes the one that fits the client best; the domain names of arn:unknown are not known")]
    [InlineData("https://a.b.example.com/", "arn:b, the default one: none is known to cover a.b.example.com, so that clients refuse it; the domain names of arn:unknown are not known")]
    [InlineData("https://10.0.0.1/", "arn:b, the default one: a client that is given an address asks for no name")]
    public void Explain_Https_ChoosesTheCertificateByName(string url, string certificate)
    {
        var model = Model(NotFound) with
        {
            Listeners = [Listener(443, "HTTPS", [NotFound], "arn:b", "arn:wild", "arn:unknown", "arn:b")],
            CertificateDomains = new Dictionary<string, IReadOnlyList<string>> { ["arn:b"] = ["b.example.com"], ["arn:wild"] = ["example.com", "*.example.com"] },
        };

        Assert.Equal(certificate, RequestExplainer.Explain(model, Get(url)).Certificate);
    }

    [Fact]
    public void Explain_NoRuleSeesTheRequest_SaysWhatTheClientSees()
    {
        var model = Model(NotFound) with { Listeners = [Listener(80, "HTTP", [NotFound]), Listener(443, "HTTPS", [NotFound])] };

        Assert.Contains("has no certificate", RequestExplainer.Explain(model, Get("https://a.example.com/")).Refusal, StringComparison.Ordinal);
        Assert.Contains("answered 414", RequestExplainer.Explain(model, Get($"http://a.example.com/{new string('a', 16 * 1024)}")).Refusal, StringComparison.Ordinal);
        Assert.Contains(
            "answered 463",
            RequestExplainer.Explain(model, Get("http://a.example.com/", $"X-Forwarded-For: {string.Join(", ", Enumerable.Repeat("10.0.0.1", 31))}")).Refusal,
            StringComparison.Ordinal);
        Assert.Null(RequestExplainer.Explain(model, Get("http://a.example.com/", $"X-Forwarded-For: {string.Join(", ", Enumerable.Repeat("10.0.0.1", 30))}")).Refusal);
    }

    [Fact]
    public void Explain_RewriteGivesNoRequest_Answers500()
    {
        var model = Model(NotFound) with
        {
            Rules = [Rule(1, [new RuleCondition.PathPattern(["/*"], [])], new RuleTransform.UrlRewrite([new RuleTransform.Rewrite("^/", "")]))],
        };

        var explanation = RequestExplainer.Explain(model, Get("http://a.example.com/a"));

        Assert.Null(Assert.Single(explanation.Transforms).After);
        Assert.Contains("answered 500", Assert.Single(explanation.Actions).Effect, StringComparison.Ordinal);
        Assert.Contains("Transform    url-rewrite: /a fails", ExplanationText.Write(explanation), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_ConditionThatAwsRefuses_SaysSoAndGoesOn()
    {
        var model = Model(NotFound) with
        {
            Rules = [Rule(1, [new RuleCondition.PathPattern([], ["(?=a)"])]), Rule(7, [new RuleCondition.SourceIp(["10.0.0.0/8"])])],
        };

        var explanation = RequestExplainer.Explain(model, Get("http://a.example.com/a"));

        Assert.Contains("AWS refuses the rule", explanation.Rules[0].Conditions[0].Request, StringComparison.Ordinal);
        Assert.Equal([1, 7], explanation.Rules.Select(rule => rule.Priority));
        Assert.Equal("default action", explanation.Chosen);
    }

    [Fact]
    public void Explain_LocalPort_GivesACommandThatSendsTheRequest()
    {
        var model = Model(NotFound) with { LocalPorts = new Dictionary<int, int> { [80] = 8080 } };

        var request = RequestToExplain.Parse("POST", "http://a.example.com/a/../b?it's", ["X-Name: O'Neil", "Host: b.example.com"], null);

        Assert.Equal(
            @"curl -i -X POST --path-as-is --resolve a.example.com:8080:127.0.0.1 -H 'X-Name: O'\''Neil' -H 'Host: b.example.com' 'http://a.example.com:8080/a/../b?it'\''s'",
            RequestExplainer.Explain(model, request).Try);
    }

    private static RequestToExplain Get(string url, params string[] headers) => RequestToExplain.Parse("GET", url, headers, null);

    private static LoadBalancerModel Model(ListenerAction action, params TargetGroupModel[] groups) => new()
    {
        Name = "balancer",
        Scheme = "internal",
        Listeners = [Listener(80, "HTTP", [action])],
        Rules = [],
        TargetGroups = groups.ToDictionary(group => group.Name),
    };

    private static ListenerSpec Listener(int port, string protocol, IReadOnlyList<ListenerAction> actions, params string[] certificates) => new()
    {
        Port = port,
        Protocol = protocol,
        DefaultActions = actions,
        Certificates = [.. certificates.Select(StackValue.Of)],
        SslPolicy = null,
        Attributes = new Dictionary<string, string>(),
        Tags = new Dictionary<string, string>(),
    };

    private static ListenerRuleSpec Rule(int priority, IReadOnlyList<RuleCondition> conditions, params RuleTransform[] transforms) => new()
    {
        ListenerPort = 80,
        Priority = priority,
        Conditions = conditions,
        Actions = [NotFound],
        Transforms = transforms,
        Tags = new Dictionary<string, string>(),
    };

    private static TargetGroupModel Group(string name, IReadOnlyList<TargetModel> targets) =>
        new() { Name = name, TargetType = "ip", Port = 80, Protocol = "HTTP", ProtocolVersion = "HTTP1", Targets = targets };

    private static ListenerAction.TargetGroupTuple Tuple(string name, int? weight) => new(StackValue.Of(name), weight);
}
