using System.Net.Sockets;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.Tests.ElbV2;
using EksIngress.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.LoadBalancer.Wire;

/// <summary>A load balancer in front of one target, and raw connections to it.</summary>
internal sealed class WireBed : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private WireBed(ElbTestbed bed, string balancerArn, string targetGroupArn, Uri address, ExchangeList exchanges)
    {
        Bed = bed;
        BalancerArn = balancerArn;
        TargetGroupArn = targetGroupArn;
        Address = address;
        Exchanges = exchanges;
    }

    public ElbTestbed Bed { get; }

    public string BalancerArn { get; }

    public string TargetGroupArn { get; }

    public Uri Address { get; }

    public ExchangeList Exchanges { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<WireBed> StartAsync(TargetDescription target, params (string Key, string Value)[] attributes)
    {
        var exchanges = new ExchangeList();
        var bed = await ElbTestbed.StartAsync(new RunningEmulatorOptions
        {
            ConfigureServices = services => services.AddSingleton<IExchangeObserver>(exchanges),
        });
        var balancer = await bed.CreateLoadBalancerAsync();
        if (attributes.Length > 0)
        {
            await SetAsync(bed, balancer.LoadBalancerArn, attributes);
        }

        var group = await bed.CreateTargetGroupAsync();
        var listener = await bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Forward(group.TargetGroupArn));
        await bed.Elb.RegisterTargetsAsync(new RegisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [target] }, Token);
        return new WireBed(bed, balancer.LoadBalancerArn, group.TargetGroupArn, await bed.AddressOfAsync(listener.ListenerArn), exchanges);
    }

    public Task SetAsync(params (string Key, string Value)[] attributes) => SetAsync(Bed, BalancerArn, attributes);

    /// <summary>A connection of a client; ends with the test at the latest.</summary>
    public async Task<(TcpClient Client, ByteConversation Conversation)> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(Address.Host, Address.Port, Token);
        return (client, new ByteConversation(client.GetStream(), Token));
    }

    /// <summary>Sends bytes as they are and reads until the load balancer closes the connection.</summary>
    public async Task<string> SendAsync(string bytes)
    {
        var (client, conversation) = await ConnectAsync();
        using (client)
        {
            await conversation.WriteAsync(bytes);
            return await conversation.ReadToEndAsync().WaitAsync(Patience, Token);
        }
    }

    public async ValueTask DisposeAsync() => await Bed.DisposeAsync();

    private static Task SetAsync(ElbTestbed bed, string balancerArn, (string Key, string Value)[] attributes) => bed.Elb.ModifyLoadBalancerAttributesAsync(
        new ModifyLoadBalancerAttributesRequest
        {
            LoadBalancerArn = balancerArn,
            Attributes = [.. attributes.Select(attribute => new LoadBalancerAttribute { Key = attribute.Key, Value = attribute.Value })],
        },
        Token);
}
