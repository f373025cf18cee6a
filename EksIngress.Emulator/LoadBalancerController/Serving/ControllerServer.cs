using System.Net;

namespace EksIngress.Emulator.LoadBalancerController.Serving;

/// <summary>What the controller's pod listens on: webhooks over TLS, probes, metrics. Each on its own port of the pod's address.</summary>
internal sealed class ControllerServer : IAsyncDisposable
{
    // The API server sends no larger object.
    private const int MaxBodyBytes = 3 * 1024 * 1024;

    private readonly WebApplication _app;

    private ControllerServer(WebApplication app) => _app = app;

    /// <exception cref="ControllerExitException">A port is taken.</exception>
    public static async Task<ControllerServer> StartAsync(
        IPAddress address, ServingPorts ports, ServingCertificate certificate, WebhookHandler webhooks, ControllerMetrics metrics, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = typeof(ControllerServer).Assembly.GetName().Name });
        builder.Services.AddLogging();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Listen(address, ports.Webhook, listen => listen.UseHttps(https => https.ServerCertificateSelector = (_, _) => certificate.Get()));
            if (ports.Health != 0)
            {
                kestrel.Listen(address, ports.Health);
            }

            if (ports.Metrics != 0)
            {
                kestrel.Listen(address, ports.Metrics);
            }
        });
        var app = builder.Build();
        app.Run(http => HandleAsync(http, ports, webhooks, metrics));
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            await app.DisposeAsync();
            throw new ControllerExitException("problem running manager", $"listen tcp {address}: {exception.Message}");
        }

        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task HandleAsync(HttpContext http, ServingPorts ports, WebhookHandler webhooks, ControllerMetrics metrics)
    {
        var port = http.Connection.LocalPort;
        if (port == ports.Webhook)
        {
            await webhooks.HandleAsync(http);
            metrics.CountWebhook(http.Request.Path, http.Response.StatusCode);
        }
        else if (port == ports.Health && http.Request.Path.Value is "/healthz" or "/readyz")
        {
            await http.Response.WriteAsync("ok");
        }
        else if (port == ports.Metrics && http.Request.Path == "/metrics")
        {
            http.Response.ContentType = "text/plain; version=0.0.4";
            await http.Response.WriteAsync(metrics.Write());
        }
        else
        {
            http.Response.StatusCode = 404;
        }
    }
}
