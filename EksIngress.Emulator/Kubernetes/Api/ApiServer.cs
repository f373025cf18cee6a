using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>The TLS endpoint of one cluster's API: HTTP/1.1 and HTTP/2 on a free port of 127.0.0.1.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private readonly CancellationTokenSource _stopping = new();

    /// <param name="port">Taken if it is free; 0 is any.</param>
    public ApiServer(ApiPipeline pipeline, X509Certificate2 certificate, int port, ILoggerFactory loggerFactory)
    {
        _certificate = certificate;
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = typeof(ApiServer).Assembly.GetName().Name });
        builder.Services.AddSingleton(loggerFactory);
        builder.Services.AddLogging();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ApiCall.MaxBodyBytes;
            // Watches share one HTTP/2 connection.
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Listen(IPAddress.Loopback, LoopbackPorts.IsFree(port) ? port : 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(certificate);
            });
        });
        _app = builder.Build();
        _app.Run(http => pipeline.InvokeAsync(http, _stopping.Token));
    }

    /// <summary><c>https://127.0.0.1:PORT</c>; known once started.</summary>
    public Uri Endpoint => new(_app.Urls.First());

    public Task StartAsync(CancellationToken cancellationToken) => _app.StartAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // Watches last for minutes; they must not hold up the end.
        await _stopping.CancelAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2), TimeProvider.System);
        await _app.StopAsync(deadline.Token);
        await _app.DisposeAsync();
        _certificate.Dispose();
        _stopping.Dispose();
    }
}
