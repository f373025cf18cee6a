using System.Net;
using System.Text.Json.Nodes;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Testing;
using k8s;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EksIngress.Emulator.Tests.Kubernetes;

/// <summary>An emulator with one cluster and two nodes, for the tests of a class. Tokens are <c>k8s-aws-v1.NAME</c>.</summary>
public class ClusterFixture : IAsyncLifetime
{
    public const string ClusterName = "shop";

    private RunningEmulator? _emulator;

    /// <summary>The emulator's clock.</summary>
    protected virtual TimeProvider Clock => TimeProvider.System;

    public Uri Endpoint { get; private set; } = new("https://127.0.0.1");

    public string CertificateFile => Path.Combine(Emulator.Directory, "ca.pem");

    public RunningEmulator Emulator => _emulator ?? throw new InvalidOperationException("Not started.");

    internal KubernetesClusterInfo Info { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await RunningEmulator.StartAsync(
            new() { TimeProvider = Clock, Settings = new Dictionary<string, string?> { ["AttachKey"] = AttachedPod.Key }, ConfigureServices = AddFakes },
            TestContext.Current.CancellationToken);
        var clusters = Emulator.Services.GetRequiredService<IKubernetesClusters>();
        Info = await clusters.StartAsync(
            new(ClusterName, "1.34", "eu-west-1", "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF", Emulator.AwsEndpoint),
            TestContext.Current.CancellationToken);
        Endpoint = Info.Endpoint;
        foreach (var (name, zone) in new[] { ("ip-192-168-1-10.eu-west-1.compute.internal", "eu-west-1a"), ("ip-192-168-2-10.eu-west-1.compute.internal", "eu-west-1b") })
        {
            var node = new KubernetesNodeSpec(name, "i-0123456789abcdef0", "t3.medium", zone, "default", new Dictionary<string, string> { ["team"] = "shop" });
            await clusters.AddNodeAsync(ClusterName, node, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    /// <summary>A client that trusts the emulator's authority alone.</summary>
    /// <param name="user">A name that <see cref="FakeIdentities"/> knows, or a whole token.</param>
    public k8s.Kubernetes Client(string user = "admin") => new(new KubernetesClientConfiguration
    {
        Host = Endpoint.ToString(),
        AccessToken = user.Contains('.', StringComparison.Ordinal) ? user : "k8s-aws-v1." + user,
        SslCaCerts = [System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificateFromFile(CertificateFile)],
    });

    /// <summary>A request as raw as it gets.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Body, HttpResponseMessage Response)> SendAsync(
        HttpMethod method, string path, string? body = null, string contentType = "application/json", string? token = "k8s-aws-v1.admin", string? accept = null)
    {
        using var client = RawClient();
        using var request = new HttpRequestMessage(method, new Uri(Endpoint, path));
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body);
            request.Content.Headers.ContentType = new(contentType);
        }

        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)! : new JsonObject { ["text"] = text }, response);
    }

    public HttpClient RawClient() => new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null },
    });

    /// <summary>Adds what the cluster has beside what it is.</summary>
    protected virtual void AddPrograms(IServiceCollection services) => services.AddSingleton<IPodProgram, EchoProgram>();

    private void AddFakes(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton<IEksIdentities, FakeIdentities>());
        AddPrograms(services);
    }
}
