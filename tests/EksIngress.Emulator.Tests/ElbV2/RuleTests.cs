using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.ElbV2;

public sealed class RuleTests(ElbFixture fixture) : IClassFixture<ElbFixture>
{
    private readonly ElbTestbed _bed = fixture.Bed;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, RuleCondition[]> BadConditions => new()
    {
        { "A rule can only have '5' condition values", [ElbTestbed.Host("a.b", "c.d", "e.f"), ElbTestbed.Path("/1", "/2", "/3")] },
        { "A rule can only have '5' condition wildcards", [ElbTestbed.Path("/*/*/*", "/*/*/*")] },
        { "A rule can only have one 'path-pattern' condition", [ElbTestbed.Path("/a"), ElbTestbed.Path("/b")] },
        { "Condition value '/a b' contains a character that is not valid", [ElbTestbed.Path("/a b")] },
        { "Condition value '/ü' contains a character that is not valid", [ElbTestbed.Path("/ü")] },
        { "Condition value 'a_b.com' contains a character that is not valid", [ElbTestbed.Host("a_b.com")] },
        { "The host name 'localhost' must have at least one '.' and only letters after the last one", [ElbTestbed.Host("localhost")] },
        { "The host name 'a.c0m' must have at least one '.' and only letters after the last one", [ElbTestbed.Host("a.c0m")] },
        { $"Condition value '{new string('a', 129)}' must have 1 to 128 characters", [ElbTestbed.Path(new string('a', 129))] },
        { "A condition value must be specified", [ElbTestbed.Path()] },
        { "Condition field 'cookie' must be one of '[path-pattern, host-header, http-header, http-request-method, query-string, source-ip]'", [new RuleCondition { Field = "cookie", Values = ["x"] }] },
        { "Use a 'host-header' condition for the Host header", [Header("host", "a")] },
        { $"The HTTP header name '{new string('x', 41)}' must have 1 to 40 characters of a header name, without wildcards", [Header(new string('x', 41), "a")] },
        { "The values of a 'source-ip' condition must be CIDR blocks other than 255.255.255.255/32", [Source("255.255.255.255/32")] },
        { "The values of a 'source-ip' condition must be CIDR blocks other than 255.255.255.255/32", [Source("10.0.0.0")] },
        { "PathPatternConfig cannot be specified for a condition with field 'host-header'", [new RuleCondition { Field = "host-header", Values = ["a.example"], PathPatternConfig = new PathPatternConditionConfig { Values = ["/a"] } }] },
        { "Values of a condition with field 'source-ip' can be specified in its configuration only", [new RuleCondition { Field = "source-ip", Values = ["10.0.0.0/8"] }] },
        { "Values of a condition and of its configuration are not the same", [new RuleCondition { Field = "path-pattern", Values = ["/a"], PathPatternConfig = new PathPatternConditionConfig { Values = ["/b"] } }] },
        { "HTTP request methods have 1 to 40 characters out of A-Z, hyphen (-) and underscore (_)", [Method("get")] },
    };

    [Theory]
    [MemberData(nameof(BadConditions))]
    public async Task Create_BadCondition_IsRefusedWithTheReason(string message, RuleCondition[] conditions)
    {
        var listener = await ListenerAsync("conditions");

        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() =>
            _bed.CreateRuleAsync(listener.ListenerArn, 1, ElbTestbed.Fixed("200"), conditions));

