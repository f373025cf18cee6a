using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EksIngress.Provisioner.Tests.Rollouts;

/// <summary>A certificate to import, signed by itself.</summary>
internal sealed record RolloutCertificate(string CertificatePem, string KeyPem, string Thumbprint)
{
    public static RolloutCertificate Create()
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=rollout.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        return new RolloutCertificate(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), certificate.Thumbprint);
    }
}
