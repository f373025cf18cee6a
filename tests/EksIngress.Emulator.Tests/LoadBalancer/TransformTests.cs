using System.Net;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.ElbV2;

namespace EksIngress.Emulator.Tests.LoadBalancer;

/// <summary>What a target gets to see behind a rule that rewrites requests.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html</remarks>
public sealed class TransformTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(@"^\/api\/(.+)$", "/$1", "/api/orders?x=1", "/orders?x=1")]
    [InlineData(@"^\/api\/(.+)$", "/$1", "/other?x=1", "/other?x=1")]
    [InlineData("x=1", "x=2", "/a%2Fb?x=1", "/a%2Fb?x=2")]
    public async Task UrlRewrite_Request_ReachesTheTargetRewritten(string regex, string replace, string sent, string expected)
    {
        await using var echo = await EchoBed.StartAsync();
        await CreateRuleAsync(echo, Url(regex, replace));

        var seen = await echo.GetAsync(sent, []);

        Assert.Equal(expected, seen.Target);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task HostHeaderRewrite_Request_ReachesTheTargetWithThatHostAlone(string preserve)
    {
        await using var echo = await EchoBed.StartAsync(("routing.http.preserve_host_header.enabled", preserve));
        await CreateRuleAsync(echo, Host("^mywebsite-(.+).com$", "internal.dev.$1.myweb.com"), Url("^/a$", "/b"));

        var rewritten = await echo.GetAsync("/a", [("Host", "mywebsite-example.com")]);
        var other = await echo.GetAsync("/c", [("Host", "example.com")]);

        Assert.Equal(("internal.dev.example.myweb.com", "/b"), (rewritten.Headers["Host"], rewritten.Target));
        Assert.Equal(("example.com", "/c"), (other.Headers["Host"], other.Target));
    }

    [Fact]
    public async Task UrlRewrite_MakesNoPath_IsAServerError()
    {
        await using var echo = await EchoBed.StartAsync();
        await CreateRuleAsync(echo, Url("^/a$", "a"));

        using var response = await echo.Bed.Http.GetAsync(new Uri(echo.Address, "/a"), Token);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Theory]
    [InlineData("(?=a)")]
    [InlineData(@"\p{L}")]
    [InlineData("(")]
    public async Task CreateRule_ExpressionThatLoadBalancersDoNotTake_IsRefused(string regex)
    {
        await using var echo = await EchoBed.StartAsync();

        var exception = await Assert.ThrowsAsync<AmazonElasticLoadBalancingV2Exception>(() => CreateRuleAsync(echo, Url(regex, "/")));

        Assert.Equal("ValidationError", exception.ErrorCode);
    }

    private static Task CreateRuleAsync(EchoBed echo, params RuleTransform[] transforms) => echo.Bed.Elb.CreateRuleAsync(
        new CreateRuleRequest
        {
            ListenerArn = echo.ListenerArn,
            Priority = 1,
            Actions = [ElbTestbed.Forward(echo.TargetGroupArn)],
            Conditions = [ElbTestbed.Path("/*")],
            Transforms = [.. transforms],
        },
        Token);

    private static RuleTransform Url(string regex, string replace) => new()
    {
        Type = TransformTypeEnum.UrlRewrite,
        UrlRewriteConfig = new UrlRewriteConfig { Rewrites = [new RewriteConfig { Regex = regex, Replace = replace }] },
    };

    private static RuleTransform Host(string regex, string replace) => new()
    {
        Type = TransformTypeEnum.HostHeaderRewrite,
        HostHeaderRewriteConfig = new HostHeaderRewriteConfig { Rewrites = [new RewriteConfig { Regex = regex, Replace = replace }] },
    };
}
