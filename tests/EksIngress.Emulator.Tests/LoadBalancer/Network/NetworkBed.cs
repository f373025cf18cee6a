using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.ElbV2;
using EksIngress.Testing;
using Microsoft.AspNetCore.Http;

namespace EksIngress.Emulator.Tests.LoadBalancer.Network;

/// <summary>A Network Load Balancer in front of an Application one in front of one target; its handler gets all but the health checks, which succeed.</summary>
internal sealed class NetworkBed : IAsyncDisposable
{
    private readonly TargetServer _target;

    private NetworkBed(ElbTestbed bed, TargetServer target)
    {
        Bed = bed;
        _target = target;
    }

    public ElbTestbed Bed { get; }

    public string AlbArn { get; private set; } = "";

    public string AlbListenerArn { get; private set; } = "";

    public string NlbArn { get; private set; } = "";

    public string NlbListenerArn { get; private set; } = "";

    /// <summary>The group that the Application Load Balancer is the target of.</summary>
    public string GroupArn { get; private set; } = "";

    /// <summary>Where the Network Load Balancer answers.</summary>
    public Uri Address { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="isRegistered">Whether the Application Load Balancer is registered, and healthy when this is back.</param>
    public static async Task<NetworkBed> StartAsync(RequestDelegate handler, RunningEmulatorOptions? options = null, bool isRegistered = true, Action<CreateTargetGroupRequest>? configure = null)
    {
        var target = await TargetServer.StartAsync(context => context.Request.Path == "/" ? Task.CompletedTask : handler(context));
        var bed = new NetworkBed(await ElbTestbed.StartAsync(options), target);
        var elb = bed.Bed;
        bed.AlbArn = (await elb.CreateLoadBalancerAsync()).LoadBalancerArn;
        var http = await elb.CreateTargetGroupAsync();
        bed.AlbListenerArn = (await elb.CreateListenerAsync(bed.AlbArn, ElbTestbed.Forward(http.TargetGroupArn))).ListenerArn;
        await elb.RegisterAsync(http.TargetGroupArn, target);
        bed.NlbArn = (await elb.CreateNetworkLoadBalancerAsync()).LoadBalancerArn;
        bed.GroupArn = (await elb.CreateAlbTargetGroupAsync(configure: configure)).TargetGroupArn;
        bed.NlbListenerArn = (await elb.CreateTcpListenerAsync(bed.NlbArn, bed.GroupArn)).ListenerArn;
        bed.Address = await elb.AddressOfAsync(bed.NlbListenerArn);
        if (isRegistered)
        {
            await elb.RegisterAlbAsync(bed.GroupArn, bed.AlbArn);
            await elb.WaitForHealthAsync(bed.GroupArn, health => health is [{ State.Value: "healthy" }]);
        }

        return bed;
    }

    public Task DeregisterAsync() => Bed.Elb.DeregisterTargetsAsync(
        new DeregisterTargetsRequest { TargetGroupArn = GroupArn, Targets = [new TargetDescription { Id = AlbArn }] }, Token);

    public Task SetGroupAttributeAsync(string key, string value) => Bed.Elb.ModifyTargetGroupAttributesAsync(
        new ModifyTargetGroupAttributesRequest { TargetGroupArn = GroupArn, Attributes = [new TargetGroupAttribute { Key = key, Value = value }] }, Token);

    /// <summary>Lets connections to the Application Load Balancer be silent for longer than any test.</summary>
    public Task LetAlbWaitAsync() => Bed.Elb.ModifyLoadBalancerAttributesAsync(
        new ModifyLoadBalancerAttributesRequest { LoadBalancerArn = AlbArn, Attributes = [new LoadBalancerAttribute { Key = "idle_timeout.timeout_seconds", Value = "4000" }] }, Token);

    public async ValueTask DisposeAsync()
    {
        await Bed.DisposeAsync();
        await _target.DisposeAsync();
    }
}
