using System.Net;
using System.Net.WebSockets;
using System.Text;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.Tests.ElbV2;
using EksIngress.Emulator.Tests.LoadBalancer.Tls;
using EksIngress.Emulator.Tests.LoadBalancer.Wire;
using Microsoft.AspNetCore.Http;

namespace EksIngress.Emulator.Tests.LoadBalancer.Http2;

/// <summary>Clients of HTTP/2, and targets of HTTP/1.1 and HTTP/2 behind them.</summary>
public sealed class Http2Tests
{
    private static readonly Uri Address = new("https://shop.example.test/a%2Fb?x=1");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_ToATargetOfHttp1_HasLowerCaseNamesBehindTheLoadBalancersOwn()
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await TlsBed.StartAsync(target.Description);
        using var request = new HttpRequestMessage(HttpMethod.Get, Address) { Version = HttpVersion.Version20 };
        request.Headers.Add("X-Custom", "1");

        using var response = await bed.Client(HttpVersion.Version20).SendAsync(request, Token);

        Assert.Equal(HttpVersion.Version20, response.Version);
        var head = await response.Content.ReadAsStringAsync(Token);
        Assert.Matches(
            "^GET /a%2Fb\\?x=1 HTTP/1\\.1\r\nX-Forwarded-For: 127\\.0\\.0\\.1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Port: 443\r\nHost: shop\\.example\\.test\r\nX-Amzn-Trace-Id: Root=",
            head);
        Assert.Contains("\r\nx-custom: 1\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Transfer-Encoding", head, StringComparison.Ordinal);
        Assert.Equal(ExchangeKind.H2, (await bed.Exchanges.NextAsync(Token)).Kind);
    }

    [Fact]
    public async Task Body_BothWays_GoesThroughWhole()
    {
        await using var target = await TargetServer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync($"{context.Request.ContentLength}:{(await reader.ReadToEndAsync(context.RequestAborted)).Length}");
        });
        await using var bed = await TlsBed.StartAsync(target.Description);
        var client = bed.Client(HttpVersion.Version20);

        using var known = await client.PostAsync(Address, new ByteArrayContent(Encoding.ASCII.GetBytes(new string('a', 300_000))), Token);
        using var streamed = await client.PostAsync(Address, new UnsizedContent(300_000), Token);

        Assert.Equal("300000:300000", await known.Content.ReadAsStringAsync(Token));
        Assert.Equal(":300000", await streamed.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("HTTP1")]
    [InlineData("HTTP2")]
    public async Task Bytes_OfBodies_AreCounted(string protocolVersion)
    {
        async Task AnswerAsync(HttpContext context)
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            await context.Response.WriteAsync(new string('b', 70_000));
        }

        await using var one = await TargetServer.StartAsync(AnswerAsync);
        await using var two = await Http2Target.StartAsync(AnswerAsync);
        await using var bed = await TlsBed.StartAsync(protocolVersion == "HTTP1" ? one.Description : two.Description, protocolVersion);

        using var response = await bed.Client(HttpVersion.Version20).PostAsync(Address, new UnsizedContent(300_000), Token);

        Assert.Equal(70_000, (await response.Content.ReadAsByteArrayAsync(Token)).Length);
        var seen = await bed.Exchanges.NextAsync(Token);
        Assert.InRange(seen.Received, 300_030, 300_500);
        Assert.InRange(seen.Sent, 70_030, 70_500);
    }

    [Fact]
    public async Task Bytes_OfTheLoadBalancersOwnPage_AreCounted()
    {
        await using var bed = await TlsBed.StartFixedAsync();

        using var response = await bed.Client(HttpVersion.Version20).GetAsync(Address, Token);

        Assert.InRange((await bed.Exchanges.NextAsync(Token)).Sent, 5 + 30, 300);
    }

    [Fact]
    public async Task Trailers_OfTheClient_GoToATargetOfHttp1BehindTheChunks()
    {
        var end = new TaskCompletionSource<string>();
        await using var target = new ByteTarget(async conversation =>
        {
            var head = await conversation.ReadHeadAsync();
            end.SetResult(head + await conversation.ReadHeadAsync());
            await conversation.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });
        await using var bed = await TlsBed.StartAsync(target.Description);
        var (connection, frames) = await Http2Frames.ConnectAsync(bed);
        await using var stream = connection;

        await frames.SendWithTrailersAsync("/upload", "abc", ("x-checksum", "42"), ("content-length", "1"), ("transfer-encoding", "chunked"));

        var sent = await end.Task.WaitAsync(TimeSpan.FromMinutes(2), Token);
        Assert.Contains("Transfer-Encoding: chunked\r\n\r\n", sent, StringComparison.Ordinal);
        Assert.EndsWith("3\r\nabc\r\n0\r\nx-checksum: 42\r\n\r\n", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trailers_OfATargetOfHttp1_GoToTheClient()
    {
        await using var target = ByteTarget.Always("HTTP/1.1 200 OK\r\nTrailer: x-sum\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nx-sum: 2\r\n\r\n");
        await using var bed = await TlsBed.StartAsync(target.Description);

        using var response = await bed.Client(HttpVersion.Version20).GetAsync(Address, Token);

        Assert.Equal("ok", await response.Content.ReadAsStringAsync(Token));
        Assert.Equal("2", Assert.Single(response.TrailingHeaders.GetValues("x-sum")));
    }

    [Fact]
    public async Task Request_ToATargetOfHttp2_ArrivesAsHttp2()
    {
        await using var target = await Http2Target.StartAsync(context => context.Response.WriteAsync(
            $"{context.Request.Protocol} {context.Request.Headers.Host} {context.Request.Headers["X-Forwarded-For"]} {context.Request.Headers["X-Forwarded-Proto"]} {context.Request.Headers["X-Amzn-Trace-Id"].ToString()[..7]}"));
        await using var bed = await TlsBed.StartAsync(target.Description, "HTTP2");

        using var response = await bed.Client(HttpVersion.Version20).GetAsync(Address, Token);

        Assert.Equal("HTTP/2 shop.example.test 127.0.0.1 https Root=1-", await response.Content.ReadAsStringAsync(Token));
        Assert.Equal((200, 200), await bed.Exchanges.NextAsync(Token) is var seen ? (seen.StatusCode, seen.TargetStatusCode) : default);
    }

    [Theory]
    [InlineData("HTTP2")]
    [InlineData("GRPC")]
    public async Task Request_OfHttp1ToATargetGroupOfHttp2_Is464(string protocolVersion)
    {
        await using var target = await Http2Target.StartAsync(context => context.Response.WriteAsync("no"));
        await using var bed = await TlsBed.StartAsync(target.Description, protocolVersion);

        using var response = await bed.Client(HttpVersion.Version11).GetAsync(Address, Token);

        Assert.Equal(464, (int)response.StatusCode);
        Assert.Equal("awselb/2.0", response.Headers.Server.ToString());
    }

    [Fact]
    public async Task Request_WithoutTargets_GetsThePage()
    {
        await using var bed = await TlsBed.StartAsync(async elb => ElbTestbed.Forward((await elb.CreateTargetGroupAsync()).TargetGroupArn));

        using var response = await bed.Client(HttpVersion.Version20).GetAsync(Address, Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("503 Service Temporarily Unavailable", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_OfTheConnection_AreThoseOfAnAlb()
    {
        await using var bed = await TlsBed.StartFixedAsync();
        var (connection, frames) = await Http2Frames.ConnectAsync(bed);
        await using var stream = connection;

        var settings = await frames.ReadSettingsAsync();

        // 128 streams; WebSockets (RFC 8441) and pushes are no part of it.
        Assert.Equal(128u, settings[3]);
        Assert.Equal(0u, settings.GetValueOrDefault(8));
    }

    [Fact]
    public async Task WebSocket_OfAClientThatWouldTakeHttp2_GoesOverHttp1()
    {
        await using var target = await TargetServer.StartAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.SendAsync(Encoding.ASCII.GetBytes(context.Request.Headers["X-Forwarded-For"].ToString()), WebSocketMessageType.Text, true, context.RequestAborted);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
        });
        await using var bed = await TlsBed.StartAsync(target.Description);
        using var client = new ClientWebSocket { Options = { HttpVersion = HttpVersion.Version20, HttpVersionPolicy = HttpVersionPolicy.RequestVersionOrLower } };
        using var http = bed.Client(HttpVersion.Version20);

        await client.ConnectAsync(new Uri("wss://shop.example.test/socket"), http, Token);
        var answer = new byte[100];
        var received = await client.ReceiveAsync(answer, Token);
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Token);

        Assert.Equal("127.0.0.1", Encoding.ASCII.GetString(answer, 0, received.Count));
        Assert.Equal(ExchangeKind.Wss, (await bed.Exchanges.NextAsync(Token)).Kind);
    }

    [Theory]
    [InlineData(1, 17 * 1024)]
    [InlineData(7, 10 * 1024)]
    public async Task Headers_OverALimit_Are400(int count, int length)
    {
        await using var bed = await TlsBed.StartFixedAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Address) { Version = HttpVersion.Version20 };
        for (var i = 0; i < count; i++)
        {
            request.Headers.Add($"x-{i}", new string('a', length));
        }

        using var response = await bed.Client(HttpVersion.Version20).SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("awselb/2.0", response.Headers.Server.ToString());
    }

    [Fact]
    public async Task Connection_After10000Requests_TakesNoMore()
    {
        await using var bed = await TlsBed.StartFixedAsync();
        var connections = 0;
        var client = bed.Client(HttpVersion.Version20, () => Interlocked.Increment(ref connections));

        for (var batch = 0; batch < 101; batch++)
        {
            await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
            {
                using var response = await client.GetAsync(Address, Token);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }));
        }

        Assert.Equal(2, connections);
    }
}
