using EksIngress.Emulator.LoadBalancer.Exchanges;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.LoadBalancer.AccessLogs;

/// <summary>Keeps access logs: an entry for each request.</summary>
internal sealed class AccessLog(EmulatorDirectory directory, IOptions<EmulatorOptions> options, TimeProvider time, ILogger<AccessLog> logger)
    : LogFileService<AccessLogEntry>(directory, options, time, logger), IExchangeObserver
{
    public void OnCompleted(in ExchangeRecord exchange)
    {
        if (exchange.Program.AccessLog is { } target)
        {
            Add(target, AccessLogReader.Read(exchange, target, Time));
        }
    }

    protected override string Format(AccessLogEntry entry) => AccessLogLine.Format(entry);
}
