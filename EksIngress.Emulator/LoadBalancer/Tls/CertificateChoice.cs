using EksIngress.Emulator.Certificates;

namespace EksIngress.Emulator.LoadBalancer.Tls;

/// <summary>Which of a listener's certificates a client gets.</summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html. That a certificate with the
/// very name goes before one with a wildcard is not documented. Every client is taken to know ECDSA.
/// </remarks>
internal static class CertificateChoice
{
    /// <param name="certificates">The default one first.</param>
    /// <param name="serverName">Host name of the client's handshake; null or empty without one.</param>
    /// <returns>Null when the listener has no certificate.</returns>
    public static ServerCertificate? Find(IReadOnlyList<ServerCertificate> certificates, string? serverName, DateTimeOffset now)
    {
        if (certificates.Count == 0)
        {
            return null;
        }

        if (string.IsNullOrEmpty(serverName))
        {
            return certificates[0];
        }

        var all = certificates.Select(ListenerCertificate.Of).ToList();
        var matching = all.FindAll(certificate => certificate.HasName(serverName));
        matching = matching.Count > 0 ? matching : all.FindAll(certificate => certificate.HasWildcardFor(serverName));
        return matching.Count == 0 ? certificates[0] : Best(matching, now).Source;
    }

    // Key algorithm, then expiry, hash, key length, and the longer validity. The order of the listener decides between equals.
    private static ListenerCertificate Best(List<ListenerCertificate> certificates, DateTimeOffset now) => certificates
        .OrderByDescending(certificate => certificate.IsEcdsa)
        .ThenByDescending(certificate => certificate.Source.Certificate.NotAfter.ToUniversalTime() > now.UtcDateTime)
        .ThenByDescending(certificate => certificate.HashSize)
        .ThenByDescending(certificate => certificate.KeySize)
        .ThenByDescending(certificate => certificate.Source.Certificate.NotAfter - certificate.Source.Certificate.NotBefore)
        .First();
}
