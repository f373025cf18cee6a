using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.ElbV2;

namespace EksIngress.Emulator.Tests.LoadBalancer.Wire;

/// <summary>What transforms of a rule do to the request that a target gets.</summary>
public sealed class TransformTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_OfARuleWithTransforms_GoesOutRewritten()
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await WireBed.StartAsync(target.Description);
        await AddRuleAsync(bed, Rewrite(TransformTypeEnum.UrlRewrite, "^/api/(.*)$", "/$1"), Rewrite(TransformTypeEnum.HostHeaderRewrite, "^(.*)\\.example\\.com$", "$1.internal"));

        var rewritten = await bed.SendAsync("GET /api/v1/x?y=1 HTTP/1.1\r\nHost: shop.example.com\r\nConnection: close\r\n\r\n");
        var untouched = await bed.SendAsync("GET /api HTTP/1.1\r\nHost: shop.example.org\r\nConnection: close\r\n\r\n");

        Assert.Contains("GET /v1/x?y=1 HTTP/1.1\r\n", rewritten, StringComparison.Ordinal);
        Assert.Contains("\r\nHost: shop.internal\r\n", rewritten, StringComparison.Ordinal);
        Assert.Contains("GET /api HTTP/1.1\r\n", untouched, StringComparison.Ordinal);
        Assert.Contains("\r\nHost: shop.example.org\r\n", untouched, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WhoseTransformFails_Gets500()
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await WireBed.StartAsync(target.Description);
        await AddRuleAsync(bed, Rewrite(TransformTypeEnum.UrlRewrite, "^/api/", ""));

        var answer = await bed.SendAsync("GET /api/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 500 Internal Server Error\r\nServer: awselb/2.0\r\n", answer, StringComparison.Ordinal);
    }

    private static RuleTransform Rewrite(TransformTypeEnum type, string regex, string replace)
    {
        var rewrite = new RewriteConfig { Regex = regex, Replace = replace };
        return type == TransformTypeEnum.UrlRewrite
            ? new RuleTransform { Type = type, UrlRewriteConfig = new UrlRewriteConfig { Rewrites = [rewrite] } }
            : new RuleTransform { Type = type, HostHeaderRewriteConfig = new HostHeaderRewriteConfig { Rewrites = [rewrite] } };
    }

    private static async Task AddRuleAsync(WireBed bed, params RuleTransform[] transforms)
    {
        var listeners = await bed.Bed.Elb.DescribeListenersAsync(new DescribeListenersRequest { LoadBalancerArn = bed.BalancerArn }, Token);
        await bed.Bed.Elb.CreateRuleAsync(
            new CreateRuleRequest
            {
                ListenerArn = listeners.Listeners.Single().ListenerArn,
                Priority = 1,
                Conditions = [ElbTestbed.Path("/*")],
                Actions = [ElbTestbed.Forward(bed.TargetGroupArn)],
                Transforms = [.. transforms],
            },
            Token);
    }
}
