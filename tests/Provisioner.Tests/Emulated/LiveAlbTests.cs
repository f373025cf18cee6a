using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>The <c>alb</c> commands with <c>--live</c>, against an environment that the provisioner built and its controller serves.</summary>
public sealed class LiveAlbTests(LiveAlbEnvironment environment) : IClassFixture<LiveAlbEnvironment>, IDisposable
{
    private readonly ProvisionerRun _run = environment.Start();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task PlanAndExplain_Live_SayWhatTheControllerBuilt()
    {
        var balancer = Assert.Single((await environment.Aws.LoadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers);

        Assert.Equal(0, await _run.RunAsync("alb", "plan", "--live", "--cluster-name", environment.Name, "-o", "json"));
        Assert.StartsWith("{\"id\":\"default/web\",", _run.Output, StringComparison.Ordinal);
        Assert.Contains($"\"name\":\"{balancer.LoadBalancerName}\"", _run.Output, StringComparison.Ordinal);
        foreach (var zone in balancer.AvailabilityZones)
        {
            Assert.Contains($"{{\"subnetID\":\"{zone.SubnetId}\"}}", _run.Output, StringComparison.Ordinal);
        }

        var planned = await ExplainAsync("http://shop.example.com/beta/1?x=y", "--live", "--cluster-name", environment.Name);
        var real = await ExplainAsync("http://shop.example.com/beta/1?x=y", "--load-balancer", balancer.LoadBalancerName);
        var byArn = await ExplainAsync("http://shop.example.com/beta/1?x=y", "--live", "--load-balancer", balancer.LoadBalancerArn);

        Assert.Equal(real, byArn);
        Assert.Contains("      2  yes  http-header X-Beta yes: the request has yes", real, StringComparison.Ordinal);
        Assert.Contains("it has no registered targets: answered 503", real, StringComparison.Ordinal);
        Assert.Equal(planned, string.Concat(real.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("Try", StringComparison.Ordinal)).Select(line => line + "\n")));
        Assert.Matches(@"Try          curl -i --resolve shop\.example\.com:\d+:127\.0\.0\.1 -H 'X-Beta: yes' 'http://shop\.example\.com:\d+/beta/1\?x=y'", real);
    }

    [Fact]
    public async Task Explain_Https_NamesTheCertificate()
    {
        var balancer = Assert.Single((await environment.Aws.LoadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers);

        var planned = await ExplainAsync("https://shop.example.com/old", "--live", "--cluster-name", environment.Name);
        var real = await ExplainAsync("https://shop.example.com/old", "--load-balancer", balancer.LoadBalancerName);

        Assert.Contains($"Certificate  {environment.CertificateArn}, which covers shop.example.com\n", real, StringComparison.Ordinal);
        Assert.StartsWith(planned, real, StringComparison.Ordinal);
        Assert.Contains("Try          curl -i --cacert ca.pem --resolve shop.example.com:", real, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facts_OfTheAccount_MakeTheSamePlanWithoutIt()
    {
        Assert.Equal(0, await _run.RunAsync("alb", "plan", "--live", "--cluster-name", environment.Name, "-o", "json"));
        var live = _run.Output;
        Assert.Equal(0, await _run.RunAsync("alb", "facts", "--cluster-name", environment.Name));
        Assert.All(
            _run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.StartsWith("trustStores could not be read: ", line, StringComparison.Ordinal));
        var facts = Path.Combine(_run.Folder, "facts.json");
        await File.WriteAllTextAsync(facts, _run.Output, Token);

        // The cluster is still asked for its objects, and the account no more.
        Assert.Equal(0, await _run.RunAsync("alb", "plan", "--live", "--facts", facts, "--cluster-name", environment.Name, "-o", "json"));

        Assert.Equal(live, _run.Output);
    }

    [Fact]
    public async Task Explain_Live_IsWhatTheEmulatorDoes()
    {
        var balancer = Assert.Single((await environment.Aws.LoadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers);
        var text = await ExplainAsync("http://shop.example.com/old?a=b", "--load-balancer", balancer.LoadBalancerName);
        var port = text[(text.IndexOf("--resolve shop.example.com:", StringComparison.Ordinal) + 27)..].Split(':')[0];
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, CheckCertificateRevocationList = true };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/old?a=b");
        request.Headers.Host = $"shop.example.com:{port}";

        using var response = await client.SendAsync(request, Token);

        Assert.Equal(302, (int)response.StatusCode);
        Assert.Contains($"Action       redirect: answers 302, Location: {response.Headers.Location!.OriginalString}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_LiveWithAManifest_TheManifestTakesThePlaceOfTheObject()
    {
        var path = Path.Combine(_run.Folder, "web.yaml");
        await File.WriteAllTextAsync(path, environment.Manifest.Replace("number: 80", "number: 81", StringComparison.Ordinal), Token);

        Assert.Equal(1, await _run.RunAsync("alb", "plan", "--live", "--cluster-name", environment.Name, "-f", path));

        Assert.Contains("unable to find port 81 on service default/web", _run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "There is no cluster 'nobody'", "alb", "plan", "--live", "--cluster-name", "nobody")]
    [InlineData(2, "--live needs the name of the cluster", "alb", "plan", "--live")]
    [InlineData(2, "There is no load balancer 'nobody'", "alb", "explain", "GET", "http://a/", "--load-balancer", "nobody")]
    public async Task Live_SomethingIsMissing_SaysWhat(int exit, string message, params string[] arguments)
    {
        Assert.Equal(exit, await _run.RunAsync(arguments));

        Assert.Contains(message, _run.Error, StringComparison.Ordinal);
    }

    private async Task<string> ExplainAsync(string url, params string[] arguments)
    {
        var exit = await _run.RunAsync(["alb", "explain", "GET", url, "-H", "X-Beta: yes", .. arguments]);
        Assert.True(exit == 0, _run.Output + _run.Error);
        return _run.Output;
    }
}
