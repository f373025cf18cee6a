using EksIngress.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace EksIngress.Provisioner.Commands;

/// <summary>OpenTelemetry for the length of a run. Short-lived as the program is, it flushes before it ends.</summary>
internal sealed class ProvisionerTelemetryHost : IAsyncDisposable
{
    private const int FlushMilliseconds = 5000;

    private readonly IHost _host;

    private ProvisionerTelemetryHost(IHost host) => _host = host;

    public static IAsyncDisposable Start()
    {
        // Settings files are the program's own, not those of the folder it was started in.
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });

        // The console belongs to the progress lines.
        builder.Logging.ClearProviders();
        builder.AddTelemetry();

        // Also without an exporter: the id of the run's trace is among its outputs, and on the objects that it applies.
        builder.Services.AddOpenTelemetry().WithTracing();
        var host = builder.Build();

        // Made when first asked for; spans before that would be lost.
        _ = host.Services.GetService<TracerProvider>();
        _ = host.Services.GetService<MeterProvider>();
        return new ProvisionerTelemetryHost(host);
    }

    public ValueTask DisposeAsync()
    {
        _host.Services.GetService<TracerProvider>()?.ForceFlush(FlushMilliseconds);
        _host.Services.GetService<MeterProvider>()?.ForceFlush(FlushMilliseconds);
        _host.Services.GetService<LoggerProvider>()?.ForceFlush(FlushMilliseconds);
        _host.Dispose();
        return ValueTask.CompletedTask;
    }
}
