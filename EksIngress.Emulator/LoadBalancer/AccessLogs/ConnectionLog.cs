using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.LoadBalancer.Tls;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.LoadBalancer.AccessLogs;

/// <summary>Keeps connection logs: an entry for each connection, made when it is there or its handshake is over.</summary>
internal sealed class ConnectionLog(EmulatorDirectory directory, IOptions<EmulatorOptions> options, TimeProvider time, ILogger<ConnectionLog> logger)
    : LogFileService<ConnectionLogEntry>(directory, options, time, logger)
{
    // What has no name among AWS's reasons.
    private const string UnmappedFault = "UnmappedConnectionError";

    /// <summary>A connection without TLS.</summary>
    public void AddPlain(ListenerProgram program, ClientInfo client)
    {
        if (program.ConnectionLog is { } target)
        {
            Add(target, new ConnectionLogEntry(Time.GetUtcNow(), program.PortText, client, null, null, null));
        }
    }

    /// <summary>A handshake that is over.</summary>
    /// <param name="settled">Null when it did not get as far as the choice of a certificate.</param>
    /// <param name="latency">Null when it failed.</param>
    public void AddHandshake(ListenerProgram program, ClientInfo client, TlsConnection? settled, TimeSpan? latency)
    {
        if (program.ConnectionLog is { } target)
        {
            var status = latency is null ? $"Failed:{settled?.ClientCertificateFault ?? UnmappedFault}" : "Success";
            Add(target, new ConnectionLogEntry(Time.GetUtcNow(), program.PortText, client, settled?.ClientCertificate, latency, status));
        }
    }

    protected override string Format(ConnectionLogEntry entry) => entry.Format();
}
