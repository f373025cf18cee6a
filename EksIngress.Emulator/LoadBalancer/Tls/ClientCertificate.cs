namespace EksIngress.Emulator.LoadBalancer.Tls;

/// <summary>A client's certificate as headers and logs describe it.</summary>
/// <param name="Subject">As RFC 2253 writes names.</param>
/// <param name="Validity">For example <c>NotBefore=2026-01-01T00:00:00Z;NotAfter=2027-01-01T00:00:00Z</c>.</param>
internal sealed record ClientCertificate(string SerialNumber, string Subject, string Validity);
