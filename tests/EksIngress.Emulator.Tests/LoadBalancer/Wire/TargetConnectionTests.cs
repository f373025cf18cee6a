using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.LoadBalancer;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.Tests.ElbV2;
using EksIngress.Emulator.Tests.LoadBalancer.Tls;
using EksIngress.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.LoadBalancer.Wire;

/// <summary>Connections to targets that are made slowly, not at all, or with TLS.</summary>
public sealed class TargetConnectionTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Target_TakesNoConnection_Is504After10Seconds()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "How a full queue of connections behaves is the system's own.");
        // Nobody accepts, and the queue is full: what comes now gets no answer.
        using var target = new TcpListener(IPAddress.Loopback, 0);
        target.Start(0);
        var port = ((IPEndPoint)target.LocalEndpoint).Port;
        using var queued = new TcpClient();
        await queued.ConnectAsync(IPAddress.Loopback, port, Token);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var exchanges = new ExchangeList();
        await using var bed = await ElbTestbed.StartAsync(new RunningEmulatorOptions
        {
            TimeProvider = time,
            ConfigureServices = services => services.AddSingleton<IExchangeObserver>(exchanges),
        });
        var balancer = await bed.CreateLoadBalancerAsync();
        var group = await bed.CreateTargetGroupAsync();
        var listener = await bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Forward(group.TargetGroupArn));
        await bed.Elb.RegisterTargetsAsync(new RegisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [new TargetDescription { Id = "127.0.0.1", Port = port }] }, Token);
        var address = await bed.AddressOfAsync(listener.ListenerArn);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == LoadBalancerTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity =>
            {
                if (activity.TraceId.ToHexString() == TraceId)
                {
                    begun.TrySetResult();
                }
            },
        };
        ActivitySource.AddActivityListener(spans);

        using var message = new HttpRequestMessage(HttpMethod.Get, address);
        message.Headers.Add("traceparent", $"00-{TraceId}-b7ad6b7169203331-01");
#pragma warning disable CA2025 // Awaited below.
        var request = bed.Http.SendAsync(message, Token);
#pragma warning restore CA2025
        await begun.Task.WaitAsync(TimeSpan.FromMinutes(2), Token);
        var start = time.GetUtcNow();
        while (!request.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Yield();
        }

        using var response = await request;
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.True(time.GetUtcNow() - start >= TimeSpan.FromSeconds(10));
        var seen = await exchanges.NextAsync(Token);
        Assert.Equal((504, 0, "target_timeout"), (seen.StatusCode, seen.TargetStatusCode, seen.Failure));
    }

    [Fact]
    public async Task Target_TakesTheConnectionAndNoHandshake_Is502After10Seconds()
    {
        using var target = new TcpListener(IPAddress.Loopback, 0);
        target.Start();
        // Nobody accepts health checks, so that whoever comes to the target is the request.
        using var checks = new TcpListener(IPAddress.Loopback, 0);
        checks.Start();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var exchanges = new ExchangeList();
        await using var bed = await ElbTestbed.StartAsync(new RunningEmulatorOptions
        {
            TimeProvider = time,
            ConfigureServices = services => services.AddSingleton<IExchangeObserver>(exchanges),
        });
        var balancer = await bed.CreateLoadBalancerAsync();
        var group = await bed.CreateTargetGroupAsync(configure: request =>
            (request.Protocol, request.HealthCheckPort) = (ProtocolEnum.HTTPS, PortOf(checks).ToString(CultureInfo.InvariantCulture)));
        var listener = await bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Forward(group.TargetGroupArn));
        await bed.Elb.RegisterTargetsAsync(new RegisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [new TargetDescription { Id = "127.0.0.1", Port = PortOf(target) }] }, Token);
        var address = await bed.AddressOfAsync(listener.ListenerArn);

#pragma warning disable CA2025 // Awaited below.
        var request = bed.Http.GetAsync(address, Token);
