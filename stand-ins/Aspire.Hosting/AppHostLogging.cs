namespace Aspire.Hosting;

internal static class AppHostLogging
{
    public static void Configure(ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Grpc", LogLevel.Warning);
        logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);

        // A start that failed is reported once, by its reason. A background service's fault is critical, and stays.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        // An unhealthy resource is shown as such; the health check service would log each try as an error.
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);

        // Set by the Aspire CLI, which keeps what it reads in its own log file.
        if (Enum.TryParse<LogLevel>(configuration["ASPIRE_LOGLEVEL"], ignoreCase: true, out var level))
        {
            logging.SetMinimumLevel(level);
        }
    }
}
