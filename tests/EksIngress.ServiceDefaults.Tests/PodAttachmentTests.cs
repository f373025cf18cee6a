using System.Net;
using System.Net.Sockets;
using EksIngress.ServiceDefaults.Pods;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EksIngress.ServiceDefaults.Tests;

public sealed class PodAttachmentTests
{
    private const string PodIP = "127.0.0.1";

    private static CancellationToken Deadline => CancellationTokenSource
        .CreateLinkedTokenSource(TestContext.Current.CancellationToken, new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token).Token;

    [Fact]
    public async Task Start_EmulatorGivesAnAddress_ListensThereAndOnTheConfiguredOne()
    {
        var token = Deadline;
        await using var server = await AttachServer.StartAsync(token);
        await using var app = BuildService(server, FreePort());
        var started = app.StartAsync(token);

        var connection = await server.AcceptAsync(token);
        var register = await connection.ReceiveAsync("register", token);
        await connection.SendAsync(new { type = "registered", podIP = PodIP }, token);
        await started;

        Assert.Equal("service-a", (string?)register["workload"]);
        Assert.Equal("shop", (string?)register["namespace"]);
        Assert.Equal("/tokens/a", (string?)register["tokenFile"]);
        await connection.ReceiveAsync("listening", token);
        using var client = new HttpClient();
        Assert.Equal(2, app.Urls.Count);
        foreach (var url in app.Urls)
        {
            Assert.Equal("hello", await client.GetStringAsync(new Uri(url), token));
        }

        await app.StopAsync(token);
    }

    [Fact]
    public async Task Bound_ThenUnbound_IdentityFollows()
    {
        var token = Deadline;
        await using var server = await AttachServer.StartAsync(token);
        await using var app = BuildService(server, FreePort());
        var connection = await StartAsync(app, server, token);
        var identity = app.Services.GetRequiredService<PodIdentity>();
        Assert.Null(identity.Current);

        await connection.SendAsync(new { type = "bound", pod = "service-a-1", @namespace = "shop", node = "node-1", serviceAccount = "a" }, token);
        await WaitForLogAsync(connection, "service-a-1", token);
        Assert.Equal(new Pod("service-a-1", "shop", "node-1", "a"), identity.Current);

        await connection.SendAsync(new { type = "unbound" }, token);
        await WaitForLogAsync(connection, "deleted", token);
        Assert.Null(identity.Current);
        await app.StopAsync(token);
    }

    [Fact]
    public async Task Log_LineWritten_ReachesTheCluster()
    {
        var token = Deadline;
        await using var server = await AttachServer.StartAsync(token);
        await using var app = BuildService(server, FreePort());
        var connection = await StartAsync(app, server, token);

#pragma warning disable CA1848, CA2254 // One line in a test.
        app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop").LogError("out of stock");
#pragma warning restore CA1848, CA2254

        var line = await WaitForLogAsync(connection, "out of stock", token);
        Assert.Equal("fail: Shop[0] out of stock", line);
        await app.StopAsync(token);
    }

    [Fact]
    public async Task Closed_EmulatorGivesTheSameAddress_AttachesAgain()
    {
        var token = Deadline;
        await using var server = await AttachServer.StartAsync(token);
        await using var app = BuildService(server, FreePort());
        var first = await StartAsync(app, server, token);

        await first.CloseAsync(token);
        var second = await server.AcceptAsync(token);
        var register = await second.ReceiveAsync("register", token);
        await second.SendAsync(new { type = "registered", podIP = PodIP }, token);

        Assert.Equal(PodIP, (string?)register["podIP"]);
        await second.ReceiveAsync("listening", token);
        await app.StopAsync(token);
    }

    [Fact]
    public async Task Closed_EmulatorGivesAnotherAddress_StopsTheProcess()
    {
        var token = Deadline;
        await using var server = await AttachServer.StartAsync(token);
        await using var app = BuildService(server, FreePort());
        var first = await StartAsync(app, server, token);
        var stopping = new TaskCompletionSource();
        app.Lifetime.ApplicationStopping.Register(stopping.SetResult);

        await first.CloseAsync(token);
        var second = await server.AcceptAsync(token);
        await second.ReceiveAsync("register", token);
        await second.SendAsync(new { type = "registered", podIP = "127.0.0.2" }, token);

        await stopping.Task.WaitAsync(token);
        await app.StopAsync(token);
    }

