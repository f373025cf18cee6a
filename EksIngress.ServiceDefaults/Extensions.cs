using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace EksIngress.ServiceDefaults;

/// <summary>What every service and tool of the product shares: telemetry, health, service discovery, resilience.</summary>
public static class Extensions
{
    private const string HealthPath = "/health";
    private const string AlivePath = "/alive";

    /// <summary>Milliseconds that one export may take, retries included.</summary>
    private const string OtlpTimeout = "OTEL_EXPORTER_OTLP_TIMEOUT";

    /// <summary>Calls to the emulator that belong to no request: pod attachment and name look-ups.</summary>
    private const string EmulatorPath = "/_emulator";

    /// <summary>
    /// Adds OpenTelemetry (recorded and exported over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set), health checks, service
    /// discovery and resilient HTTP clients. Where the configuration names an emulator (<c>EksIngress:Attach:Url</c>),
    /// the process also becomes a pod of the emulated cluster.
    /// </summary>
    /// <exception cref="InvalidOperationException"><c>EksIngress:Attach:Url</c> is set and another key of that section is missing.</exception>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddTelemetry();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]);

        // Before service discovery: the first provider that knows a name wins.
        builder.AddEksPod();
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler();
            http.AddServiceDiscovery();
        });
        return builder;
    }

    /// <summary>
    /// Adds OpenTelemetry alone: for programs that are no service, as the provisioner is. Spans and metrics are recorded when
    /// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set or the program calls <c>AddOpenTelemetry().WithTracing()</c> or <c>WithMetrics()</c>.
    /// </summary>
    public static TBuilder AddTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        // What is to be recorded, once something asks for it: an exporter, below or the program's own. Without one nobody would see
        // the spans, and making them would be most of what a request costs.
        builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddRuntimeInstrumentation());
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing
            .AddSource(builder.Environment.ApplicationName, "EksIngress.*")
            .AddAspNetCoreInstrumentation(options => options.Filter = IsRequestWorthASpan)
            .AddHttpClientInstrumentation(options => options.FilterHttpRequestMessage =
                request => request.RequestUri?.AbsolutePath.StartsWith(EmulatorPath, StringComparison.Ordinal) != true));
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            // Each signal is flushed for that long when the process ends. With nobody listening, as in a test, the
            // default of 10 s would keep every process for half a minute.
            builder.Configuration[OtlpTimeout] ??= "2000";
            builder.Services.AddOpenTelemetry().UseOtlpExporter();
        }

        return builder;
    }

    /// <summary>Maps <c>/health</c> (ready for requests) and <c>/alive</c> (the process works).</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapHealthChecks(HealthPath);
        app.MapHealthChecks(AlivePath, new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") });
        return app;
    }

    /// <summary>Probes come every few seconds from everywhere; as spans they would bury the requests.</summary>
    private static bool IsRequestWorthASpan(HttpContext context) =>
        !context.Request.Path.StartsWithSegments(HealthPath, StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments(AlivePath, StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments(EmulatorPath, StringComparison.Ordinal)
        && !IsProbe(context.Request.Headers.UserAgent.ToString());

    private static bool IsProbe(string userAgent) =>
        userAgent.StartsWith("ELB-HealthChecker/", StringComparison.Ordinal)
        || userAgent.StartsWith("kube-probe/", StringComparison.Ordinal);
}
