using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Aspire.Hosting.Dashboard;

/// <summary>A server inside the AppHost that the dashboard gets its resources from.</summary>
internal sealed class DashboardServiceHost(
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    ResourceCommandService commands,
    DistributedApplicationOptions options,
    IHostEnvironment environment,
    ILoggerFactory loggerFactory)
{
    private const string ApiKeyHeader = "x-resource-service-api-key";

    private WebApplication? _app;

    /// <exception cref="InvalidOperationException">The server is not started.</exception>
    public Uri Address
    {
        get => field ?? throw new InvalidOperationException("The resource service is not started.");
        private set;
    }

    /// <exception cref="DistributedApplicationException">Its address is in use.</exception>
    public async Task StartAsync(DashboardSettings settings, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggerFactory);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new DashboardService(
            notifications, loggers, commands, options.DashboardApplicationName ?? ApplicationName(environment.ApplicationName), TimeProvider.System.GetUtcNow()));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, settings.ResourceService?.Port ?? 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        _app = builder.Build();
        if (!settings.Anonymous)
        {
            var expected = Encoding.UTF8.GetBytes(settings.ResourceServiceApiKey);
            _app.Use((context, next) =>
            {
                var given = Encoding.UTF8.GetBytes(context.Request.Headers[ApiKeyHeader].ToString());
                if (CryptographicOperations.FixedTimeEquals(given, expected))
                {
                    return next(context);
                }

                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            });
        }

        _app.UseRouting();
        _app.MapGrpcService<DashboardService>();
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            throw new DistributedApplicationException(
                $"The resource service cannot listen on '{settings.ResourceService}': {exception.Message} Change ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL, or leave it out.",
                exception);
        }

        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Address = new Uri(address);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync(cancellationToken);
            await app.DisposeAsync();
        }
    }

    private static string ApplicationName(string assemblyName) =>
        assemblyName.EndsWith(".AppHost", StringComparison.OrdinalIgnoreCase) ? assemblyName[..^8] : assemblyName;

    /// <summary>Ends with the AppHost; signals are the AppHost's.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
