namespace EksIngress.Emulator.LoadBalancer.Tls;

/// <summary>What was settled in the handshake of a connection; a feature of it.</summary>
internal sealed class TlsConnection
{
    public required string CertificateArn { get; init; }

    public required string? ServerName { get; init; }

    /// <summary>Null when the client sent none.</summary>
    public ClientCertificate? ClientCertificate { get; set; }

    /// <summary>Why it was refused, as connection logs say it; null when it was not.</summary>
    public string? ClientCertificateFault { get; set; }

    /// <summary>What targets are told of the client's certificate.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> CertificateHeaders { get; set; } = [];
}