    [Fact]
    public async Task Start_EmulatorRefuses_FailsWithItsReason()
    {
        var token = Deadline;
        await using var server = await AttachServer.StartAsync(token);
        await using var app = BuildService(server, FreePort());
        var started = app.StartAsync(token);

        var connection = await server.AcceptAsync(token);
        await connection.SendAsync(new { type = "error", message = "no such cluster" }, token);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => started);
        Assert.Contains("no such cluster", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddServiceDefaults_KeysMissing_NamesThemAll()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["EksIngress:Attach:Url"] = "http://192.0.2.1" });

        var exception = Assert.Throws<InvalidOperationException>(() => builder.AddServiceDefaults());

        Assert.Contains("EksIngress:Attach:Url", exception.Message, StringComparison.Ordinal);
        Assert.Contains("EksIngress:Attach:Key", exception.Message, StringComparison.Ordinal);
        Assert.Contains("EksIngress:Attach:Workload", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://backend", "shop/backend")]
    [InlineData("http://backend.other", "other/backend")]
    public async Task ServiceDiscovery_ClusterHasTheService_CallsItsClusterIP(string address, string service)
    {
        var token = Deadline;
        await using var backend = await StartBackendAsync("from the cluster", token);
        await using var server = await AttachServer.StartAsync(token);
        server.Services[service] = $$"""{"clusterIP":"127.0.0.1","ports":[{"name":"http","port":{{new Uri(backend.Urls.First()).Port}}}]}""";
        await using var app = BuildService(server, FreePort());

        using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

        Assert.Equal("from the cluster", await client.GetStringAsync(new Uri(address), token));
    }

    [Fact]
    public async Task ServiceDiscovery_ClusterHasNoSuchService_FallsBackToConfiguration()
    {
        var token = Deadline;
        await using var backend = await StartBackendAsync("from configuration", token);
        await using var server = await AttachServer.StartAsync(token);
        await using var app = BuildService(server, FreePort(), ("services:backend:http:0", backend.Urls.First()));

        using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

        Assert.Equal("from configuration", await client.GetStringAsync(new Uri("http://backend"), token));
    }

    [Fact]
    public async Task Health_NoEmulator_AnswersAndIsNoPod()
    {
        var token = Deadline;
        await using var app = BuildService(null, FreePort());
        await app.StartAsync(token);

        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(new Uri(app.Urls.First()), "/health"), token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(app.Services.GetRequiredService<PodIdentity>().Current);
        await app.StopAsync(token);
    }

    private static async Task<AttachConnection> StartAsync(WebApplication app, AttachServer server, CancellationToken token)
    {
        var started = app.StartAsync(token);
        var connection = await server.AcceptAsync(token);
        await connection.ReceiveAsync("register", token);
        await connection.SendAsync(new { type = "registered", podIP = PodIP }, token);
        await started;
        await connection.ReceiveAsync("listening", token);
        return connection;
    }

    private static async Task<string> WaitForLogAsync(AttachConnection connection, string text, CancellationToken token)
    {
        while (true)
        {
            var line = (string)(await connection.ReceiveAsync("log", token))["line"]!;
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }
    }

    private static WebApplication BuildService(AttachServer? server, int containerPort, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        if (server is not null)
        {
            builder.Configuration["EksIngress:Attach:Url"] = server.Url;
            builder.Configuration["EksIngress:Attach:Key"] = AttachServer.Key;
            builder.Configuration["EksIngress:Attach:Workload"] = "service-a";
            builder.Configuration["EksIngress:Attach:Namespace"] = "shop";
            builder.Configuration["EksIngress:Attach:ContainerPort"] = containerPort.ToString(System.Globalization.CultureInfo.InvariantCulture);
            builder.Configuration["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/tokens/a";
        }

        builder.AddServiceDefaults();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGet("/", () => "hello");
        return app;
    }

    private static async Task<WebApplication> StartBackendAsync(string answer, CancellationToken token)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/", () => answer);
        await app.StartAsync(token);
        return app;
    }

    /// <summary>A port that nobody holds right now; the pod's port is the caller's to choose.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
