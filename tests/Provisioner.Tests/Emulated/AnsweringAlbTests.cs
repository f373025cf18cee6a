using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Model.Environments;
using EksIngress.Testing;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>
/// What Ingresses of a specification say of their ALB, from <c>apply</c> to an answer over TLS: the emulated API server, controller and ALB
/// are the real ones of the emulator, and the specification has no workloads, for the ALB answers itself.
/// </summary>
public sealed class AnsweringAlbTests : IAsyncLifetime
{
    private static readonly CertificateRequestSpec Certificate = new() { DomainName = "shop.example", SubjectAlternativeNames = ["*.shop.example"] };

    private readonly ProvisionerRun _run = new();
    private RunningEmulator _emulator = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static EnvironmentSpec Spec => Specs.Dev with
    {
        Name = "answers",
        Workloads = [],
        Parameters = [new() { Name = "host" }],
        Tags = new Dictionary<string, string> { ["team"] = "shop" },
        Ingresses =
        [
            new()
            {
                Name = "public",
                Group = new() { Name = "shop", Order = 10 },
                Https = new() { Requests = [Certificate], Redirect = true },
                LoadBalancerAttributes = new Dictionary<string, string> { ["idle_timeout.timeout_seconds"] = "120" },
                DefaultBackend = new() { FixedResponse = new() { StatusCode = 404, ContentType = "application/json", MessageBody = """{"error":"no such page"}""" } },
                Rules =
                [
                    new() { Host = "${parameters.host}", Path = "/hello", FixedResponse = new() { StatusCode = 200, ContentType = "text/plain", MessageBody = "hello" } },
                    new() { Host = "${parameters.host}", Path = "/old", PathType = IngressPathType.Exact, Redirect = new() { Path = "/new/#{path}", StatusCode = 301 } },
                ],
            },
            new()
            {
                Name = "admin",
                Group = new() { Name = "shop", Order = 20 },
                Https = new() { Requests = [Certificate] },
                Rules = [new() { Path = "/admin", FixedResponse = new() { StatusCode = 403 } }],
            },
        ],
    };

    public async ValueTask InitializeAsync()
    {
        _emulator = await RunningEmulator.StartAsync(null, Token);
        _run.Set("AWS_ENDPOINT_URL", _emulator.AwsEndpoint.AbsoluteUri)
            .Set("AWS_ACCESS_KEY_ID", _emulator.AccessKeyId)
            .Set("AWS_SECRET_ACCESS_KEY", _emulator.SecretAccessKey)
            .Set("Parameters__host", "www.shop.example");
    }

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        _run.Dispose();
    }

    [Fact]
    public async Task Apply_IngressesThatAnswerThemselves_AreOneAlbThatDoesWhatTheySay()
    {
        using var aws = Account.Connect(_emulator);
        var outputs = Path.Combine(_run.Folder, "outputs.json");
        _run.Publish(Spec);
        Assert.True(await _run.RunAsync("apply", _run.Folder, "--timeout", "90", "--outputs", outputs) == 0, _run.Output + _run.Error);

        var alb = Assert.Single(JsonNode.Parse(await File.ReadAllTextAsync(outputs, Token))!["albs"]!.AsArray())!;
        Assert.Equal(["default/public", "default/admin"], alb["ingresses"]!.AsArray().Select(name => name!.GetValue<string>()));
        using var client = Client(alb);

        // An emulated ALB names the port that stands for its listener on this machine, so that a browser can follow.
        var https = Ports(alb)[443];
        await AssertAnswerAsync(client, "http://www.shop.example/hello?x=y", HttpStatusCode.MovedPermanently, $"https://www.shop.example:{https}/hello?x=y");
        await AssertAnswerAsync(client, "https://www.shop.example/hello/you", HttpStatusCode.OK, "hello");
        await AssertAnswerAsync(client, "https://www.shop.example/old", HttpStatusCode.MovedPermanently, $"https://www.shop.example:{https}/new/old");
        await AssertAnswerAsync(client, "https://www.shop.example/admin", HttpStatusCode.Forbidden, "");
        await AssertAnswerAsync(client, "https://other.shop.example/hello", HttpStatusCode.NotFound, """{"error":"no such page"}""");

        var balancer = Assert.Single((await aws.LoadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers);
        var attributes = await aws.LoadBalancing.DescribeLoadBalancerAttributesAsync(new() { LoadBalancerArn = balancer.LoadBalancerArn }, Token);
        Assert.Equal("120", attributes.Attributes.Single(attribute => attribute.Key == "idle_timeout.timeout_seconds").Value);
        var tags = await aws.LoadBalancing.DescribeTagsAsync(new() { ResourceArns = [balancer.LoadBalancerArn] }, Token);
        Assert.Contains(tags.TagDescriptions[0].Tags, tag => tag is { Key: "team", Value: "shop" });

        // Two Ingresses ask for the same names: it is one certificate.
        var certificate = Assert.Single((await aws.Certificates.ListCertificatesAsync(new(), Token)).CertificateSummaryList);
        Assert.Equal("shop.example", certificate.DomainName);

        Assert.Equal(0, await _run.RunAsync("status", _run.Folder));
        Assert.Contains("Nothing to do.", _run.Output, StringComparison.Ordinal);
        Assert.True(await _run.RunAsync("destroy", _run.Folder, "--timeout", "90") == 0, _run.Output + _run.Error);
        Assert.Empty((await aws.LoadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers ?? []);
        Assert.Empty((await aws.Certificates.ListCertificatesAsync(new(), Token)).CertificateSummaryList ?? []);
    }

    private static async Task AssertAnswerAsync(HttpClient client, string url, HttpStatusCode status, string text)
    {
        using var response = await client.GetAsync(new Uri(url), Token);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(text, response.Headers.Location?.OriginalString ?? await response.Content.ReadAsStringAsync(Token));
    }

    private static Dictionary<int, int> Ports(JsonNode alb) =>
        alb["listeners"]!.AsArray().ToDictionary(listener => listener!["port"]!.GetValue<int>(), listener => listener!["localPort"]!.GetValue<int>());

    // Every name leads to the listener of its port, as DNS would have it; certificates are checked against the emulator's authority.
    private HttpClient Client(JsonNode alb)
    {
        var ports = Ports(alb);
        var chain = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        chain.CustomTrustStore.ImportFromPemFile(Path.Combine(_emulator.Directory, "ca.pem"));
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = chain },
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(IPAddress.Loopback, ports[context.DnsEndPoint.Port], cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        return new HttpClient(handler, disposeHandler: true);
    }
}
