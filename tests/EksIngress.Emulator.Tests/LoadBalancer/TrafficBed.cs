using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.ElbV2;
using Microsoft.AspNetCore.Http;

namespace EksIngress.Emulator.Tests.LoadBalancer;

/// <summary>A load balancer in front of one target; its handler gets all but the health checks, which succeed.</summary>
public sealed class TrafficBed : IAsyncDisposable
{
    private readonly TargetServer _target;

    private TrafficBed(ElbTestbed bed, TargetServer target, string targetGroupArn, Uri address)
    {
        Bed = bed;
        _target = target;
        TargetGroupArn = targetGroupArn;
        Address = address;
    }

    public ElbTestbed Bed { get; }

    public string TargetGroupArn { get; }

    public Uri Address { get; }

    public static async Task<TrafficBed> StartAsync(RequestDelegate handler, params LoadBalancerAttribute[] attributes)
    {
        var bed = await ElbTestbed.StartAsync();
        var target = await TargetServer.StartAsync(context => context.Request.Path == "/" ? Task.CompletedTask : handler(context));
        var balancer = await bed.CreateLoadBalancerAsync();
        if (attributes.Length > 0)
        {
            await bed.Elb.ModifyLoadBalancerAttributesAsync(
                new ModifyLoadBalancerAttributesRequest { LoadBalancerArn = balancer.LoadBalancerArn, Attributes = [.. attributes] },
                TestContext.Current.CancellationToken);
        }

        var group = await bed.CreateTargetGroupAsync();
        var listener = await bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Forward(group.TargetGroupArn));
        await bed.RegisterAsync(group.TargetGroupArn, target);
        return new TrafficBed(bed, target, group.TargetGroupArn, await bed.AddressOfAsync(listener.ListenerArn));
    }

    public Task DeregisterAsync() => Bed.Elb.DeregisterTargetsAsync(
        new DeregisterTargetsRequest { TargetGroupArn = TargetGroupArn, Targets = [_target.Description] },
        TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Bed.DisposeAsync();
        await _target.DisposeAsync();
    }
}
