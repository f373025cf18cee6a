using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using EksIngress.Alb.Networking;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>
/// Issued certificates of ACM with their domains, for hosts that no annotation gives a certificate. As upstream, a new certificate is seen
/// after a minute at the latest, other domains of an imported one after five.
/// </summary>
/// <param name="acm">The account.</param>
/// <param name="withTags">Whether tags are read as well: by them the controller tells certificates that it requested itself.</param>
/// <param name="time">The clock.</param>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/cert_discovery/</remarks>
internal sealed class CertificateLookup(IAmazonCertificateManager acm, bool withTags, TimeProvider time) : IDisposable
{
    private const string AllArns = "";
    private static readonly TimeSpan ArnsLifetime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ImportedLifetime = TimeSpan.FromMinutes(5);

    // The domains of a certificate that ACM issued never change.
    private static readonly TimeSpan IssuedLifetime = TimeSpan.FromHours(10);

    private readonly ExpiringCache<IReadOnlyList<string>> _arns = new(time);
    private readonly ExpiringCache<CertificateFact> _certificates = new(time);
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <exception cref="AwsCallException">ACM refused.</exception>
    public async Task<IReadOnlyList<CertificateFact>> FindAsync(CancellationToken cancellationToken)
    {
        // Groups that are reconciled at once wait for one reading instead of each doing their own.
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var facts = new List<CertificateFact>();
            foreach (var arn in await ArnsAsync(cancellationToken))
            {
                facts.Add(await GetAsync(arn, cancellationToken));
            }

            return facts;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<IReadOnlyList<string>> ArnsAsync(CancellationToken cancellationToken)
    {
        if (_arns.TryGet(AllArns, out var known))
        {
            return known;
        }

        var arns = new List<string>();
        var request = new ListCertificatesRequest
        {
            CertificateStatuses = [CertificateStatus.ISSUED.Value],

            // Without them ACM lists RSA keys of up to 2048 bits alone.
            Includes = new Filters
            {
                KeyTypes =
                [
                    KeyAlgorithm.RSA_1024.Value, KeyAlgorithm.RSA_2048.Value, KeyAlgorithm.RSA_3072.Value, KeyAlgorithm.RSA_4096.Value,
                    KeyAlgorithm.EC_prime256v1.Value, KeyAlgorithm.EC_secp384r1.Value, KeyAlgorithm.EC_secp521r1.Value,
                ],
            },
        };
        do
        {
            var page = await AwsCalls.InvokeAsync(AwsCalls.Acm, "ListCertificates", acm.ListCertificatesAsync(request, cancellationToken));
            arns.AddRange((page.CertificateSummaryList ?? []).Select(summary => summary.CertificateArn));
            request.NextToken = page.NextToken;
        }
        while (request.NextToken is not null);
        _arns.Set(AllArns, arns, ArnsLifetime);
        return arns;
    }

    private async Task<CertificateFact> GetAsync(string arn, CancellationToken cancellationToken)
    {
        if (_certificates.TryGet(arn, out var known))
        {
            return known;
        }

        var certificate = (await AwsCalls.InvokeAsync(AwsCalls.Acm, "DescribeCertificate", acm.DescribeCertificateAsync(
            new DescribeCertificateRequest { CertificateArn = arn }, cancellationToken))).Certificate;
        var fact = new CertificateFact(arn, [.. certificate.SubjectAlternativeNames ?? []])
        {
            CertificateAuthorityArn = certificate.CertificateAuthorityArn ?? "",
            Tags = withTags ? await TagsAsync(arn, cancellationToken) : new Dictionary<string, string>(),
        };
        _certificates.Set(arn, fact, certificate.Type == CertificateType.IMPORTED ? ImportedLifetime : IssuedLifetime);
        return fact;
    }

    private async Task<Dictionary<string, string>> TagsAsync(string arn, CancellationToken cancellationToken) =>
        ((await AwsCalls.InvokeAsync(AwsCalls.Acm, "ListTagsForCertificate", acm.ListTagsForCertificateAsync(
            new ListTagsForCertificateRequest { CertificateArn = arn }, cancellationToken))).Tags ?? [])
        .ToDictionary(tag => tag.Key, tag => tag.Value ?? "", StringComparer.Ordinal);
}
