using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EksIngress.Emulator.Tests.LoadBalancer.Tls;

/// <summary>A certificate authority of clients, and clients of it.</summary>
internal sealed class ClientCertificates : IDisposable
{
    private readonly X509Certificate2 _authority = Authority("CN=clients-ca");
    private readonly List<X509Certificate2> _issued = [];

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public string AuthorityPem => _authority.ExportCertificatePem() + "\n";

    public X509Certificate2 Issue(TimeSpan? from = null, TimeSpan? to = null) => Issue(_authority, from ?? TimeSpan.FromHours(-1), to ?? TimeSpan.FromHours(1));

    /// <summary>Of an authority that nobody trusts.</summary>
    public X509Certificate2 IssueElsewhere()
    {
        var other = Authority("CN=other-ca");
        _issued.Add(other);
        return Issue(other, TimeSpan.FromHours(-1), TimeSpan.FromHours(1));
    }

    /// <summary>A list of the authority that revokes them, in PEM or DER.</summary>
    public byte[] Revoke(bool isPem, params IEnumerable<X509Certificate2> certificates)
    {
        var builder = new CertificateRevocationListBuilder();
        foreach (var certificate in certificates)
        {
            builder.AddEntry(certificate);
        }

        var list = builder.Build(_authority, 1, Now.AddDays(1), HashAlgorithmName.SHA256);
        return isPem ? System.Text.Encoding.ASCII.GetBytes(PemEncoding.WriteString("X509 CRL", list) + "\n") : list;
    }

    public void Dispose()
    {
        _issued.ForEach(certificate => certificate.Dispose());
        _authority.Dispose();
    }

    private X509Certificate2 Issue(X509Certificate2 issuer, TimeSpan from, TimeSpan to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=client-1, O=Shop", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        using var issued = request.Create(issuer, Now + from, Now + to, RandomNumberGenerator.GetBytes(8));
        using var withKey = issued.CopyWithPrivateKey(key);
        // An ephemeral key cannot be used in TLS everywhere.
        var certificate = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
        _issued.Add(certificate);
        return certificate;
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(Now.AddDays(-2), Now.AddDays(2));
    }
}
