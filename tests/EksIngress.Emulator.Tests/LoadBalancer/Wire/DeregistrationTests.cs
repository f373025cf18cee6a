using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.LoadBalancer.Exchanges;

namespace EksIngress.Emulator.Tests.LoadBalancer.Wire;

/// <summary>Requests of a target that is deregistered: they have the deregistration delay, then they are cut.</summary>
public sealed class DeregistrationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_WithoutAnAnswer_Gets502AfterTheDelay()
    {
        await using var target = new SilentTarget("");
        await using var bed = await StartAsync(target);
        var (client, conversation) = await bed.ConnectAsync();
        using var connection = client;
        await conversation.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        await target.Asked.WaitAsync(Patience, Token);

        await DeregisterAsync(bed, target);
        var answer = await conversation.ReadToEndAsync().WaitAsync(Patience, Token);

        Assert.StartsWith("HTTP/1.1 502 Bad Gateway\r\n", answer, StringComparison.Ordinal);
        var seen = await bed.Exchanges.NextAsync(Token);
        Assert.Equal((502, 0, "deregistration_delay"), (seen.StatusCode, seen.TargetStatusCode, seen.Failure));
    }

    [Fact]
    public async Task Response_HalfSent_IsCutSoThatTheClientCanTell()
    {
        await using var target = new SilentTarget("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        await using var bed = await StartAsync(target);
        var (client, conversation) = await bed.ConnectAsync();
        using var connection = client;
        await conversation.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await conversation.ReadUntilAsync("half").WaitAsync(Patience, Token);

        await DeregisterAsync(bed, target);
        var exception = await Record.ExceptionAsync(() => conversation.ReadToEndAsync().WaitAsync(Patience, Token));

        Assert.True(exception is null or IOException, exception?.ToString());
        var seen = await bed.Exchanges.NextAsync(Token);
        Assert.Equal((200, 200, "deregistration_delay"), (seen.StatusCode, seen.TargetStatusCode, seen.Failure));
    }

    [Fact]
    public async Task WebSocket_Open_IsCut()
    {
        await using var target = new SilentTarget("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\nhello");
        await using var bed = await StartAsync(target);
        var (client, conversation) = await bed.ConnectAsync();
        using var connection = client;
        await conversation.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        await conversation.ReadUntilAsync("hello").WaitAsync(Patience, Token);

        await DeregisterAsync(bed, target);
        var exception = await Record.ExceptionAsync(() => conversation.ReadToEndAsync().WaitAsync(Patience, Token));

        Assert.True(exception is null or IOException, exception?.ToString());
        Assert.Equal(ExchangeKind.Ws, (await bed.Exchanges.NextAsync(Token)).Kind);
    }

    [Fact]
    public async Task Request_AnsweredWithinTheDelay_IsWhole()
    {
        await using var target = new SilentTarget("");
        await using var bed = await StartAsync(target, delaySeconds: 300);
        var (client, conversation) = await bed.ConnectAsync();
        using var connection = client;
        await conversation.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        await target.Asked.WaitAsync(Patience, Token);

        await DeregisterAsync(bed, target);
        target.Answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        var answer = await conversation.ReadToEndAsync().WaitAsync(Patience, Token);

        Assert.EndsWith("\r\n\r\nok", answer, StringComparison.Ordinal);
    }

    private static async Task<WireBed> StartAsync(SilentTarget target, int delaySeconds = 1)
    {
        var bed = await WireBed.StartAsync(target.Description);
        await bed.Bed.Elb.ModifyTargetGroupAttributesAsync(
            new ModifyTargetGroupAttributesRequest
            {
                TargetGroupArn = bed.TargetGroupArn,
                Attributes = [new TargetGroupAttribute { Key = "deregistration_delay.timeout_seconds", Value = delaySeconds.ToString(System.Globalization.CultureInfo.InvariantCulture) }],
            },
            Token);
        return bed;
    }

    private static Task DeregisterAsync(WireBed bed, SilentTarget target) => bed.Bed.Elb.DeregisterTargetsAsync(
        new DeregisterTargetsRequest { TargetGroupArn = bed.TargetGroupArn, Targets = [target.Description] }, Token);
}
