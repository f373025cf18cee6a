using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EksIngress.Emulator.Tests.Acm;

/// <summary>A certificate authority of a test's own, to import from.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;

    public TestAuthority(string name = "CN=Test root")
    {
        var request = new CertificateRequest(name, _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        _certificate = request.CreateSelfSigned(Now.AddYears(-1), Now.AddYears(1));
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public string Pem => _certificate.ExportCertificatePem() + "\n";

    /// <summary>A certificate of this authority, valid from 40 days ago until <paramref name="days"/> from now.</summary>
    public TestCertificate Issue(string host, int days = 30, AsymmetricAlgorithm? key = null)
    {
        var leafKey = key ?? RSA.Create(2048);
        var request = leafKey is RSA rsa
            ? new CertificateRequest($"CN={host}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={host}", (ECDsa)leafKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        var serial = RandomNumberGenerator.GetBytes(8);
        serial[0] &= 0x7F;
        using var certificate = request.Create(
            _certificate.SubjectName, X509SignatureGenerator.CreateForRSA(_key, RSASignaturePadding.Pkcs1), Now.AddDays(-40), Now.AddDays(days), serial);
        return new TestCertificate(certificate.ExportCertificatePem() + "\n", leafKey.ExportPkcs8PrivateKeyPem() + "\n");
    }

    public static MemoryStream Blob(string text) => new(Encoding.ASCII.GetBytes(text));

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
