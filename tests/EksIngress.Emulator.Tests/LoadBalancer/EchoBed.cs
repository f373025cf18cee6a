using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.ElbV2;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EksIngress.Emulator.Tests.LoadBalancer;

/// <summary>A load balancer in front of one target that answers what it got.</summary>
public sealed class EchoBed : IAsyncDisposable
{
    private readonly TargetServer _target;

    private EchoBed(ElbTestbed bed, TargetServer target, Uri address)
    {
        Bed = bed;
        _target = target;
        Address = address;
    }

    public ElbTestbed Bed { get; }

    public Uri Address { get; }

    public required string ListenerArn { get; init; }

    public required string TargetGroupArn { get; init; }

    /// <summary>The target's address and port.</summary>
    public string TargetAuthority => _target.Address.Authority;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<EchoBed> StartAsync(params (string Key, string Value)[] attributes) => StartAsync(80, attributes);

    public static async Task<EchoBed> StartAsync(int port, params (string Key, string Value)[] attributes)
    {
        var bed = await ElbTestbed.StartAsync();
        var target = await TargetServer.StartAsync(EchoAsync);
        var balancer = await bed.CreateLoadBalancerAsync();
        if (attributes.Length > 0)
        {
            await bed.Elb.ModifyLoadBalancerAttributesAsync(
                new ModifyLoadBalancerAttributesRequest
                {
                    LoadBalancerArn = balancer.LoadBalancerArn,
                    Attributes = [.. attributes.Select(attribute => new LoadBalancerAttribute { Key = attribute.Key, Value = attribute.Value })],
                },
                Token);
        }

        var group = await bed.CreateTargetGroupAsync();
        var listener = await bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Forward(group.TargetGroupArn), port);
        await bed.RegisterAsync(group.TargetGroupArn, target);
        return new EchoBed(bed, target, await bed.AddressOfAsync(listener.ListenerArn))
        {
            ListenerArn = listener.ListenerArn,
            TargetGroupArn = group.TargetGroupArn,
        };
    }

    public async Task<SeenRequest> GetAsync(string pathAndQuery, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, pathAndQuery));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Bed.Http.SendAsync(request, Token);
        response.EnsureSuccessStatusCode();
        return JsonSerializer.Deserialize<SeenRequest>(await response.Content.ReadAsStringAsync(Token))!;
    }

    /// <summary>Sends bytes as they are, with a header that asks to close the connection, and reads to its end.</summary>
    public async Task<string> SendRawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Address.Host, Address.Port, Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request.Replace("\r\nHost:", "\r\nConnection: close\r\nHost:", StringComparison.Ordinal)), Token);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Bed.DisposeAsync();
        await _target.DisposeAsync();
    }

    private static Task EchoAsync(HttpContext context) => context.Response.WriteAsync(JsonSerializer.Serialize(new SeenRequest(
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
        context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase))));
}
