using System.Security.Cryptography.X509Certificates;

namespace EksIngress.Emulator.Certificates;

/// <summary>A certificate that a listener can serve.</summary>
/// <param name="Certificate">With its private key. The store owns it: it stays usable while a handshake may still hold it.</param>
/// <param name="Chain">Intermediate certificates, the issuer of <paramref name="Certificate"/> first; the root is not part of it.</param>
internal sealed record ServerCertificate(string Arn, X509Certificate2 Certificate, X509Certificate2Collection Chain);
