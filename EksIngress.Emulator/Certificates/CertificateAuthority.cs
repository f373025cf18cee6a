using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Certificates;

/// <summary>
/// The emulator's own certificate authority, one for the life of an environment. Its key stays in memory and in the encrypted state, its
/// certificate is written to <c>ca.pem</c> for clients to trust.
/// </summary>
internal sealed class CertificateAuthority : IDisposable
{
    // Clocks of a laptop's containers and of its host may differ by minutes.
    private static readonly TimeSpan Backdating = TimeSpan.FromHours(1);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    private readonly TimeProvider _time;
    private readonly X509Certificate2 _certificate;

    /// <exception cref="EmulatorStartException">The authority of the environment has expired.</exception>
    public CertificateAuthority(EmulatorDirectory directory, Guarded<EmulatorState> state, TimeProvider time)
    {
        _time = time;
        _certificate = Restore(state.Current, time.GetUtcNow(), directory) ?? Create(state, time.GetUtcNow());
        CertificatePem = _certificate.ExportCertificatePem() + "\n";
        Certificate = X509CertificateLoader.LoadCertificate(_certificate.RawData);
        CertificateFile = Path.Combine(directory.FullPath, "ca.pem");
        directory.WriteSecretFile("ca.pem", CertificatePem);
    }

    /// <summary>Full path of <c>ca.pem</c>.</summary>
    public string CertificateFile { get; }

    public string CertificatePem { get; }

    /// <summary>The authority's own certificate, without its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Issues a server certificate with its private key; the caller disposes it.</summary>
    /// <param name="commonName">Subject, for display only: clients look at the names and addresses.</param>
    /// <param name="dnsNames">May contain wildcards such as <c>*.elb.localhost</c>.</param>
    public X509Certificate2 Issue(string commonName, IEnumerable<string> dnsNames, IEnumerable<IPAddress> addresses)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Issue(commonName, dnsNames, addresses, key);
    }

    /// <summary>As <see cref="Issue(string, IEnumerable{string}, IEnumerable{IPAddress})"/>, for a key that is an <see cref="RSA"/> or an <see cref="ECDsa"/>.</summary>
    public X509Certificate2 Issue(string commonName, IEnumerable<string> dnsNames, IEnumerable<IPAddress> addresses, AsymmetricAlgorithm key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(commonName);
        var request = key is RSA rsaKey
            ? new CertificateRequest(subject.Build(), rsaKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject.Build(), (ECDsa)key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var dnsName in dnsNames)
        {
            names.AddDnsName(dnsName);
        }

        foreach (var address in addresses)
        {
            names.AddIpAddress(address);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            key is RSA ? X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment : X509KeyUsageFlags.DigitalSignature,
            critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));

        var notBefore = _time.GetUtcNow() - Backdating;
        notBefore = notBefore < _certificate.NotBefore ? _certificate.NotBefore : notBefore;
        var serial = RandomNumberGenerator.GetBytes(16);
        // Positive, whatever the first bit came out as.
        serial[0] &= 0x7F;
        using var signingKey = _certificate.GetECDsaPrivateKey()!;
        using var issued = request.Create(_certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(signingKey), notBefore, _certificate.NotAfter, serial);
        using var withKey = key is RSA rsa ? issued.CopyWithPrivateKey(rsa) : issued.CopyWithPrivateKey((ECDsa)key);
        // An ephemeral key cannot serve TLS everywhere; a round trip through PKCS#12 binds it to the certificate.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
    }

    private static X509Certificate2? Restore(EmulatorState state, DateTimeOffset now, EmulatorDirectory directory)
    {
        if (state.CertificateAuthority is not { } stored)
        {
            return null;
        }

        var certificate = X509CertificateLoader.LoadPkcs12(stored, password: null, X509KeyStorageFlags.Exportable);
        if (now < certificate.NotAfter)
        {
            return certificate;
        }

        var expired = certificate.NotAfter.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        certificate.Dispose();
        throw new EmulatorStartException($"The certificate authority of the environment in {directory.FullPath} expired on {expired}. Delete the directory to start with a new environment.");
    }

    private static X509Certificate2 Create(Guarded<EmulatorState> state, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=EksIngress emulator", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var certificate = request.CreateSelfSigned(now - Backdating, now + Lifetime);
        state.Update(current => current with { CertificateAuthority = certificate.Export(X509ContentType.Pkcs12) });
        return certificate;
    }

    public void Dispose()
    {
        _certificate.Dispose();
        Certificate.Dispose();
    }
}
