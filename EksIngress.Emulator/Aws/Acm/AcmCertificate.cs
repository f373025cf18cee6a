using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace EksIngress.Emulator.Aws.Acm;

/// <summary>A certificate that ACM holds. Its private key never leaves the emulator.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html</remarks>
internal sealed record AcmCertificate
{
    public required string Arn { get; init; }

    public required string Region { get; init; }

    /// <summary><c>AMAZON_ISSUED</c> or <c>IMPORTED</c>.</summary>
    public required string Type { get; init; }

    /// <summary>For an imported certificate its common name, or its first alternative name; empty when it has neither.</summary>
    public required string DomainName { get; init; }

    /// <summary>The domain name is among them.</summary>
    public required ImmutableArray<string> SubjectAlternativeNames { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a requested certificate is validated and issued, which may be yet to come; null for an imported one.</summary>
    public required DateTimeOffset? IssuedAt { get; init; }

    /// <summary>Null for a requested certificate.</summary>
    public required DateTimeOffset? ImportedAt { get; init; }

    /// <summary>With its private key.</summary>
    public required X509Certificate2 Leaf { get; init; }

    /// <summary>Issuers, the nearest first; empty for a self-signed one.</summary>
    public required ImmutableArray<X509Certificate2> Chain { get; init; }

    /// <summary>As the API names them, for example <c>RSA_2048</c>.</summary>
    public required string KeyAlgorithm { get; init; }

    /// <summary><c>ENABLED</c> or <c>DISABLED</c>; recorded only, no log is told.</summary>
    public string TransparencyLogging { get; init; } = "ENABLED";

    public string? IdempotencyToken { get; init; }

    /// <summary>Domains that mails of a validation would go to, by domain name, where the request says so; of the others it is the name itself.</summary>
    public ImmutableSortedDictionary<string, string> ValidationDomains { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public required ImmutableSortedDictionary<string, string> Tags { get; init; }

    public bool IsImported => Type == "IMPORTED";

    public DateTimeOffset NotBefore => new(Leaf.NotBefore.ToUniversalTime());

    public DateTimeOffset NotAfter => new(Leaf.NotAfter.ToUniversalTime());

    /// <summary><c>PENDING_VALIDATION</c>, <c>ISSUED</c> or <c>EXPIRED</c>.</summary>
    public string StatusAt(DateTimeOffset now)
    {
        if (now < IssuedAt)
        {
            return "PENDING_VALIDATION";
        }

        return now > NotAfter ? "EXPIRED" : "ISSUED";
    }
}
