using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Amazon;
using Aspire.Hosting;
using Aspire.Hosting.Testing;

namespace EksIngress.EndToEnd.Tests;

/// <summary>The HTTPS verbs of an Ingress in a running AppHost: one certificate is asked for, another Ingress finds it by its host.</summary>
public sealed class HttpsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("eksingress-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Ingress_WithCertificateAndHttpsRedirect_RedirectsHttpAndAnswersHttpsWithTheAcmCertificate()
    {
        await using var builder = Build();
        await using var application = await TestAppHost.StartAsync(builder, "secure");
        var outputs = EnvironmentOutputs.Read(Path.Combine(_root, "secure"));
        var authority = X509CertificateLoader.LoadCertificateFromFile(outputs.CaFile);

        // Asked for: ACM's certificate of the Ingress's hosts.
        var shop = outputs.Albs.Single(alb => alb.Name.StartsWith("k8s-default-shop-", StringComparison.Ordinal));
        using var shopClient = new AlbClient(shop, authority);
        var redirect = await shopClient.GetAsync("http://www.shop.example/b?x=y", Token);
        Assert.Equal(HttpStatusCode.MovedPermanently, redirect.Status);
        Assert.Equal($"https://www.shop.example:{AlbClient.LocalPort(shop, 443)}/b?x=y", redirect.Location);
        var secure = await shopClient.GetAsync(redirect.Location!, Token);
        Assert.Equal(HttpStatusCode.OK, secure.Status);
        Assert.Contains("\"service\":\"service-b\"", secure.Body, StringComparison.Ordinal);
        Assert.Contains("www.shop.example", shopClient.CertificateNames, StringComparer.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await shopClient.GetAsync("https://api.shop.example/b", Token)).Status);

        // Found by its host, and HTTP is served as well.
        var other = outputs.Albs.Single(alb => alb.Name.StartsWith("k8s-default-other-", StringComparison.Ordinal));
        using var otherClient = new AlbClient(other, authority);
        Assert.Equal((HttpStatusCode.OK, "found"), Answer(await otherClient.GetAsync("http://api.shop.example/", Token)));
        Assert.Equal((HttpStatusCode.OK, "found"), Answer(await otherClient.GetAsync("https://api.shop.example/", Token)));
        Assert.Contains("api.shop.example", otherClient.CertificateNames, StringComparer.Ordinal);

        // The dashboard links to both listeners.
        Assert.True(application.ResourceNotifications.TryGetCurrentState("secure", out var environment));
        Assert.Equal(
            ((ListenerOutput[])[.. shop.Listeners, .. other.Listeners]).Select(listener => $"{(listener.Port == 443 ? "https" : "http")}://127.0.0.1:{listener.LocalPort}").Order(),
            environment.Snapshot.Urls.Select(url => url.Url.TrimEnd('/')).Order());
        await application.StopAsync(Token);
    }

    private IDistributedApplicationTestingBuilder Build()
    {
        // The projects that the product's AppHost refers to, in an application model of the test's own.
        var builder = DistributedApplicationTestingBuilder.Create(
            [$"--EksIngress:Directory={_root}", "--EksIngress:Persist=false"],
            (options, _) => options.AssemblyName = typeof(Projects.EksIngress_AppHost).Assembly.GetName().Name);
        var eks = builder.AddEksEnvironment("secure").WithReference(builder.AddAWSSDKConfig().WithRegion(RegionEndpoint.EUWest1));
        eks.AddNodeGroup("workers");
        var service = builder.AddProject<Projects.ServiceB>("service-b").WithHttpHealthCheck("/health");
        eks.AddIngress("shop")
            .WithHostname("www.shop.example")
            .WithHostname("api.shop.example")
            .WithPath("/b", service)
            .WithRequestedCertificate()
            .WithHttpsRedirect();
        eks.AddIngress("other")
            .WithHostname("api.shop.example")
            .WithFixedResponse("/", 200, "found")
            .WithCertificate();
        return builder;
    }

    private static (HttpStatusCode Status, string Body) Answer(AlbAnswer answer) => (answer.Status, answer.Body);

    private sealed record AlbAnswer(HttpStatusCode Status, string? Location, string Body);

    /// <summary>Every name leads to the load balancer's listener of its port, as DNS would have it; certificates are checked against the emulator's authority.</summary>
    private sealed class AlbClient : IDisposable
    {
        private readonly HttpClient _client;

        public AlbClient(LoadBalancerOutput alb, X509Certificate2 authority) => _client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                // A redirect of an emulated load balancer names the local port itself.
                var port = alb.Listeners.FirstOrDefault(listener => listener.Port == context.DnsEndPoint.Port)?.LocalPort ?? context.DnsEndPoint.Port;
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { authority },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
                RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                {
                    CertificateNames = [.. ((X509Certificate2)certificate!).Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames()];
                    return errors == SslPolicyErrors.None;
                },
            },
        });

        /// <summary>Names in the certificate that the load balancer showed last.</summary>
        public IReadOnlyList<string> CertificateNames { get; private set; } = [];

        public static int LocalPort(LoadBalancerOutput alb, int port) => alb.Listeners.Single(listener => listener.Port == port).LocalPort;

        public async Task<AlbAnswer> GetAsync(string url, CancellationToken cancellationToken)
        {
            using var response = await _client.GetAsync(new Uri(url), cancellationToken);
            return new(response.StatusCode, response.Headers.Location?.OriginalString, await response.Content.ReadAsStringAsync(cancellationToken));
        }

        public void Dispose() => _client.Dispose();
    }
}
