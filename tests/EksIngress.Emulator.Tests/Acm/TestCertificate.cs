namespace EksIngress.Emulator.Tests.Acm;

/// <summary>PEM texts of a certificate and its private key.</summary>
internal sealed record TestCertificate(string Certificate, string PrivateKey);
