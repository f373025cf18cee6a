using System.Text.Json.Serialization;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.Acm;

/// <summary>All certificates of all regions, by ARN.</summary>
internal sealed record AcmState(SnapshotMap<AcmCertificate> Certificates)
{
    public static AcmState Empty { get; } = new(SnapshotMap<AcmCertificate>.Empty(StringComparer.Ordinal));

    /// <summary>What the account may have.</summary>
    [JsonIgnore]
    public AwsQuotas Quotas { get; init; } = AwsQuotas.OfNewAccount;

    public AcmCertificate? Find(string region, string arn) =>
        Certificates.GetValueOrDefault(arn) is { } certificate && certificate.Region == region ? certificate : null;

    /// <exception cref="AwsException"><c>ResourceNotFoundException</c>.</exception>
    public AcmCertificate Get(string region, string arn) => Find(region, arn) ?? throw AcmErrors.NotFound(arn);

    public IEnumerable<AcmCertificate> In(string region) => Certificates.Values.Where(certificate => certificate.Region == region);

    /// <exception cref="AwsException"><c>LimitExceededException</c>: there is no room for one more.</exception>
    public AcmState Add(AcmCertificate certificate)
    {
        var quota = Quotas[AwsQuota.AcmCertificates];
        return In(certificate.Region).Count() < quota
            ? Set(certificate)
            : throw AcmErrors.LimitExceeded($"Cannot request more certificates in this account. The quota is {quota}.");
    }

    public AcmState Set(AcmCertificate certificate) => this with { Certificates = Certificates.SetItem(certificate.Arn, certificate) };

    public AcmState Without(string arn) => this with { Certificates = Certificates.Remove(arn) };
}
