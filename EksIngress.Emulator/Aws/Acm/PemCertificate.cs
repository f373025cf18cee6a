using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EksIngress.Emulator.Aws.Acm;

/// <summary>Reads the PEM texts of ImportCertificate, and refuses what ACM refuses.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html</remarks>
internal static class PemCertificate
{
    private const int MaxKeyBytes = 5120;
    private const int MaxChainLength = 20;

    /// <exception cref="AwsException"><c>ValidationException</c>: says which of the three texts is wrong, and how.</exception>
    public static (X509Certificate2 Leaf, ImmutableArray<X509Certificate2> Chain) Read(byte[] certificate, byte[] privateKey, byte[]? chain, DateTimeOffset now)
    {
        using var body = ReadBody(certificate);
        if (now < body.NotBefore || now > body.NotAfter)
        {
            throw AcmErrors.Validation(now > body.NotAfter
                ? "The certificate that you specified has expired."
                : "The certificate that you specified is not in effect yet.");
        }

        var issuers = chain is null ? [] : ReadChain(chain);
        CheckChain(body, issuers, now);
        return (WithKey(body, privateKey), issuers);
    }

    private static X509Certificate2 ReadBody(byte[] certificate)
    {
        var bodies = Certificates(certificate, "The certificate field");
        return bodies switch
        {
            [var single] => single,
            [] => throw AcmErrors.Validation("The certificate body/chain provided is not in a valid PEM format."),
            _ => throw AcmErrors.Validation("The certificate field contains more than one certificate. You can specify only one certificate in this field."),
        };
    }

    private static ImmutableArray<X509Certificate2> ReadChain(byte[] chain)
    {
        var issuers = Certificates(chain, "The certificate chain");
        return issuers.Length switch
        {
            0 => throw AcmErrors.Validation("The certificate body/chain provided is not in a valid PEM format."),
            > MaxChainLength => throw AcmErrors.Validation($"The certificate chain has more than {MaxChainLength} certificates."),
            _ => issuers,
        };
    }

    private static ImmutableArray<X509Certificate2> Certificates(byte[] pem, string field)
    {
        var text = Encoding.ASCII.GetString(pem);
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw AcmErrors.Validation($"{field} contains a private key.");
        }

        var found = ImmutableArray.CreateBuilder<X509Certificate2>();
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (rest[fields.Label] is not "CERTIFICATE")
            {
                throw AcmErrors.Validation($"{field} contains something other than certificates: {rest[fields.Label]}.");
            }

            found.Add(Parse(rest[fields.Base64Data], field));
            rest = rest[fields.Location.End..];
        }

        return found.ToImmutable();
    }

    private static X509Certificate2 Parse(ReadOnlySpan<char> base64, string field)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(base64.ToString()));
        }
        catch (CryptographicException)
        {
            throw AcmErrors.Validation($"{field} contains a certificate that cannot be read.");
        }
    }

    private static void CheckChain(X509Certificate2 leaf, ImmutableArray<X509Certificate2> issuers, DateTimeOffset now)
    {
        if (leaf.Issuer.Length == 0)
        {
            throw AcmErrors.Validation("The certificate has no issuer.");
        }

        if (issuers.IsEmpty)
        {
            if (!leaf.SubjectName.RawData.AsSpan().SequenceEqual(leaf.IssuerName.RawData) || !IsIssuer(leaf, leaf, now))
            {
                throw AcmErrors.Validation("Provided certificate is not a valid self signed. Please provide either a valid self-signed certificate or certificate chain.");
            }

            return;
        }

        // The chain is ordered, each certifying the one before, and may leave its root out.
        var subject = leaf;
        foreach (var issuer in issuers)
        {
            if (!IsIssuer(issuer, subject, now))
            {
                throw AcmErrors.Validation("Could not validate the certificate with the certificate chain.");
            }

            subject = issuer;
        }
    }

    private static bool IsIssuer(X509Certificate2 issuer, X509Certificate2 subject, DateTimeOffset now)
    {
        if (!issuer.SubjectName.RawData.AsSpan().SequenceEqual(subject.IssuerName.RawData))
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(issuer);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        // The issuer need not be a root: what is asked is whether its key made the signature.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid | X509VerificationFlags.AllowUnknownCertificateAuthority
            | X509VerificationFlags.IgnoreInvalidBasicConstraints;
        chain.ChainPolicy.VerificationTime = now.LocalDateTime;
        return chain.Build(subject) && chain.ChainElements.Count >= (ReferenceEquals(issuer, subject) ? 1 : 2)
            && chain.ChainElements[^1].Certificate.RawData.AsSpan().SequenceEqual(issuer.RawData);
    }

    private static X509Certificate2 WithKey(X509Certificate2 certificate, byte[] privateKey)
    {
        if (privateKey.Length > MaxKeyBytes)
        {
            throw AcmErrors.Validation($"The private key is longer than {MaxKeyBytes} bytes.");
        }

        var text = Encoding.ASCII.GetString(privateKey);
        if (text.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            throw AcmErrors.Validation("The private key is encrypted. You can import only private keys without a password or passphrase.");
        }

        if (CertificateKeys.FindAlgorithm(certificate) is not { } algorithm)
        {
            throw AcmErrors.Validation("The key algorithm of the certificate is not supported.");
        }

        try
        {
            using var key = ReadKey(text, algorithm);
            using var bound = key is RSA rsa ? certificate.CopyWithPrivateKey(rsa) : certificate.CopyWithPrivateKey((ECDsa)key);
            // An ephemeral key cannot serve TLS everywhere; a round trip through PKCS#12 binds it to the certificate.
            return X509CertificateLoader.LoadPkcs12(bound.Export(X509ContentType.Pkcs12), password: null);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            throw exception is ArgumentException { ParamName: "privateKey" }
                ? AcmErrors.Validation("The private key does not match the certificate.")
                : AcmErrors.Validation("The private key is not supported.");
        }
    }

    private static AsymmetricAlgorithm ReadKey(string pem, string algorithm)
    {
        AsymmetricAlgorithm key = algorithm.StartsWith("RSA", StringComparison.Ordinal) ? RSA.Create() : ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
