using System.Globalization;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.LoadBalancer.Tls;

namespace EksIngress.Emulator.LoadBalancer.AccessLogs;

/// <summary>One connection of a client, as connection logs tell it.</summary>
/// <param name="ListenerPort">As AWS has it.</param>
/// <param name="Client">What was settled of TLS is null without TLS, and when the handshake failed.</param>
/// <param name="Certificate">The client's; null when it sent none, or was asked for none.</param>
/// <param name="HandshakeLatency">Null when there was no handshake, or none that succeeded.</param>
/// <param name="VerifyStatus"><c>Success</c>, or <c>Failed:</c> and a reason; null without TLS.</param>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-connection-logs.html#connection-log-entry-format</remarks>
internal sealed record ConnectionLogEntry(
    DateTimeOffset Time,
    string ListenerPort,
    ClientInfo Client,
    ClientCertificate? Certificate,
    TimeSpan? HandshakeLatency,
    string? VerifyStatus)
{
    private const string Unknown = "-";

    /// <summary>A line without its end.</summary>
    public string Format() => string.Join(
        ' ',
        Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        Client.AddressText,
        Client.Address.Port.ToString(CultureInfo.InvariantCulture),
        ListenerPort,
        Client.TlsProtocol ?? Unknown,
        Client.TlsCipher ?? Unknown,
        HandshakeLatency?.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture) ?? Unknown,
        $"\"{Certificate?.Subject.Replace("\"", "\\x22", StringComparison.Ordinal) ?? Unknown}\"",
        Certificate?.Validity ?? Unknown,
        Certificate?.SerialNumber ?? Unknown,
        VerifyStatus ?? Unknown,
        Client.TraceId);
}
