namespace EksIngress.Alb.Stacks;

/// <summary>A certificate that the controller requests from ACM.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html</remarks>
public sealed record CertificateSpec
{
    /// <summary>How ownership of the domain is proved.</summary>
    public const string ValidationMethod = "DNS";

    /// <summary><c>TYPE/DOMAIN-HASH</c>, unique for an Ingress.</summary>
    public required string ResourceId { get; init; }

    /// <summary><c>AMAZON_ISSUED</c> or <c>PRIVATE</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Empty for a certificate of Amazon.</summary>
    public required string CertificateAuthorityArn { get; init; }

    /// <summary>First of the alternative names.</summary>
    public required string DomainName { get; init; }

    /// <summary>Every host of the Ingress, sorted.</summary>
    public required IReadOnlyList<string> SubjectAlternativeNames { get; init; }

    /// <summary>The user's own tags.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
