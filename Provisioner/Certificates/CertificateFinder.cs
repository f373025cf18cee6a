using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using EksIngress.Model.Environments;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Certificates;

/// <summary>Finds the certificates that the environment has asked ACM for, by their tag.</summary>
internal sealed class CertificateFinder(EnvironmentContext context)
{
    private readonly IAmazonCertificateManager _acm = context.Aws.Certificates;

    /// <summary>ARNs of the environment's certificates.</summary>
    public async Task<IReadOnlyList<CertificateSummary>> ListAsync(CancellationToken cancellationToken)
    {
        var all = await Paging.AllAsync<CertificateSummary>(async marker =>
        {
            var page = await _acm.ListCertificatesAsync(new ListCertificatesRequest { NextToken = marker }, cancellationToken);
            return (page.CertificateSummaryList, page.NextToken);
        });
        var owned = new List<CertificateSummary>();
        foreach (var certificate in all)
        {
            if (await IsOwnedAsync(certificate.CertificateArn, cancellationToken))
            {
                owned.Add(certificate);
            }
        }

        return owned;
    }

    /// <summary>The certificate for exactly the names of a request; null when there is none.</summary>
    public async Task<CertificateDetail?> FindAsync(CertificateRequestSpec request, CancellationToken cancellationToken)
    {
        var names = request.SubjectAlternativeNames.Prepend(request.DomainName).ToHashSet(StringComparer.Ordinal);
        foreach (var certificate in (await ListAsync(cancellationToken)).Where(item => item.DomainName == request.DomainName))
        {
            if (await DescribeAsync(certificate.CertificateArn, cancellationToken) is { } detail
                && names.SetEquals(detail.SubjectAlternativeNames ?? []) && detail.Status != CertificateStatus.FAILED
                && detail.Status != CertificateStatus.VALIDATION_TIMED_OUT && detail.Status != CertificateStatus.EXPIRED)
            {
                return detail;
            }
        }

        return null;
    }

    /// <summary>A certificate; null when it went since it was listed.</summary>
    public async Task<CertificateDetail?> DescribeAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            return (await _acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = arn }, cancellationToken)).Certificate;
        }
        catch (AmazonCertificateManagerException exception) when (AwsErrors.IsNotFound(exception))
        {
            return null;
        }
    }

    /// <exception cref="ProvisioningException">The certificate is gone.</exception>
    public async Task<string> GetArnAsync(CertificateRequestSpec request, CancellationToken cancellationToken) =>
        (await FindAsync(request, cancellationToken))?.CertificateArn
            ?? throw new ProvisioningException($"The certificate for {request.DomainName} is gone. Run apply again.");

    private async Task<bool> IsOwnedAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            var tags = await _acm.ListTagsForCertificateAsync(new ListTagsForCertificateRequest { CertificateArn = arn }, cancellationToken);
            return context.Tags.Owns(tags.Tags);
        }
        catch (AmazonCertificateManagerException exception) when (AwsErrors.IsNotFound(exception))
        {
            return false;
        }
    }
}
