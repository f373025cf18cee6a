namespace EksIngress.Emulator.Tests.LoadBalancer.Wire;

/// <summary>Clients and targets that stop in the middle.</summary>
public sealed class Http1FailureTests
{
    private const string Get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Response_ThatStopsWithin_EndsTheConnection()
    {
        await using var target = new ByteTarget(async conversation =>
        {
            await conversation.ReadHeadAsync();
            await conversation.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n");
        });
        await using var bed = await WireBed.StartAsync(target.Description);
        var (client, conversation) = await bed.ConnectAsync();
        using var connection = client;

        await conversation.WriteAsync(Get);
        await conversation.ReadHeadAsync();

        // A reset, or an end without the last chunk: either way the client knows that something is missing.
        var exception = await Record.ExceptionAsync(async () =>
            Assert.DoesNotContain("0\r\n\r\n", await conversation.ReadToEndAsync(), StringComparison.Ordinal));
        Assert.True(exception is null or IOException, exception?.ToString());
        var seen = await bed.Exchanges.NextAsync(Token);
        Assert.Equal((200, 200, "target_response"), (seen.StatusCode, seen.TargetStatusCode, seen.Failure));
        // What went out went out.
        Assert.InRange(seen.Sent, 50, 200);
    }

    /// <summary>A response announces a body of which nothing comes: within the idle timeout, or before the target closes the connection.</summary>
    [Theory]
    [InlineData(true, 504, "target_timeout")]
    [InlineData(false, 502, "target_response")]
    public async Task Response_WhoseBodyNeverComes_IsTheLoadBalancersError(bool staysOpen, int expected, string failure)
    {
        await using var target = new ByteTarget(async conversation =>
        {
            await conversation.ReadHeadAsync();
            await conversation.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
            if (staysOpen)
            {
                // Ends when the load balancer gives up on this connection.
                await conversation.ReadToEndAsync();
            }
        });
        await using var bed = await WireBed.StartAsync(target.Description, ("idle_timeout.timeout_seconds", "1"));
        var (client, conversation) = await bed.ConnectAsync();
        using var connection = client;

        await conversation.WriteAsync(Get);

        Assert.StartsWith($"HTTP/1.1 {expected} ", await conversation.ReadHeadAsync(), StringComparison.Ordinal);
        var seen = await bed.Exchanges.NextAsync(Token);
        Assert.Equal((expected, 200, failure), (seen.StatusCode, seen.TargetStatusCode, seen.Failure));
    }

    [Fact]
    public async Task Response_WhoseBodyComesLater_PassesWhole()
    {
        await using var target = new SilentTarget("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Late: yes\r\n\r\n");
        await using var bed = await WireBed.StartAsync(target.Description);
        var (client, conversation) = await bed.ConnectAsync();
        using var connection = client;

        await conversation.WriteAsync(Get.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal));
        await target.Asked.WaitAsync(TimeSpan.FromMinutes(2), Token);
        target.Answer("hello");
        var answer = await conversation.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("X-Late: yes\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nhello", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_GoneBeforeTheAnswer_IsReportedAs460()
    {
        var arrived = new TaskCompletionSource();
        await using var target = new ByteTarget(async conversation =>
        {
            await conversation.ReadHeadAsync();
            arrived.SetResult();
            // Ends when the load balancer gives up on this connection.
            await conversation.ReadToEndAsync();
        });
        await using var bed = await WireBed.StartAsync(target.Description);
        var (client, conversation) = await bed.ConnectAsync();

        await conversation.WriteAsync(Get);
        await arrived.Task.WaitAsync(TimeSpan.FromMinutes(2), Token);
        client.Dispose();

        var seen = await bed.Exchanges.NextAsync(Token);
        Assert.Equal((460, 0, "client_closed"), (seen.StatusCode, seen.TargetStatusCode, seen.Failure));
    }

    [Fact]
    public async Task Client_StopsWithinTheBody_Gets408AfterTheIdleTimeout()
    {
        await using var target = new ByteTarget(conversation => conversation.ReadToEndAsync());
        await using var bed = await WireBed.StartAsync(target.Description, ("idle_timeout.timeout_seconds", "1"));

        var answer = await bed.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");

        Assert.StartsWith("HTTP/1.1 408 Request Time-out\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_StopsWithinTheHead_Gets408AfterTheIdleTimeout()
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await WireBed.StartAsync(target.Description, ("idle_timeout.timeout_seconds", "1"));

        var half = await bed.SendAsync("GET / HTTP/1.1\r\nHo");
        var nothing = await bed.SendAsync("");

        Assert.StartsWith("HTTP/1.1 408 ", half, StringComparison.Ordinal);
        Assert.Equal("", nothing);
    }

    [Fact]
    public async Task Body_WithBadChunks_Is400AndTheTargetSeesNoEnd()
    {
        var arrived = new TaskCompletionSource();
        var seen = new TaskCompletionSource<string>();
        await using var target = new ByteTarget(async conversation =>
        {
            await conversation.ReadHeadAsync();
            arrived.SetResult();
            var rest = "";
            try
            {
                rest = await conversation.ReadToEndAsync();
            }
            catch (IOException)
            {
                // A reset is as good.
            }

            seen.SetResult(rest);
        });
        await using var bed = await WireBed.StartAsync(target.Description);
        var (client, conversation) = await bed.ConnectAsync();
        using var connection = client;

        await conversation.WriteAsync("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
        await arrived.Task.WaitAsync(TimeSpan.FromMinutes(2), Token);
        await conversation.WriteAsync("zz\r\n");
        var answer = await conversation.ReadHeadAsync();

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("0\r\n\r\n", await seen.Task.WaitAsync(TimeSpan.FromMinutes(2), Token), StringComparison.Ordinal);
    }
}
