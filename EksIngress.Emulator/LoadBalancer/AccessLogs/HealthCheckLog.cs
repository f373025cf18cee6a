using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.LoadBalancer.AccessLogs;

/// <summary>Keeps health check logs: an entry for each check that is over.</summary>
internal sealed class HealthCheckLog(EmulatorDirectory directory, IOptions<EmulatorOptions> options, TimeProvider time, ILogger<HealthCheckLog> logger)
    : LogFileService<HealthCheckLogEntry>(directory, options, time, logger)
{
    public void Record(AccessLogTarget target, HealthCheckLogEntry entry) => Add(target, entry);

    protected override string Format(HealthCheckLogEntry entry) => entry.Format();
}
