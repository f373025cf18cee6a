using System.Net;
using System.Net.WebSockets;
using System.Text;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.ElbV2;
using Microsoft.AspNetCore.Http;

namespace EksIngress.Emulator.Tests.LoadBalancer;

/// <summary>Traffic that lasts: changes under load, streams, WebSockets, draining.</summary>
public sealed class TrafficTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rules_ChangedUnderLoad_FailNoRequest()
    {
        await using var bed = await ElbTestbed.StartAsync();
        await using var target = await TargetServer.StartAsync("ok");
        var balancer = await bed.CreateLoadBalancerAsync();
        var group = await bed.CreateTargetGroupAsync();
        var listener = await bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Forward(group.TargetGroupArn));
        await bed.RegisterAsync(group.TargetGroupArn, target);
        var address = await bed.AddressOfAsync(listener.ListenerArn);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var clients = Enumerable.Range(0, 8).Select(_ => LoadAsync(bed.Http, address, stop.Token)).ToList();
        for (var i = 1; i <= 40; i++)
        {
            var rule = await bed.CreateRuleAsync(listener.ListenerArn, i, ElbTestbed.Forward(group.TargetGroupArn), ElbTestbed.Path("/*"));
            if (i % 2 == 0)
            {
                await bed.Elb.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = rule.RuleArn }, Token);
            }
        }

        await stop.CancelAsync();
        var counts = await Task.WhenAll(clients);
        Assert.All(counts, count => Assert.True(count > 0));
    }

    [Fact]
    public async Task Rules_ThatOnlyMove_LetNoRequestFallBetween()
    {
        await using var bed = await ElbTestbed.StartAsync();
        var balancer = await bed.CreateLoadBalancerAsync();
        var listener = await bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"));
        var first = await bed.CreateRuleAsync(listener.ListenerArn, 1, ElbTestbed.Fixed("200", "text/plain", "ok"), ElbTestbed.Path("/a"));
        var second = await bed.CreateRuleAsync(listener.ListenerArn, 2, ElbTestbed.Fixed("200", "text/plain", "ok"), ElbTestbed.Path("/b"));
        var address = await bed.AddressOfAsync(listener.ListenerArn);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var clients = new[] { "/a", "/b" }.Select(path => LoadAsync(bed.Http, new Uri(address, path), stop.Token)).ToList();
        for (var i = 0; i < 50; i++)
        {
            await bed.Elb.SetRulePrioritiesAsync(
                new SetRulePrioritiesRequest
                {
                    RulePriorities =
                    [
                        new RulePriorityPair { RuleArn = first.RuleArn, Priority = 2 - (i % 2) },
                        new RulePriorityPair { RuleArn = second.RuleArn, Priority = 1 + (i % 2) },
                    ],
                },
                Token);
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(clients), count => Assert.True(count > 0));
    }

    [Fact]
    public async Task Attributes_ChangedUnderLoad_FailNoRequest()
    {
        await using var bed = await ElbTestbed.StartAsync();
        await using var target = await TargetServer.StartAsync("ok");
        var balancer = await bed.CreateLoadBalancerAsync();
        var group = await bed.CreateTargetGroupAsync();
        var listener = await bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Forward(group.TargetGroupArn));
        await bed.RegisterAsync(group.TargetGroupArn, target);
        var address = await bed.AddressOfAsync(listener.ListenerArn);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var clients = Enumerable.Range(0, 4).Select(_ => LoadAsync(bed.Http, address, stop.Token)).ToList();
        foreach (var (timeout, mode, algorithm) in Enumerable.Repeat(
            new[] { ("30", "strictest", "least_outstanding_requests"), ("4000", "monitor", "weighted_random"), ("60", "defensive", "round_robin") }, 8).SelectMany(turn => turn))
        {
            await bed.Elb.ModifyLoadBalancerAttributesAsync(
                new ModifyLoadBalancerAttributesRequest
                {
                    LoadBalancerArn = balancer.LoadBalancerArn,
                    Attributes =
                    [
                        new LoadBalancerAttribute { Key = "idle_timeout.timeout_seconds", Value = timeout },
                        new LoadBalancerAttribute { Key = "routing.http.desync_mitigation_mode", Value = mode },
                    ],
                },
                Token);
            await bed.Elb.ModifyTargetGroupAttributesAsync(
                new ModifyTargetGroupAttributesRequest
                {
                    TargetGroupArn = group.TargetGroupArn,
                    Attributes = [new TargetGroupAttribute { Key = "load_balancing.algorithm.type", Value = algorithm }],
                },
                Token);
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(clients), count => Assert.True(count > 0));
    }

    [Fact]
    public async Task Targets_ReplacedUnderLoad_FailNoRequest()
    {
        await using var bed = await ElbTestbed.StartAsync();
        await using var one = await TargetServer.StartAsync("ok");
        await using var two = await TargetServer.StartAsync("ok");
        var balancer = await bed.CreateLoadBalancerAsync();
        var group = await bed.CreateTargetGroupAsync();
        var listener = await bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Forward(group.TargetGroupArn));
        await bed.RegisterAsync(group.TargetGroupArn, one);
        var address = await bed.AddressOfAsync(listener.ListenerArn);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var clients = Enumerable.Range(0, 4).Select(_ => LoadAsync(bed.Http, address, stop.Token)).ToList();
        for (var i = 0; i < 10; i++)
        {
            var (next, previous) = i % 2 == 0 ? (two, one) : (one, two);
            await bed.RegisterAsync(group.TargetGroupArn, next);
            await bed.Elb.DeregisterTargetsAsync(
                new DeregisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [previous.Description] }, Token);
        }

        await stop.CancelAsync();
        var counts = await Task.WhenAll(clients);
        Assert.All(counts, count => Assert.True(count > 0));
    }

    [Fact]
    public async Task Weights_ZeroAndOne_SendEverythingToTheOne()
    {
        await using var bed = await ElbTestbed.StartAsync();
        await using var blue = await TargetServer.StartAsync("blue");
        await using var green = await TargetServer.StartAsync("green");
        var balancer = await bed.CreateLoadBalancerAsync();
        var blueGroup = await bed.CreateTargetGroupAsync("blue");
        var greenGroup = await bed.CreateTargetGroupAsync("green");
        var action = new Amazon.ElasticLoadBalancingV2.Model.Action
        {
            Type = Amazon.ElasticLoadBalancingV2.ActionTypeEnum.Forward,
            ForwardConfig = new ForwardActionConfig
            {
                TargetGroups =
                [
                    new TargetGroupTuple { TargetGroupArn = blueGroup.TargetGroupArn, Weight = 0 },
                    new TargetGroupTuple { TargetGroupArn = greenGroup.TargetGroupArn, Weight = 1 },
                ],
            },
        };
        var listener = await bed.CreateListenerAsync(balancer.LoadBalancerArn, action);
        await bed.RegisterAsync(blueGroup.TargetGroupArn, blue);
        await bed.RegisterAsync(greenGroup.TargetGroupArn, green);
        var address = await bed.AddressOfAsync(listener.ListenerArn);

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("green", await bed.Http.GetStringAsync(address, Token));
        }
    }

    [Fact]
    public async Task Response_Streamed_ArrivesPieceByPiece()
    {
        var proceed = new TaskCompletionSource();
        await using var bed = await BedAsync(async context =>
        {
            await context.Response.WriteAsync("first;");
            await context.Response.Body.FlushAsync();
            await proceed.Task;
            await context.Response.WriteAsync("second");
        });

        using var response = await bed.Bed.Http.GetAsync(new Uri(bed.Address, "/stream"), HttpCompletionOption.ResponseHeadersRead, Token);
        await using var stream = await response.Content.ReadAsStreamAsync(Token);
        var buffer = new byte[100];
        var read = await stream.ReadAsync(buffer, Token);

        Assert.Equal("first;", Encoding.ASCII.GetString(buffer, 0, read));
        proceed.SetResult();
        using var reader = new StreamReader(stream);
        Assert.Equal("second", await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task Request_LargeBody_GoesThroughWhole()
    {
        await using var bed = await BedAsync(async context =>
        {
            var count = 0L;
            var buffer = new byte[64 * 1024];
            while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
            {
                count += read;
            }

            await context.Response.WriteAsync($"{count}");
        });

        using var content = new ByteArrayContent(new byte[20 * 1024 * 1024]);
        using var response = await bed.Bed.Http.PostAsync(new Uri(bed.Address, "/upload"), content, Token);

        Assert.Equal("20971520", await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task WebSocket_MessagesBothWays_PassThrough()
    {
        await using var bed = await BedAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[100];
            var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            await socket.SendAsync(Encoding.UTF8.GetBytes("echo " + Encoding.UTF8.GetString(buffer, 0, received.Count)), WebSocketMessageType.Text, true, context.RequestAborted);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
        });

        using var client = new ClientWebSocket();
        await client.ConnectAsync(new UriBuilder(bed.Address) { Scheme = "ws", Path = "/socket" }.Uri, Token);
        await client.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, Token);
        var answer = new byte[100];
        var received = await client.ReceiveAsync(answer, Token);

        Assert.Equal("echo hello", Encoding.UTF8.GetString(answer, 0, received.Count));
    }

    [Fact]
    public async Task WebSocket_BothSidesSilentForTheIdleTimeout_IsClosed()
    {
        var ended = new TaskCompletionSource();
        await using var bed = await TrafficBed.StartAsync(
            async context =>
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                await Assert.ThrowsAnyAsync<Exception>(async () =>
                {
                    await socket.ReceiveAsync(new byte[1], CancellationToken.None);
                });
                ended.SetResult();
            },
            new LoadBalancerAttribute { Key = "idle_timeout.timeout_seconds", Value = "1" });

        using var client = new ClientWebSocket { Options = { KeepAliveInterval = TimeSpan.Zero } };
        await client.ConnectAsync(new UriBuilder(bed.Address) { Scheme = "ws", Path = "/socket" }.Uri, Token);
        var exception = await Assert.ThrowsAsync<WebSocketException>(() => client.ReceiveAsync(new byte[1], Token)).WaitAsync(TimeSpan.FromMinutes(2), Token);

        Assert.Equal(WebSocketError.ConnectionClosedPrematurely, exception.WebSocketErrorCode);
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(2), Token);
    }

    [Fact]
    public async Task Deregister_RequestInFlight_EndsWell()
    {
        var entered = new TaskCompletionSource();
        var proceed = new TaskCompletionSource();
        await using var bed = await BedAsync(async context =>
        {
            entered.SetResult();
            await proceed.Task;
            await context.Response.WriteAsync("done");
        });

        var request = bed.Bed.Http.GetAsync(new Uri(bed.Address, "/slow"), Token);
        await entered.Task.WaitAsync(TimeSpan.FromMinutes(2), Token);
        await bed.DeregisterAsync();
        using var late = await bed.Bed.Http.GetAsync(bed.Address, Token);
        var draining = Assert.Single(await bed.Bed.HealthAsync(bed.TargetGroupArn));
        proceed.SetResult();
        using var response = await request;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
        Assert.Equal("draining", draining.State.Value);
        Assert.Equal("done", await response.Content.ReadAsStringAsync(Token));
        await bed.Bed.WaitForHealthAsync(bed.TargetGroupArn, health => health.Count == 0);
    }

    private static async Task<TrafficBed> BedAsync(RequestDelegate handler) => await TrafficBed.StartAsync(handler);

    private static async Task<int> LoadAsync(HttpClient http, Uri address, CancellationToken stop)
    {
        var count = 0;
        while (!stop.IsCancellationRequested)
        {
            Assert.Equal("ok", await http.GetStringAsync(address, Token));
            count++;
        }

        return count;
    }
}
