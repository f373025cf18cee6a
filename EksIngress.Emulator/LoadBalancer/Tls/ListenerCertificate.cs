using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EksIngress.Emulator.Certificates;

namespace EksIngress.Emulator.LoadBalancer.Tls;

/// <summary>A certificate with what is looked at to choose it; worked out once for each certificate.</summary>
internal sealed class ListenerCertificate
{
    private const string RsaOid = "1.2.840.113549.1.1.1";

    private static readonly ConditionalWeakTable<ServerCertificate, ListenerCertificate> Known = [];

    private ListenerCertificate(ServerCertificate certificate)
    {
        Source = certificate;
        var leaf = certificate.Certificate;
        Names = NamesOf(leaf);
        IsEcdsa = leaf.GetKeyAlgorithm() != RsaOid;
        KeySize = IsEcdsa ? leaf.GetECDsaPublicKey()?.KeySize ?? 0 : leaf.GetRSAPublicKey()?.KeySize ?? 0;
        HashSize = HashOf(leaf.SignatureAlgorithm);
    }

    public ServerCertificate Source { get; }

    public IReadOnlyList<string> Names { get; }

    public bool IsEcdsa { get; }

    public int KeySize { get; }

    /// <summary>Bits of the hash that the certificate is signed with; 0 for one that is no SHA-2 or SHA-1.</summary>
    public int HashSize { get; }

    public static ListenerCertificate Of(ServerCertificate certificate) => Known.GetValue(certificate, static key => new ListenerCertificate(key));

    /// <summary>A name that is the host's own.</summary>
    public bool HasName(string host) => Names.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>A name such as <c>*.example.com</c>, which stands for exactly one label.</summary>
    public bool HasWildcardFor(string host)
    {
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && Names.Contains($"*{host[dot..]}", StringComparer.OrdinalIgnoreCase);
    }

    private static IReadOnlyList<string> NamesOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames()).ToList();
        return names.Count > 0 ? names : [certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)];
    }

    private static int HashOf(Oid signature)
    {
        var name = signature.FriendlyName ?? "";
        return name.Contains("512", StringComparison.Ordinal) ? 512
            : name.Contains("384", StringComparison.Ordinal) ? 384
            : name.Contains("256", StringComparison.Ordinal) ? 256
            : name.Contains("sha1", StringComparison.OrdinalIgnoreCase) ? 160
            : 0;
    }
}
