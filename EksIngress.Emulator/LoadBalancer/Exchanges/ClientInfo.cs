using System.Collections.Frozen;
using System.Net;

namespace EksIngress.Emulator.LoadBalancer.Exchanges;

/// <summary>The client's side of a connection; one for all its requests.</summary>
internal sealed class ClientInfo
{
    private string? _traceId;
    private string? _addressText;
    private int _requests;
    private long _firstRequest;

    public required IPEndPoint Address { get; init; }

    /// <summary>The address alone, for example <c>127.0.0.1</c>.</summary>
    public string AddressText => _addressText ??= Address.Address.ToString();

    /// <summary>What targets are told of the client's certificate, by name of the header.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> CertificateHeaders { get; init; } = [];

    /// <summary>For example <c>TLSv1.3</c>; null without TLS.</summary>
    public string? TlsProtocol { get; init; }

    public bool IsSecure => TlsProtocol is not null;

    /// <summary>For example <c>TLS_AES_128_GCM_SHA256</c>; null without TLS.</summary>
    public string? TlsCipher { get; init; }

    /// <summary>Host name that the client asked for in the TLS handshake; null without one.</summary>
    public string? ServerName { get; init; }

    /// <summary>Certificate that was served; null without TLS.</summary>
    public string? CertificateArn { get; init; }

    /// <summary>Bound port by listener port of the Network Load Balancer that the connection came through; null when it came straight.</summary>
    public FrozenDictionary<string, string>? LocalPorts { get; init; }

    /// <summary>What access logs call the connection: <c>TID_</c> and 32 hexadecimal digits. Made when it is first asked for.</summary>
    public string TraceId => _traceId ??= $"TID_{System.Security.Cryptography.RandomNumberGenerator.GetHexString(32, lowercase: true)}";

    /// <summary>Counts a request of this connection.</summary>
    /// <returns>How many there were, this one included.</returns>
    public int CountRequest() => Interlocked.Increment(ref _requests);

    /// <summary>Says when the first request of this connection came: now, unless one came before.</summary>
    /// <param name="received">Timestamp of the request that is asked for.</param>
    public long FirstRequest(long received) => Interlocked.CompareExchange(ref _firstRequest, received, 0) is not 0 and var first ? first : received;
}
