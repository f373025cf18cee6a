using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EksIngress.Emulator.Aws.Acm;

/// <summary>Key algorithms by the names that ACM has for them.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html</remarks>
internal static class CertificateKeys
{
    private const string EllipticCurve = "1.2.840.10045.2.1";

    /// <summary>All that the API knows.</summary>
    public static IReadOnlyList<string> Known { get; } =
        ["RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"];

    /// <summary>Those that ACM issues public certificates for; the others can be imported only.</summary>
    public static IReadOnlyList<string> Issued { get; } = ["RSA_2048", "EC_prime256v1", "EC_secp384r1"];

    public static AsymmetricAlgorithm Create(string algorithm) => algorithm switch
    {
        "RSA_2048" => RSA.Create(2048),
        "EC_prime256v1" => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        "EC_secp384r1" => ECDsa.Create(ECCurve.NamedCurves.nistP384),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "No certificate is issued for this algorithm."),
    };

    /// <summary>Null when the certificate's key is of a kind or size that ACM does not take.</summary>
    public static string? FindAlgorithm(X509Certificate2 certificate)
    {
        if (certificate.GetRSAPublicKey() is { } rsa)
        {
            using (rsa)
            {
                var name = $"RSA_{rsa.KeySize}";
                return Known.Contains(name) ? name : null;
            }
        }

        if (certificate.PublicKey.Oid.Value != EllipticCurve || certificate.GetECDsaPublicKey() is not { } elliptic)
        {
            return null;
        }

        using (elliptic)
        {
            return elliptic.ExportParameters(includePrivateParameters: false).Curve.Oid.Value switch
            {
                "1.2.840.10045.3.1.7" => "EC_prime256v1",
                "1.3.132.0.34" => "EC_secp384r1",
                "1.3.132.0.35" => "EC_secp521r1",
                _ => null,
            };
        }
    }
}
