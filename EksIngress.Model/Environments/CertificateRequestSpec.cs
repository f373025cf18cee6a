namespace EksIngress.Model.Environments;

/// <summary>A public certificate that is asked of ACM, validated by DNS.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html</remarks>
public sealed record CertificateRequestSpec
{
    /// <summary>Name that it is for, optionally with a leading <c>*.</c>; at most 64 characters.</summary>
    public required string DomainName { get; init; }

    /// <summary>Further names, at most 9.</summary>
    public IReadOnlyList<string> SubjectAlternativeNames { get; init; } = [];
}
