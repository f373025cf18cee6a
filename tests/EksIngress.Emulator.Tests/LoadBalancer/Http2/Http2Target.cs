using System.Net;
using Amazon.ElasticLoadBalancingV2.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EksIngress.Emulator.Tests.LoadBalancer.Http2;

/// <summary>A web server that speaks HTTP/2 without TLS, by prior knowledge.</summary>
public sealed class Http2Target : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Uri _address;

    private Http2Target(WebApplication app, Uri address)
    {
        _app = app;
        _address = address;
    }

    public TargetDescription Description => new() { Id = _address.Host, Port = _address.Port };

    public static async Task<Http2Target> StartAsync(RequestDelegate handler)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Run(handler);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new Http2Target(app, new Uri(addresses.Single()));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
