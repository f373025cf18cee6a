using System.Globalization;
using EksIngress.Emulator.Tests.ElbV2;
using Microsoft.AspNetCore.Http;

namespace EksIngress.Emulator.Tests.LoadBalancer.Wire;

/// <summary>What each desync mitigation mode does with each class, and that nothing gets past the framing.</summary>
public sealed class DesyncTests
{
    private const string Smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, int, bool> Modes => new()
    {
        { "monitor", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 200, true },
        { "defensive", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 200, true },
        { "strictest", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 200, true },
        { "monitor", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 200, true },
        { "defensive", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 200, true },
        { "strictest", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 400, false },
        { "monitor", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab", 200, true },
        { "defensive", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab", 200, false },
        { "strictest", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab", 400, false },
        { "monitor", "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", 200, true },
        { "defensive", "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", 400, false },
        { "strictest", "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", 400, false },
        // What cannot be framed is refused in every mode.
        { "monitor", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc", 400, false },
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Request_OfAClass_IsTreatedAsTheModeSays(string mode, string request, int statusCode, bool goesOn)
    {
        await using var target = ByteTarget.Always("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var bed = await WireBed.StartAsync(target.Description, ("routing.http.desync_mitigation_mode", mode));
        var (client, conversation) = await bed.ConnectAsync();
        using var connection = client;

        await conversation.WriteAsync(request);
        var head = await conversation.ReadHeadAsync();

        Assert.StartsWith($"HTTP/1.1 {statusCode.ToString(CultureInfo.InvariantCulture)} ", head, StringComparison.Ordinal);
        Assert.Contains(goesOn ? "Connection: keep-alive\r\n" : "Connection: close\r\n", head, StringComparison.Ordinal);
        if (!goesOn)
        {
            await conversation.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(2), Token);
        }
    }

    [Fact]
    public async Task Request_Ambiguous_ClosesTheTargetsConnectionToo()
    {
        await using var target = new ByteTarget(async conversation =>
        {
            while (await conversation.ReadHeadAsync() is { } head)
            {
                // Kept open on this side: only the load balancer ends it.
                await conversation.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Length: {head.Length}\r\n\r\n{head}");
            }
        });
        await using var bed = await WireBed.StartAsync(target.Description);

        var ambiguous = await bed.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n: empty\r\n\r\n");
        await bed.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.Contains("Connection: close\r\n\r\n", ambiguous[ambiguous.IndexOf("\r\n\r\n", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Equal(2, target.Connections);
    }

    public static TheoryData<string, string> Attacks => new()
    {
        { "CL.TE", $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {5 + Smuggled.Length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Smuggled}" },
        { "TE.CL", $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n{Smuggled.Length:x}\r\n{Smuggled}\r\n0\r\n\r\n" },
        { "TE.TE", $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n5c\r\n{Smuggled}" },
        { "TE with space", $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {5 + Smuggled.Length}\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n{Smuggled}" },
        { "TE with underscore", $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {5 + Smuggled.Length}\r\nTransfer_Encoding: chunked\r\n\r\n0\r\n\r\n{Smuggled}" },
        { "TE folded", $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nX: a\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Smuggled}" },
        { "TE with vertical tab", $"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n{Smuggled}" },
        { "CL.CL", $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: {Smuggled.Length}\r\n\r\n{Smuggled}" },
        { "CL with sign", $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +0\r\n\r\n{Smuggled}" },
        { "CL in a GET", $"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: {Smuggled.Length}\r\n\r\n{Smuggled}" },
        { "CL with bare CR", $"POST / HTTP/1.1\r\nHost: a\r\nX: a\rContent-Length: {Smuggled.Length}\r\n\r\n{Smuggled}" },
        { "TE in HTTP/1.0", $"POST / HTTP/1.0\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n0\r\n\r\n{Smuggled}" },
        { "chunk with negative size", $"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n{Smuggled}" },
        { "chunk with huge size", $"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000000\r\n\r\n{Smuggled}" },
        { "chunk with bare LF", $"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\n\n{Smuggled}" },
        { "chunk with LF in its extension", $"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2;\nxx\r\n0\r\n\r\n{Smuggled}" },
        { "chunk longer than it says", $"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n{Smuggled}" },
        { "NUL in a name", $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length\0: 5\r\n\r\n{Smuggled}" },
        { "header without a name", $"POST / HTTP/1.1\r\nHost: a\r\n: x\r\nContent-Length: 0\r\n\r\n{Smuggled}" },
        { "no host", $"GET / HTTP/1.1\r\n\r\n{Smuggled}" },
        { "line too long", $"GET /{new string('a', 17_000)} HTTP/1.1\r\nHost: a\r\n\r\n{Smuggled}" },
        { "upgrade to h2c", $"GET / HTTP/1.1\r\nHost: a\r\nConnection: close, Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n{Smuggled}" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Request_MadeToSmuggle_GivesTheTargetOneRequestAtMost(string name, string request)
    {
        var seen = new List<string>();
        await using var target = await TargetServer.StartAsync(async context =>
        {
            if (context.Request.Headers.UserAgent.ToString() != "ELB-HealthChecker/2.0")
            {
                lock (seen)
                {
                    seen.Add(context.Request.Path + context.Request.Headers.Upgrade);
                }
            }

            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            await context.Response.WriteAsync("ok", context.RequestAborted);
        });
        await using var bed = await WireBed.StartAsync(target.Description);

        var response = await bed.SendAsync(request);

        Assert.StartsWith("HTTP/1.1 ", response, StringComparison.Ordinal);
        Assert.True(seen.Count <= 1, name);
        Assert.DoesNotContain(seen, path => path != "/");
        Assert.Equal(1, response.Split("HTTP/1.1 ").Length - 1);
    }
}
