using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.LoadBalancer.Network;

/// <summary>What ends a connection through a Network Load Balancer, and what does not; by a clock that the test moves.</summary>
public sealed class FlowLifeTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int _checkStatus = 200;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silence_LongerThanTheIdleTimeout_ResetsTheConnection()
    {
        await using var bed = await StartAsync(configure: request => request.HealthCheckIntervalSeconds = 300);
        await bed.SetGroupAttributeAsync("target_health_state.unhealthy.connection_termination.enabled", "false");
        await bed.LetAlbWaitAsync();
        await bed.Bed.Elb.ModifyListenerAttributesAsync(
            new ModifyListenerAttributesRequest { ListenerArn = bed.NlbListenerArn, Attributes = [new ListenerAttribute { Key = "tcp.idle_timeout.seconds", Value = "60" }] }, Token);
        using var client = await NetworkClient.ConnectAsync(bed.Address);
        await client.GetAsync("/quick");

        // The clock's owner sees what moved first, and counts from there.
        _time.Advance(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.EndsWith("quick", await client.GetAsync("/quick"), StringComparison.Ordinal);
        var ending = client.EndsAsync();
        await Eventually.UntilAsync(() =>
        {
            // The answer may be here before it is counted there, and the silence begins then.
            _time.Advance(TimeSpan.FromSeconds(61));
            return Task.FromResult(ending.IsCompleted);
        });

        Assert.False(await ending);
    }

    [Fact]
    public async Task Target_BecomesUnhealthy_ResetsItsConnections()
    {
        await using var bed = await StartAsync(configure: Checked);
        await bed.LetAlbWaitAsync();
        using var client = await NetworkClient.ConnectAsync(bed.Address);
        await client.GetAsync("/quick");

        await MakeUnhealthyAsync(bed);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(await client.EndsAsync());
    }

    [Fact]
    public async Task Target_BecomesUnhealthy_ConnectionsStayWhereTheGroupSaysSo()
    {
        await using var bed = await StartAsync(configure: Checked);
        await bed.SetGroupAttributeAsync("target_health_state.unhealthy.connection_termination.enabled", "false");
        await bed.LetAlbWaitAsync();
        using var client = await NetworkClient.ConnectAsync(bed.Address);
        await client.GetAsync("/quick");

        await MakeUnhealthyAsync(bed);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.EndsWith("quick", await client.GetAsync("/quick"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("false", true)]
    [InlineData("true", false)]
    public async Task Target_Deregistered_TakesNoMoreAndKeepsWhatItHas(string terminates, bool staysAfterTheDelay)
    {
        await using var bed = await StartAsync(configure: request => request.HealthCheckIntervalSeconds = 300);
        await bed.SetGroupAttributeAsync("deregistration_delay.connection_termination.enabled", terminates);
        await bed.SetGroupAttributeAsync("deregistration_delay.timeout_seconds", "30");
        await bed.LetAlbWaitAsync();
        using var client = await NetworkClient.ConnectAsync(bed.Address);
        await client.GetAsync("/quick");

        await bed.DeregisterAsync();
        Assert.True(await NetworkClient.IsResetAsync(bed.Address));
        Assert.Equal(["draining"], (await bed.Bed.HealthAsync(bed.GroupArn)).Select(health => health.State.Value));
        Assert.EndsWith("quick", await client.GetAsync("/quick"), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(31));
        await bed.Bed.WaitForHealthAsync(bed.GroupArn, health => health.Count == 0);
        _time.Advance(TimeSpan.FromSeconds(1));

        if (staysAfterTheDelay)
        {
            Assert.EndsWith("quick", await client.GetAsync("/quick"), StringComparison.Ordinal);
        }
        else
        {
            Assert.False(await client.EndsAsync());
        }
    }

    [Fact]
    public async Task Listener_Deleted_RequestsThatRunEndAndTheAlbGoesOn()
    {
        await using var bed = await StartAsync();
        using var silent = await NetworkClient.ConnectAsync(bed.Address);
        await silent.GetAsync("/quick");
        using var client = await NetworkClient.ConnectAsync(bed.Address);
        var running = client.GetAsync("/held");
        await _held.Task.WaitAsync(Token);

        var deleting = bed.Bed.Elb.DeleteListenerAsync(new DeleteListenerRequest { ListenerArn = bed.NlbListenerArn }, Token);
        Assert.True(await silent.EndsAsync());
        Assert.False(deleting.IsCompleted);
        _released.SetResult();

        Assert.EndsWith("held", await running, StringComparison.Ordinal);
        await deleting;
        Assert.Equal("quick", await bed.Bed.Http.GetStringAsync(new Uri(await bed.Bed.AddressOfAsync(bed.AlbListenerArn), "/quick"), Token));
    }

    [Fact]
    public async Task Listener_Deleted_WhatStillRunsAfterTwoSecondsIsReset()
    {
        await using var bed = await StartAsync();
        using var silent = await NetworkClient.ConnectAsync(bed.Address);
        await silent.GetAsync("/quick");
        using var client = await NetworkClient.ConnectAsync(bed.Address);
        await client.Conversation.WriteAsync("GET /held HTTP/1.1\r\nHost: shop.example.test\r\n\r\n");
        await _held.Task.WaitAsync(Token);

        var deleting = bed.Bed.Elb.DeleteListenerAsync(new DeleteListenerRequest { ListenerArn = bed.NlbListenerArn }, Token);
        Assert.True(await silent.EndsAsync());
        _time.Advance(TimeSpan.FromSeconds(2));
        await deleting;

        Assert.False(await client.EndsAsync());
        _released.SetResult();
    }

    [Fact]
    public async Task AlbListener_Gone_IsReset()
    {
        await using var bed = await StartAsync(isRegistered: false);
        await bed.Bed.Elb.DeleteListenerAsync(new DeleteListenerRequest { ListenerArn = bed.AlbListenerArn }, Token);

        Assert.True(await NetworkClient.IsResetAsync(bed.Address));
    }

    private static void Checked(CreateTargetGroupRequest request)
    {
        request.HealthCheckPath = "/check";
        request.HealthCheckIntervalSeconds = 10;
        request.HealthCheckTimeoutSeconds = 5;
    }

    private Task<NetworkBed> StartAsync(bool isRegistered = true, Action<CreateTargetGroupRequest>? configure = null) =>
        NetworkBed.StartAsync(AnswerAsync, new RunningEmulatorOptions { TimeProvider = _time }, isRegistered, configure);

    // Second by second: a clock that runs ahead of the checks would let calls expire.
    private async Task MakeUnhealthyAsync(NetworkBed bed)
    {
        _checkStatus = 503;
        await Eventually.UntilAsync(async () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return await bed.Bed.HealthAsync(bed.GroupArn) is [{ State.Value: "unhealthy" }];
        });
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var text = context.Request.Path.Value!.TrimStart('/');
        if (text == "check")
        {
            context.Response.StatusCode = _checkStatus;
        }

        if (text == "held")
        {
            _held.TrySetResult();
            await _released.Task.WaitAsync(context.RequestAborted);
        }

        context.Response.ContentLength = text.Length;
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}
