using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using EksIngress.Emulator.Tests.ElbV2;
using Microsoft.AspNetCore.Http;

namespace EksIngress.Emulator.Tests.LoadBalancer.Wire;

/// <summary>Random bytes at a listener: it always answers or closes, and never passes on more than it was sent.</summary>
public sealed class FuzzTests
{
    private const int Rounds = 5;
    private const int Parallel = 40;

    private static readonly string[] Seeds =
    [
        "GET /a HTTP/1.1\r\nHost: a\r\nX-Id: 1\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
        "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello",
        "GET http://a/a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    ];

    private static readonly string[] Fragments =
    [
        "\r\n", "\n", "\r", "\0", " ", "\t", ":", ";", ",", "-1", "0", "ffffffffffffffff", "Transfer-Encoding: chunked\r\n", "Content-Length: 3\r\n",
        "Content-Length: 7\r\n", "Host: b\r\n", " folded\r\n", "\u00ff\u00fe", "HTTP/2.0", "chunked", "GET /other HTTP/1.1\r\nHost: a\r\n\r\n", "\u0016\u0003\u0001",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Bytes_Mutated_AreAnsweredOrClosed(int seed)
    {
        var served = new ConcurrentBag<string>();
        await using var target = await TargetServer.StartAsync(async context =>
        {
            served.Add(context.Request.Headers["X-Amzn-Trace-Id"].ToString());
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            await context.Response.WriteAsync("ok", context.RequestAborted);
        });
        await using var bed = await WireBed.StartAsync(target.Description, ("idle_timeout.timeout_seconds", "1"));
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var requests = Enumerable.Range(0, Parallel).Select(_ => Mutate(random)).ToList();
            await Task.WhenAll(requests.Select(request => SendAsync(bed, request, $"seed {seed}, round {round}")));
        }

        // Health checks carry no trace id; every request that got through is one the load balancer wrote itself.
        Assert.Equal(served.Count(id => id.Length > 0), served.Where(id => id.Length > 0).Distinct().Count());
        Assert.Contains("HTTP/1.1 200 OK", await bed.SendAsync("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    private static async Task SendAsync(WireBed bed, string request, string which)
    {
        var (client, conversation) = await bed.ConnectAsync();
        using (client)
        {
            try
            {
                await conversation.WriteAsync(request);
                var response = await conversation.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(2), Token);
                Assert.True(
                    response.Length == 0 || int.Parse(response.AsSpan(9, 3), CultureInfo.InvariantCulture) is >= 100 and < 600,
                    $"{which}: {Encoding.Latin1.GetString(Encoding.Latin1.GetBytes(response))}");
            }
            catch (IOException)
            {
                // Closed while this side was still sending.
            }
        }
    }

    private static string Mutate(Random random)
    {
        var text = new StringBuilder(Seeds[random.Next(Seeds.Length)]);
        for (var count = random.Next(1, 5); count > 0; count--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(5))
            {
                case 0:
                    text[at] = (char)random.Next(256);
                    break;
                case 1:
                    text.Remove(at, Math.Min(random.Next(1, 8), text.Length - at));
                    break;
                case 2:
                    text.Insert(at, text.ToString(at, Math.Min(random.Next(1, 40), text.Length - at)));
                    break;
                default:
                    text.Insert(at, Fragments[random.Next(Fragments.Length)]);
                    break;
            }

            if (text.Length == 0)
            {
                text.Append('x');
            }
        }

        return text.ToString();
    }
}
