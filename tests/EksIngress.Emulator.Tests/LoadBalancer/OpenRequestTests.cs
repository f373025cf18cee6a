using System.Net.Sockets;
using System.Net.WebSockets;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.ElbV2;
using EksIngress.Emulator.Tests.LoadBalancer.Wire;
using Microsoft.AspNetCore.Http;

namespace EksIngress.Emulator.Tests.LoadBalancer;

/// <summary>Requests that run while their listener changes: each ends as it began, and the next one takes what is new.</summary>
public sealed class OpenRequestTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("port")]
    [InlineData("rules")]
    public async Task Listener_Changes_OpenRequestsEndAsTheyBegan(string what)
    {
        var uploading = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        await using var target = await TargetServer.StartAsync(context => context.Request.Path.Value switch
        {
            "/up" => ReceiveAsync(context, uploading),
            "/down" => SendAsync(context, goOn.Task),
            "/socket" => WebSocketEcho.AnswerAsync(context),
            _ => context.Response.WriteAsync("target", context.RequestAborted),
        });
        await using var bed = await ElbTestbed.StartAsync();
        var balancer = await bed.CreateLoadBalancerAsync();
        var group = await bed.CreateTargetGroupAsync();
        var listener = await bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Forward(group.TargetGroupArn));
        await bed.RegisterAsync(group.TargetGroupArn, target);
        var address = await bed.AddressOfAsync(listener.ListenerArn);

        using var up = await ConnectAsync(address);
        var upload = new ByteConversation(up.GetStream(), Token);
        await upload.WriteAsync("POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\nConnection: close\r\n\r\nhello");
        using var down = await ConnectAsync(address);
        var download = new ByteConversation(down.GetStream(), Token);
        await download.WriteAsync("GET /down HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        await download.ReadHeadAsync();
        await download.ReadUntilAsync("first");
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/socket" }.Uri, Token);
        Assert.Equal("one", await WebSocketEcho.AskAsync(socket, "one"));
        await uploading.Task.WaitAsync(s_patience, Token);

        var (changed, expected) = await ChangeAsync(bed, listener.ListenerArn, what);

        Assert.Equal(expected, await bed.Http.GetStringAsync(changed, Token));
        await upload.WriteAsync("world");
        goOn.SetResult();
        Assert.Contains("got 10", await upload.ReadToEndAsync().WaitAsync(s_patience, Token), StringComparison.Ordinal);
        Assert.Contains("last", await download.ReadToEndAsync().WaitAsync(s_patience, Token), StringComparison.Ordinal);
        Assert.Equal("two", await WebSocketEcho.AskAsync(socket, "two"));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Token);
    }

    // Where to ask afterwards, and what is answered there.
    private static async Task<(Uri Address, string Expected)> ChangeAsync(ElbTestbed bed, string listenerArn, string what)
    {
        if (what == "port")
        {
            await bed.Elb.ModifyListenerAsync(new ModifyListenerRequest { ListenerArn = listenerArn, Port = 81 }, Token);
            return (await bed.AddressOfAsync(listenerArn), "target");
        }

        for (var priority = 1; priority <= 10; priority++)
        {
            await bed.CreateRuleAsync(listenerArn, priority, ElbTestbed.Fixed("200", "text/plain", "rule"), ElbTestbed.Path($"/{priority}"));
        }

        await bed.CreateRuleAsync(listenerArn, 11, ElbTestbed.Fixed("200", "text/plain", "rule"), ElbTestbed.Path("/*"));
        return (await bed.AddressOfAsync(listenerArn), "rule");
    }

    private static async Task<TcpClient> ConnectAsync(Uri address)
    {
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Token);
        return client;
    }

    private static async Task ReceiveAsync(HttpContext context, TaskCompletionSource started)
    {
        var buffer = new byte[16];
        var count = await context.Request.Body.ReadAsync(buffer, context.RequestAborted);
        started.SetResult();
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var more)
        {
            count += more;
        }

        await context.Response.WriteAsync($"got {count}", context.RequestAborted);
    }

    private static async Task SendAsync(HttpContext context, Task goOn)
    {
        await context.Response.WriteAsync("first", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await goOn.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsync("last", context.RequestAborted);
    }
}