#pragma warning restore CA2025
        using var client = await target.AcceptTcpClientAsync(Token).AsTask().WaitAsync(TimeSpan.FromMinutes(2), Token);
        // The first byte of a handshake record: from here on the load balancer waits for the answer to it.
        var first = new byte[1];
        await client.GetStream().ReadExactlyAsync(first, Token);
        Assert.Equal(22, first[0]);
        var start = time.GetUtcNow();
        while (!request.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Yield();
        }

        using var response = await request;
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.True(time.GetUtcNow() - start >= TimeSpan.FromSeconds(10));
        var seen = await exchanges.NextAsync(Token);
        Assert.Equal((502, 0, "target_timeout"), (seen.StatusCode, seen.TargetStatusCode, seen.Failure));
    }

    [Theory]
    [InlineData("HTTP1", "1.1", "HTTP/1.1")]
    [InlineData("HTTP1", "2.0", "HTTP/1.1")]
    [InlineData("HTTP2", "2.0", "HTTP/2")]
    public async Task Target_OfHttps_IsReachedWhateverItsCertificate(string protocolVersion, string version, string expected)
    {
        await using var target = await SecureTarget.StartAsync(context => context.Response.WriteAsync($"{context.Request.Protocol} {context.Request.Scheme} {context.Request.Headers["X-Forwarded-Proto"]}"));
        await using var bed = await StartSecureAsync(protocolVersion, target.Description);

        using var first = await bed.Client(Version.Parse(version)).GetAsync(new Uri("https://shop.example.test/a"), Token);
        using var second = await bed.Client(Version.Parse(version)).GetAsync(new Uri("https://shop.example.test/b"), Token);

        Assert.Equal($"{expected} https https", await first.Content.ReadAsStringAsync(Token));
        Assert.Equal($"{expected} https https", await second.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Target_OfHttpsThatSpeaksNoTls_Is502()
    {
        using var target = new TcpListener(IPAddress.Loopback, 0);
        target.Start();
#pragma warning disable CA2025 // Awaited below.
        var serving = AnswerInPlainTextAsync(target);
#pragma warning restore CA2025
        await using var bed = await StartSecureAsync("HTTP1", new TargetDescription { Id = "127.0.0.1", Port = ((IPEndPoint)target.LocalEndpoint).Port });

        using var response = await bed.Client(HttpVersion.Version11).GetAsync(new Uri("https://shop.example.test/"), Token);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal((502, "target_connection"), await bed.Exchanges.NextAsync(Token) is var seen ? (seen.StatusCode, seen.Failure) : default);
        target.Stop();
        await serving;
    }

    [Fact]
    public async Task Target_SaysNothingToAClientWithTls_Is504AfterTheIdleTimeout()
    {
        await using var target = new SilentTarget("");
        await using var bed = await TlsBed.StartAsync(target.Description);
        await bed.Bed.Elb.ModifyLoadBalancerAttributesAsync(
            new ModifyLoadBalancerAttributesRequest { LoadBalancerArn = bed.BalancerArn, Attributes = [new LoadBalancerAttribute { Key = "idle_timeout.timeout_seconds", Value = "1" }] },
            Token);

        using var response = await bed.Client(HttpVersion.Version11).GetAsync(new Uri("https://shop.example.test/"), Token).WaitAsync(TimeSpan.FromMinutes(2), Token);

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal((504, "target_timeout"), await bed.Exchanges.NextAsync(Token) is var seen ? (seen.StatusCode, seen.Failure) : default);
    }

    [Fact]
    public async Task Client_WithTlsStopsWithinTheHead_Gets408AfterTheIdleTimeout()
    {
        await using var bed = await TlsBed.StartFixedAsync();
        await bed.Bed.Elb.ModifyLoadBalancerAttributesAsync(
            new ModifyLoadBalancerAttributesRequest { LoadBalancerArn = bed.BalancerArn, Attributes = [new LoadBalancerAttribute { Key = "idle_timeout.timeout_seconds", Value = "1" }] },
            Token);
        await using var stream = await bed.ConnectAsync("shop.example.test");
        var conversation = new ByteConversation(stream, Token);

        await conversation.WriteAsync("GET / HTTP/1.1\r\nHo");

        Assert.StartsWith("HTTP/1.1 408 ", await conversation.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(2), Token), StringComparison.Ordinal);
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static async Task AnswerInPlainTextAsync(TcpListener target)
    {
        try
        {
            while (true)
            {
                using var client = await target.AcceptTcpClientAsync(Token);
                await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), Token);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static Task<TlsBed> StartSecureAsync(string protocolVersion, TargetDescription target) => TlsBed.StartAsync(async elb =>
    {
        var group = await elb.CreateTargetGroupAsync(configure: request => (request.Protocol, request.ProtocolVersion) = (ProtocolEnum.HTTPS, protocolVersion));
        await elb.Elb.RegisterTargetsAsync(new RegisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [target] }, Token);
        return ElbTestbed.Forward(group.TargetGroupArn);
    });
}
