using System.Net;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.ElbV2;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace EksIngress.Emulator.Tests.LoadBalancer;

public sealed class RedirectTests(ElbFixture fixture) : IClassFixture<ElbFixture>
{
    private readonly ElbTestbed _bed = fixture.Bed;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HTTPS", null, "443", null, null, "https://shop.example.com:443/a/b?x=1&y")]
    [InlineData(null, "www.#{host}", "8443", null, null, "http://www.shop.example.com:8443/a/b?x=1&y")]
    [InlineData(null, null, "8443", "/new/#{path}", "", "http://shop.example.com:8443/new/a/b")]
    [InlineData(null, "other.example.com", null, "/fixed", "from=#{path}&#{query}", "http://other.example.com:80/fixed?from=a/b&x=1&y")]
    public async Task Request_Redirect_GoesWhereTheTemplateSays(
        string? protocol, string? host, string? port, string? path, string? query, string location)
    {
        var balancer = await _bed.CreateLoadBalancerAsync($"redirect-{Math.Abs(location.GetHashCode(StringComparison.Ordinal))}");
        var address = await RedirectAsync(balancer.LoadBalancerArn, new RedirectActionConfig
        {
            Protocol = protocol,
            Host = host,
            Port = port,
            Path = path,
            Query = query,
            StatusCode = RedirectActionStatusCodeEnum.HTTP_302,
        });

        using var response = await SendAsync(address);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(location, Location(response));
    }

    [Fact]
    public async Task Request_RedirectToAnotherListener_LeadsToItsLocalPort()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("sibling");
        var address = await RedirectAsync(balancer.LoadBalancerArn, new RedirectActionConfig { Port = "9090", StatusCode = RedirectActionStatusCodeEnum.HTTP_301 });
        var sibling = await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("200"), 9090);
        var siblingAddress = await _bed.AddressOfAsync(sibling.ListenerArn);

        using var response = await SendAsync(address);

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal($"http://shop.example.com:{siblingAddress.Port}/a/b?x=1&y", Location(response));
    }

    private async Task<Uri> RedirectAsync(string loadBalancerArn, RedirectActionConfig config)
    {
        var listener = await _bed.CreateListenerAsync(loadBalancerArn, new Action { Type = ActionTypeEnum.Redirect, RedirectConfig = config });
        return await _bed.AddressOfAsync(listener.ListenerArn);
    }

    // As it came: a Uri would leave a port out that its scheme has anyway.
    private static string Location(HttpResponseMessage response) => response.Headers.NonValidated["Location"].ToString();

    private async Task<HttpResponseMessage> SendAsync(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/a/b?x=1&y"));
        request.Headers.Host = "shop.example.com";
        return await _bed.Http.SendAsync(request, Token);
    }
}
