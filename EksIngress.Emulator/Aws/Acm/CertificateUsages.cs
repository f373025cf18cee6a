using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EksIngress.Emulator.Aws.Acm;

/// <summary>Key usages of a certificate by the names that ACM has for them.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_KeyUsage.html and API_ExtendedKeyUsage.html</remarks>
internal static class CertificateUsages
{
    private static readonly (X509KeyUsageFlags Flag, string Name)[] Flags =
    [
        (X509KeyUsageFlags.DigitalSignature, "DIGITAL_SIGNATURE"),
        (X509KeyUsageFlags.NonRepudiation, "NON_REPUDIATION"),
        (X509KeyUsageFlags.KeyEncipherment, "KEY_ENCIPHERMENT"),
        (X509KeyUsageFlags.DataEncipherment, "DATA_ENCIPHERMENT"),
        (X509KeyUsageFlags.KeyAgreement, "KEY_AGREEMENT"),
        (X509KeyUsageFlags.KeyCertSign, "CERTIFICATE_SIGNING"),
        (X509KeyUsageFlags.CrlSign, "CRL_SIGNING"),
        (X509KeyUsageFlags.EncipherOnly, "ENCIPHER_ONLY"),
        (X509KeyUsageFlags.DecipherOnly, "DECIPHER_ONLY"),
    ];

    /// <summary>None for a certificate without the extension, whose key may be used for anything.</summary>
    public static IEnumerable<string> KeyUsages(X509Certificate2 certificate)
    {
        var usages = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages ?? X509KeyUsageFlags.None;
        return Flags.Where(entry => usages.HasFlag(entry.Flag)).Select(entry => entry.Name);
    }

    /// <summary>None for a certificate without the extension.</summary>
    public static IEnumerable<(string Name, string Oid)> ExtendedKeyUsages(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(extension => extension.EnhancedKeyUsages.Cast<Oid>())
            .Select(oid => (Name(oid.Value!), oid.Value!));

    private static string Name(string oid) => oid switch
    {
        "1.3.6.1.5.5.7.3.1" => "TLS_WEB_SERVER_AUTHENTICATION",
        "1.3.6.1.5.5.7.3.2" => "TLS_WEB_CLIENT_AUTHENTICATION",
        "1.3.6.1.5.5.7.3.3" => "CODE_SIGNING",
        "1.3.6.1.5.5.7.3.4" => "EMAIL_PROTECTION",
        "1.3.6.1.5.5.7.3.5" => "IPSEC_END_SYSTEM",
        "1.3.6.1.5.5.7.3.6" => "IPSEC_TUNNEL",
        "1.3.6.1.5.5.7.3.7" => "IPSEC_USER",
        "1.3.6.1.5.5.7.3.8" => "TIME_STAMPING",
        "1.3.6.1.5.5.7.3.9" => "OCSP_SIGNING",
        "2.5.29.37.0" => "ANY",
        _ => "CUSTOM",
    };
}