        Assert.Equal("ValidationError", exception.ErrorCode);
        Assert.Equal(message, exception.Message);
    }

    [Fact]
    public async Task Create_ConfigurationOfAnotherTypeOfAction_IsRefused()
    {
        var listener = await ListenerAsync("configurations");
        var action = ElbTestbed.Fixed("200");
        action.RedirectConfig = new RedirectActionConfig { StatusCode = "HTTP_301", Port = "443" };

        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => _bed.CreateRuleAsync(listener.ListenerArn, 1, action, ElbTestbed.Path("/a")));

        Assert.Equal("RedirectConfig cannot be specified for an action of type 'fixed-response'", exception.Message);
    }

    [Theory]
    [InlineData("199", null, null)]
    [InlineData("302", null, null)]
    [InlineData("200", "text/xml", "x")]
    [InlineData("2000", null, null)]
    public async Task Create_BadFixedResponse_IsRefused(string statusCode, string? contentType, string? body)
    {
        var listener = await ListenerAsync("fixed");

        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() =>
            _bed.CreateRuleAsync(listener.ListenerArn, 1, ElbTestbed.Fixed(statusCode, contentType, body), ElbTestbed.Path("/")));

        Assert.Equal("ValidationError", exception.ErrorCode);
    }

    [Theory]
    [InlineData("#{protocol}", "#{host}", "#{port}", "/#{path}", "InvalidLoadBalancerAction")]
    [InlineData("FTP", "#{host}", "#{port}", "/#{path}", "ValidationError")]
    [InlineData("HTTP", "#{path}", "#{port}", "/#{path}", "ValidationError")]
    [InlineData("HTTP", "#{host}", "0", "/#{path}", "ValidationError")]
    [InlineData("HTTP", "#{host}", "#{port}", "x", "ValidationError")]
    public async Task Create_BadRedirect_IsRefused(string protocol, string host, string port, string path, string code)
    {
        var listener = await ListenerAsync("redirect");
        var action = new Amazon.ElasticLoadBalancingV2.Model.Action
        {
            Type = ActionTypeEnum.Redirect,
            RedirectConfig = new RedirectActionConfig { Protocol = protocol, Host = host, Port = port, Path = path, StatusCode = RedirectActionStatusCodeEnum.HTTP_301 },
        };

        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() =>
            _bed.CreateRuleAsync(listener.ListenerArn, 1, action, ElbTestbed.Path("/")));

        Assert.Equal(code, exception.ErrorCode);
    }

    [Fact]
    public async Task Create_OidcOnHttp_IsRefused()
    {
        var listener = await ListenerAsync("oidc");

        var exception = await Assert.ThrowsAsync<InvalidLoadBalancerActionException>(() => _bed.CreateRuleAsync(
            listener.ListenerArn, 1, new Amazon.ElasticLoadBalancingV2.Model.Action { Type = ActionTypeEnum.AuthenticateOidc }, ElbTestbed.Path("/")));

        Assert.Equal("Actions of type 'authenticate-oidc' are supported only on HTTPS listeners", exception.Message);
    }

    [Fact]
    public async Task Create_PriorityTaken_IsRefused()
    {
        var listener = await ListenerAsync("taken");
        await _bed.CreateRuleAsync(listener.ListenerArn, 7, ElbTestbed.Fixed("200"), ElbTestbed.Path("/a"));

        var exception = await Assert.ThrowsAsync<PriorityInUseException>(() =>
            _bed.CreateRuleAsync(listener.ListenerArn, 7, ElbTestbed.Fixed("200"), ElbTestbed.Path("/b")));

        Assert.Equal("Priority '7' is currently in use", exception.Message);
    }

    [Fact]
    public async Task Create_HundredAndFirst_IsRefused()
    {
        var listener = await ListenerAsync("many");
        for (var i = 1; i <= 100; i++)
        {
            await _bed.CreateRuleAsync(listener.ListenerArn, i, ElbTestbed.Fixed("200"), ElbTestbed.Path($"/{i}"));
        }

        await Assert.ThrowsAsync<TooManyRulesException>(() =>
            _bed.CreateRuleAsync(listener.ListenerArn, 101, ElbTestbed.Fixed("200"), ElbTestbed.Path("/101")));
    }

    [Fact]
    public async Task Describe_RulesOfAListener_InOrderWithTheDefaultLastThroughAllPages()
    {
        var listener = await ListenerAsync("order");
        foreach (var priority in (int[])[30, 5, 200])
        {
            await _bed.CreateRuleAsync(listener.ListenerArn, priority, ElbTestbed.Fixed("200"), ElbTestbed.Path($"/{priority}"));
        }

        var priorities = new List<string>();
        string? marker = null;
        do
        {
            var page = await _bed.Elb.DescribeRulesAsync(
                new DescribeRulesRequest { ListenerArn = listener.ListenerArn, PageSize = 3, Marker = marker }, Token);
            priorities.AddRange(page.Rules.Select(rule => rule.Priority));
            marker = page.NextMarker;
        }
        while (marker is not null);

        Assert.Equal(["5", "30", "200", "default"], priorities);
    }

    [Fact]
    public async Task Describe_RuleWithEveryCondition_AnswersWhatWasSent()
    {
        var listener = await ListenerAsync("round-trip");
        var query = new RuleCondition
        {
            Field = "query-string",
            QueryStringConfig = new QueryStringConditionConfig { Values = [new QueryStringKeyValuePair { Key = "v", Value = "1*" }] },
        };

        var rule = await _bed.CreateRuleAsync(
            listener.ListenerArn, 1, ElbTestbed.Fixed("200"), ElbTestbed.Host("*.example.com"), ElbTestbed.Path("/a"), Header("X-A", "b"), Method("GET"), query);

        Assert.Equal(["host-header", "path-pattern", "http-header", "http-request-method", "query-string"], rule.Conditions.Select(condition => condition.Field));
        Assert.Equal(["*.example.com"], rule.Conditions[0].HostHeaderConfig.Values);
        Assert.Equal(["*.example.com"], rule.Conditions[0].Values);
        Assert.Equal("X-A", rule.Conditions[2].HttpHeaderConfig.HttpHeaderName);
        Assert.Equal(["GET"], rule.Conditions[3].HttpRequestMethodConfig.Values);
        Assert.Equal("1*", rule.Conditions[4].QueryStringConfig.Values.Single().Value);
        Assert.False(rule.IsDefault);
    }

    [Fact]
    public async Task SetPriorities_Swap_IsTakenAsAWhole()
    {
        var listener = await ListenerAsync("swap");
        var first = await _bed.CreateRuleAsync(listener.ListenerArn, 1, ElbTestbed.Fixed("200"), ElbTestbed.Path("/a"));
        var second = await _bed.CreateRuleAsync(listener.ListenerArn, 2, ElbTestbed.Fixed("200"), ElbTestbed.Path("/b"));

        await _bed.Elb.SetRulePrioritiesAsync(Priorities((first, 2), (second, 1)), Token);
        await Assert.ThrowsAsync<PriorityInUseException>(() => _bed.Elb.SetRulePrioritiesAsync(Priorities((first, 1)), Token));

        var rules = await _bed.Elb.DescribeRulesAsync(new DescribeRulesRequest { ListenerArn = listener.ListenerArn }, Token);
        Assert.Equal([second.RuleArn, first.RuleArn], rules.Rules.Take(2).Select(rule => rule.RuleArn));
    }

    [Fact]
    public async Task Delete_DefaultRule_IsRefused()
    {
        var listener = await ListenerAsync("default");
        var rules = await _bed.Elb.DescribeRulesAsync(new DescribeRulesRequest { ListenerArn = listener.ListenerArn }, Token);

        await Assert.ThrowsAsync<OperationNotPermittedException>(() =>
            _bed.Elb.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = rules.Rules.Single().RuleArn }, Token));
    }

    private static SetRulePrioritiesRequest Priorities(params (Rule Rule, int Priority)[] pairs) => new()
    {
        RulePriorities = [.. pairs.Select(pair => new RulePriorityPair { RuleArn = pair.Rule.RuleArn, Priority = pair.Priority })],
    };

    private static RuleCondition Header(string name, string value) => new()
    {
        Field = "http-header",
        HttpHeaderConfig = new HttpHeaderConditionConfig { HttpHeaderName = name, Values = [value] },
    };

    private static RuleCondition Source(string value) => new() { Field = "source-ip", SourceIpConfig = new SourceIpConditionConfig { Values = [value] } };

    private static RuleCondition Method(string value) => new()
    {
        Field = "http-request-method",
        HttpRequestMethodConfig = new HttpRequestMethodConditionConfig { Values = [value] },
    };

    private async Task<Listener> ListenerAsync(string name)
    {
        var balancer = await _bed.CreateLoadBalancerAsync(name);
        return await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"));
    }
}
