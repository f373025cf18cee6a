using System.Text;

namespace EksIngress.Emulator.Tests.LoadBalancer.Wire;

/// <summary>HTTP/1 at the level of bytes, on both sides of the load balancer.</summary>
public sealed class Http1Tests
{
    private const string Get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string GetAndClose = "GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_Plain_GoesOutByteForByteBehindTheLoadBalancersHeaders()
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await WireBed.StartAsync(target.Description);

        var answer = await bed.SendAsync(
            "BREW /a%2F../b//c?x=1&&y HTTP/1.1\r\nhOsT: Shop.example.com:80\r\nx-CaSe: 1\r\nX-Under_Score:  two  words \r\nX-Twice: 1\r\nX-Twice: 2\r\n"
            + "X-Hop: gone\r\nKeep-Alive: 5\r\nConnection: close, X-Hop\r\n\r\n");

        Assert.Matches(
            "\r\n\r\nBREW /a%2F\\.\\./b//c\\?x=1&&y HTTP/1\\.1\r\nX-Forwarded-For: 127\\.0\\.0\\.1\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Port: 80\r\n"
            + "Host: Shop\\.example\\.com\r\nX-Amzn-Trace-Id: Root=1-[0-9a-f]{8}-[0-9a-f]{24}\r\n(traceparent: [-0-9a-f]+\r\n)?x-CaSe: 1\r\nX-Under_Score: two  words\r\nX-Twice: 1\r\nX-Twice: 2\r\n\r\n$",
            answer);
    }

    [Fact]
    public async Task Request_HostTwice_SendsTheFirstUnlessHostIsPreserved()
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await WireBed.StartAsync(target.Description);
        const string Request = "GET / HTTP/1.1\r\nHost: one\r\nHost: two\r\nConnection: close\r\n\r\n";

        var changed = await bed.SendAsync(Request);
        await bed.SetAsync(("routing.http.preserve_host_header.enabled", "true"));
        var preserved = await bed.SendAsync(Request);

        Assert.DoesNotContain("Host: two", changed, StringComparison.Ordinal);
        Assert.Contains("Host: one\r\nHost: two\r\n", preserved, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Response_Plain_KeepsItsBytesButForTheConnection()
    {
        await using var target = ByteTarget.Always("HTTP/1.1 299 Odd Reason\r\nx-lower: 1\r\nServer: mine\r\nKeep-Alive: timeout=5\r\nConnection: keep-alive\r\nContent-Length: 2\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\nok");
        await using var bed = await WireBed.StartAsync(target.Description);

        var answer = await bed.SendAsync(GetAndClose);

        Assert.Equal(
            "HTTP/1.1 299 Odd Reason\r\nx-lower: 1\r\nServer: mine\r\nContent-Length: 2\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nConnection: close\r\n\r\nok",
            answer);
    }

    [Fact]
    public async Task Connection_ManyRequests_UsesOneConnectionToTheTarget()
    {
        await using var target = ByteTarget.Always("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await using var bed = await WireBed.StartAsync(target.Description);
        var (client, conversation) = await bed.ConnectAsync();
        using var connection = client;

        for (var i = 0; i < 20; i++)
        {
            await conversation.WriteAsync(Get);
            Assert.Contains("Connection: keep-alive", await conversation.ReadHeadAsync(), StringComparison.Ordinal);
            Assert.Equal("ok", await conversation.ReadAsync(2));
        }

        Assert.Equal(1, target.Connections);
    }

    [Fact]
    public async Task Requests_Pipelined_AreAnsweredInOrder()
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await WireBed.StartAsync(target.Description);

        var answer = await bed.SendAsync(
            "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        var order = new[] { "GET /1 ", "POST /2 ", "GET /3 " }.Select(line => answer.IndexOf(line, StringComparison.Ordinal)).ToList();
        Assert.All(order, position => Assert.True(position > 0));
        Assert.Equal(order.Order(), order);
    }

    [Theory]
    [InlineData("Content-Length: 11\r\n\r\nhello world", "Content-Length: 11\r\n", "hello world")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nX-Sum: 1\r\nHost: evil\r\n\r\n", "Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n6\r\n world\r\n0\r\nX-Sum: 1\r\n\r\n")]
    public async Task Body_OfARequest_IsFramedAnew(string sent, string framing, string received)
    {
        var body = new TaskCompletionSource<(string Head, string Body)>();
        await using var target = new ByteTarget(async conversation =>
        {
            var head = await conversation.ReadHeadAsync();
            body.SetResult((head!, await conversation.ReadAsync(received.Length)));
            await conversation.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n");
        });
        await using var bed = await WireBed.StartAsync(target.Description);

        var answer = await bed.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + sent);

        var seen = await body.Task.WaitAsync(Token);
        Assert.Contains(framing, seen.Head, StringComparison.Ordinal);
        Assert.Equal(received, seen.Body);
        Assert.Equal("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", answer);
    }

    [Theory]
    [InlineData("HTTP/1.1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;q\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n", "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n")]
    [InlineData("HTTP/1.0", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "Connection: close\r\n\r\nok")]
    [InlineData("HTTP/1.1", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\nok\r\n0\r\n\r\n")]
    public async Task Body_OfAResponse_FitsTheClientsVersion(string version, string response, string expected)
    {
        await using var target = ByteTarget.Always(response);
        await using var bed = await WireBed.StartAsync(target.Description);

        var answer = await bed.SendAsync($"GET / {version}\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.EndsWith(expected, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1", "2\r\nok\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.0", "ok")]
    public async Task Body_UpToTheEndOfTheConnection_IsPassedOnWhole(string version, string expected)
    {
        await using var target = new ByteTarget(async conversation =>
        {
            await conversation.ReadHeadAsync();
            await conversation.WriteAsync("HTTP/1.0 200 OK\r\n\r\nok");
        });
        await using var bed = await WireBed.StartAsync(target.Description);

        var answer = await bed.SendAsync($"GET / {version}\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.EndsWith("\r\n\r\n" + expected, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "Content-Length: 5\r\n")]
    [InlineData("GET", "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 204")]
    [InlineData("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", "Content-Length: 5\r\n")]
    public async Task Response_WithoutABody_LeavesTheConnectionUsable(string method, string response, string expected)
    {
        await using var target = ByteTarget.Always(response);
        await using var bed = await WireBed.StartAsync(target.Description);
        var (client, conversation) = await bed.ConnectAsync();
        using var connection = client;

        for (var i = 0; i < 2; i++)
        {
            await conversation.WriteAsync($"{method} / HTTP/1.1\r\nHost: a\r\n\r\n");
            Assert.Contains(expected, await conversation.ReadHeadAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(1, target.Connections);
    }

    [Fact]
    public async Task Request_ExpectsContinue_GetsItFromTheTarget()
    {
        await using var target = new ByteTarget(async conversation =>
        {
            var head = await conversation.ReadHeadAsync();
            Assert.Contains("Expect: 100-continue\r\n", head, StringComparison.Ordinal);
            await conversation.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n");
            var body = await conversation.ReadAsync(5);
            await conversation.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{body}");
        });
        await using var bed = await WireBed.StartAsync(target.Description);
        var (client, conversation) = await bed.ConnectAsync();
        using var connection = client;

        await conversation.WriteAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
        var interim = await conversation.ReadHeadAsync();
        await conversation.WriteAsync("hello");
        var final = await conversation.ReadHeadAsync();

        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", interim);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", final, StringComparison.Ordinal);
        Assert.Equal("hello", await conversation.ReadAsync(5));
    }

    [Fact]
    public async Task Target_ClosedAnIdleConnection_NextRequestGetsAnother()
    {
        await using var target = new ByteTarget(async conversation =>
        {
            await conversation.ReadHeadAsync();
            await conversation.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });
        await using var bed = await WireBed.StartAsync(target.Description);
        var (client, conversation) = await bed.ConnectAsync();
        using var connection = client;

        for (var i = 0; i < 30; i++)
        {
            await conversation.WriteAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
            var head = await conversation.ReadHeadAsync();
            // A close that crosses the next request on its way is the target's fault, as on AWS.
            Assert.Matches("^HTTP/1.1 (200|502) ", head);
            if (head!.StartsWith("HTTP/1.1 502", StringComparison.Ordinal))
            {
                await conversation.ReadUntilAsync("</html>\r\n");
                await conversation.ReadAsync(int.Parse(head[(head.IndexOf("Length: ", StringComparison.Ordinal) + 8)..].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        Assert.InRange(target.Connections, 2, 30);
    }

    [Fact]
    public async Task FixedPages_LookLikeAnAlbs()
    {
        await using var target = ByteTarget.Always("no HTTP\r\n\r\n");
        await using var bed = await WireBed.StartAsync(target.Description);

        var answer = await bed.SendAsync(GetAndClose);

        Assert.Matches(
            "^HTTP/1.1 502 Bad Gateway\r\nServer: awselb/2.0\r\nDate: [A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT\r\nContent-Type: text/html\r\nContent-Length: 122\r\nConnection: close\r\n\r\n"
            + "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n$",
            answer);
    }

    [Fact]
    public async Task Response_WithHeadersOver32K_Is502()
    {
        var headers = string.Concat(Enumerable.Range(0, 33).Select(i => $"X-{i}: {new string('a', 1024)}\r\n"));
        await using var target = ByteTarget.Always($"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n{headers}\r\n");
        await using var bed = await WireBed.StartAsync(target.Description);

        Assert.StartsWith("HTTP/1.1 502 ", await bed.SendAsync(GetAndClose), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Response_WithHeadersUpTo32K_GoesThrough()
    {
        var headers = string.Concat(Enumerable.Range(0, 30).Select(i => $"X-{i}: {new string('a', 1024)}\r\n"));
        await using var target = ByteTarget.Always($"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n{headers}\r\nok");
        await using var bed = await WireBed.StartAsync(target.Description);

        var answer = await bed.SendAsync(GetAndClose);

        Assert.Contains(headers, answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nok", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exchange_Forwarded_IsReportedWithItsSizes()
    {
        await using var target = ByteTarget.Always("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await using var bed = await WireBed.StartAsync(target.Description);
        const string Request = "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc";

        var answer = await bed.SendAsync(Request);

        var seen = await bed.Exchanges.NextAsync(Token);
        Assert.Equal(("POST", 200, 200, "Compliant/Compliant"), (seen.Method, seen.StatusCode, seen.TargetStatusCode, seen.Classification));
        Assert.Equal((Request.Length, answer.Length), ((int)seen.Received, (int)seen.Sent));
        Assert.Null(seen.Failure);
    }

    [Fact]
    public async Task Upgrade_ToWebSocket_IsATunnelUntilOneSideEnds()
    {
        await using var target = new ByteTarget(async conversation =>
        {
            var head = await conversation.ReadHeadAsync();
            Assert.Contains("Connection: Upgrade\r\nUpgrade: websocket\r\n", head, StringComparison.Ordinal);
            await conversation.WriteAsync("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nfirst");
            var text = await conversation.ReadAsync(4);
            await conversation.WriteAsync($"[{text}]");
        });
        await using var bed = await WireBed.StartAsync(target.Description);

        var answer = await bed.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: WebSocket\r\nConnection: upgrade\r\n\r\nping");

        Assert.StartsWith("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("first[ping]", answer, StringComparison.Ordinal);
        var seen = await bed.Exchanges.NextAsync(Token);
        Assert.Equal((EksIngress.Emulator.LoadBalancer.Exchanges.ExchangeKind.Ws, 101), (seen.Kind, seen.StatusCode));
    }

    [Fact]
    public async Task Response_LargeToASlowReader_ArrivesWhole()
    {
        const int Size = 4 * 1024 * 1024;
        await using var target = new ByteTarget(async conversation =>
        {
            await conversation.ReadHeadAsync();
            await conversation.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Length: {Size}\r\n\r\n");
            for (var sent = 0; sent < Size; sent += 64 * 1024)
            {
                await conversation.WriteAsync(new string((char)('a' + (sent / (64 * 1024) % 26)), 64 * 1024));
            }
        });
        await using var bed = await WireBed.StartAsync(target.Description);
        using var client = new System.Net.Sockets.TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(bed.Address.Host, bed.Address.Port, Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(GetAndClose), Token);

        var total = 0;
        var buffer = new byte[3000];
        while (await stream.ReadAsync(buffer, Token) is > 0 and var count)
        {
            total += count;
        }

        Assert.InRange(total, Size, Size + 500);
    }
}
