using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace EksIngress.ServiceDefaults.Tests;

public sealed class TelemetryTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("http://127.0.0.1:4317", true)]
    public void AddTelemetry_RecordsOnlyForAnExporter(string? endpoint, bool records)
    {
        using var host = Build(endpoint, _ => { });

        Assert.Equal(records, host.Services.GetService<TracerProvider>() is not null);
        Assert.Equal(records, host.Services.GetService<MeterProvider>() is not null);
    }

    [Fact]
    public void AddTelemetry_TheProgramAsksForTracing_SpansOfItsSourcesAreMade()
    {
        using var source = new System.Diagnostics.ActivitySource("EksIngress.TelemetryTests");
        using var host = Build(null, services => services.AddOpenTelemetry().WithTracing());
        _ = host.Services.GetRequiredService<TracerProvider>();

        using var span = source.StartActivity("work");

        Assert.True(span?.Recorded);
    }

    private static IHost Build(string? endpoint, Action<IServiceCollection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "telemetry-tests" });
        builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        builder.AddTelemetry();
        configure(builder.Services);
        return builder.Build();
    }
}
