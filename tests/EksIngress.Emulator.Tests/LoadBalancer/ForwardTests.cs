using System.Net;
using EksIngress.Emulator.Tests.ElbV2;

namespace EksIngress.Emulator.Tests.LoadBalancer;

public sealed class ForwardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_TwoHealthyTargets_TakesThemInTurn()
    {
        await using var bed = await ElbTestbed.StartAsync();
        await using var one = await TargetServer.StartAsync("one");
        await using var two = await TargetServer.StartAsync("two");
        var balancer = await bed.CreateLoadBalancerAsync();
        var group = await bed.CreateTargetGroupAsync();
        var listener = await bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404", "text/plain"));
        await bed.CreateRuleAsync(listener.ListenerArn, 1, ElbTestbed.Forward(group.TargetGroupArn), ElbTestbed.Path("/a", "/a/*"));
        await bed.RegisterAsync(group.TargetGroupArn, one, two);
        var address = await bed.AddressOfAsync(listener.ListenerArn);

        var answers = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            answers.Add(await bed.Http.GetStringAsync(new Uri(address, "/a"), Token));
        }

        Assert.Equal(2, answers.Count(answer => answer == "one"));
        Assert.Equal(2, answers.Count(answer => answer == "two"));
        Assert.NotEqual(answers[0], answers[1]);
    }

    [Fact]
    public async Task Request_NoRuleMatches_GetsTheDefaultAction()
    {
        await using var bed = await ElbTestbed.StartAsync();
        var balancer = await bed.CreateLoadBalancerAsync();
        var listener = await bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404", "text/plain"));
        var address = await bed.AddressOfAsync(listener.ListenerArn);

        using var response = await bed.Http.GetAsync(new Uri(address, "/nowhere"), Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("awselb/2.0", response.Headers.Server.ToString());
        Assert.Equal("", await response.Content.ReadAsStringAsync(Token));
    }
}
