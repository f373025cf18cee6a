using System.Net;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.ElbV2;
using Microsoft.AspNetCore.Http;

namespace EksIngress.Emulator.Tests.LoadBalancer;

/// <summary>What a client gets when a target does not do its part.</summary>
public sealed class FailureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forward_NoRegisteredTargets_Answers503()
    {
        await using var bed = await ElbTestbed.StartAsync();
        var address = await ForwardAsync(bed, await bed.CreateTargetGroupAsync());

        await AssertPageAsync(bed, address, HttpStatusCode.ServiceUnavailable, "503 Service Temporarily Unavailable");
    }

    [Fact]
    public async Task Forward_AllTargetsUnhealthy_RoutesToThemAnyway()
    {
        await using var bed = await ElbTestbed.StartAsync();
        await using var target = await TargetServer.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Headers.UserAgent.ToString().StartsWith("ELB-HealthChecker", StringComparison.Ordinal) ? 500 : 200;
            return context.Response.WriteAsync("open");
        });
        var group = await bed.CreateTargetGroupAsync();
        var address = await ForwardAsync(bed, group);
        await bed.Elb.RegisterTargetsAsync(new RegisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [target.Description] }, Token);

        Assert.Equal("open", await bed.Http.GetStringAsync(address, Token));
    }

    [Fact]
    public async Task Forward_NothingListens_Answers502()
    {
        await using var bed = await ElbTestbed.StartAsync();
        var group = await bed.CreateTargetGroupAsync();
        var address = await ForwardAsync(bed, group);
        await bed.Elb.RegisterTargetsAsync(
            new RegisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [new TargetDescription { Id = "127.0.0.1", Port = await UnusedPortAsync() }] },
            Token);

        await AssertPageAsync(bed, address, HttpStatusCode.BadGateway, "502 Bad Gateway");
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is not HTTP\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Big: 33")]
    public async Task Forward_AnswerIsNoHttp_Answers502(string answer)
    {
        await using var bed = await ElbTestbed.StartAsync();
        await using var target = new RawTarget(answer);
        var group = await bed.CreateTargetGroupAsync();
        var address = await ForwardAsync(bed, group);
        await bed.Elb.RegisterTargetsAsync(
            new RegisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [target.Description] },
            Token);

        await AssertPageAsync(bed, address, HttpStatusCode.BadGateway, "502 Bad Gateway");
    }

    [Fact]
    public async Task Forward_NoAnswerWithinTheIdleTimeout_Answers504()
    {
        await using var bed = await ElbTestbed.StartAsync();
        var forever = new TaskCompletionSource();
        await using var target = await TargetServer.StartAsync(context =>
            context.Request.Path == "/slow" ? forever.Task.WaitAsync(context.RequestAborted) : Task.CompletedTask);
        var group = await bed.CreateTargetGroupAsync();
        var balancer = await bed.CreateLoadBalancerAsync();
        await bed.Elb.ModifyLoadBalancerAttributesAsync(
            new ModifyLoadBalancerAttributesRequest
            {
                LoadBalancerArn = balancer.LoadBalancerArn,
                Attributes = [new LoadBalancerAttribute { Key = "idle_timeout.timeout_seconds", Value = "1" }],
            },
            Token);
        var address = await ForwardAsync(bed, group);
        await bed.RegisterAsync(group.TargetGroupArn, target);

        await AssertPageAsync(bed, new Uri(address, "/slow"), HttpStatusCode.GatewayTimeout, "504 Gateway Time-out");
        forever.SetResult();
    }

    private static async Task<Uri> ForwardAsync(ElbTestbed bed, TargetGroup group)
    {
        var balancer = await bed.CreateLoadBalancerAsync();
        var listener = await bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Forward(group.TargetGroupArn));
        return await bed.AddressOfAsync(listener.ListenerArn);
    }

    private static async Task AssertPageAsync(ElbTestbed bed, Uri address, HttpStatusCode statusCode, string title)
    {
        using var response = await bed.Http.GetAsync(address, Token);
        Assert.Equal(statusCode, response.StatusCode);
        Assert.Equal("awselb/2.0", response.Headers.Server.ToString());
        Assert.Equal("text/html", response.Content.Headers.ContentType!.ToString());
        Assert.Contains($"<h1>{title}</h1>", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static async Task<int> UnusedPortAsync()
    {
        await using var target = await TargetServer.StartAsync("gone");
        return target.Address.Port;
    }
}
