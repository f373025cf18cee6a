using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Acm;

/// <summary>All certificates of all regions, by ARN.</summary>
internal sealed record AcmState(ImmutableSortedDictionary<string, AcmCertificate> Certificates)
{
    public static AcmState Empty { get; } = new(ImmutableSortedDictionary.Create<string, AcmCertificate>(StringComparer.Ordinal));

    public AcmCertificate? Find(string region, string arn) =>
        Certificates.GetValueOrDefault(arn) is { } certificate && certificate.Region == region ? certificate : null;

    /// <exception cref="AwsException"><c>ResourceNotFoundException</c>.</exception>
    public AcmCertificate Get(string region, string arn) => Find(region, arn) ?? throw AcmErrors.NotFound(arn);

    public IEnumerable<AcmCertificate> In(string region) => Certificates.Values.Where(certificate => certificate.Region == region);

    public AcmState Set(AcmCertificate certificate) => new(Certificates.SetItem(certificate.Arn, certificate));

    public AcmState Without(string arn) => new(Certificates.Remove(arn));
}
