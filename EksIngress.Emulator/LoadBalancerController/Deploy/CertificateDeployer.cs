using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using EksIngress.Alb;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Stacks;
using EksIngress.Emulator.LoadBalancerController.Aws;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>
/// Requests the certificates of a stack and waits for them; those that nothing asks for any more go when no listener has them. One for other names
/// is another certificate.
/// </summary>
internal sealed class CertificateDeployer(
    IAmazonCertificateManager acm, CertificateValidation validation, ControllerConfiguration configuration, TimeProvider time)
{
    private static readonly TimeSpan ReissueAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan IssueLimit = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan IssueInterval = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DeletionLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TagLifetime = TimeSpan.FromMinutes(1);

    private readonly ExpiringCache<IReadOnlyDictionary<string, string>> _tags = new(time);

    /// <returns>Certificates to delete once nothing uses them.</returns>
    /// <exception cref="AlbModelException">AWS refused, or a certificate was not issued in time.</exception>
    public async Task<IReadOnlyList<CertificateSummary>> DeployAsync(IngressStack stack, StackArns arns, CancellationToken cancellationToken)
    {
        if (!configuration.EnableCertificateManagement)
        {
            return [];
        }

        var surplus = (await FindAsync(stack, cancellationToken)).ToList();
        foreach (var desired in stack.Certificates)
        {
            var existing = surplus.Find(certificate => certificate.Tags.GetValueOrDefault(TrackingTags.IngressResource) == desired.ResourceId
                && (certificate.Resource.SubjectAlternativeNameSummaries ?? []).ToHashSet(StringComparer.Ordinal).SetEquals(desired.SubjectAlternativeNames));
            if (existing is not null)
            {
                surplus.Remove(existing);
            }

            arns.Set(ResourceTypes.CertificateArn(desired.ResourceId), await GetIssuedAsync(stack, desired, existing?.Resource, cancellationToken));
        }

        return [.. surplus.Select(certificate => certificate.Resource)];
    }

    /// <summary>Deletes a certificate and the records that proved its domains.</summary>
    /// <exception cref="AlbModelException">AWS refused, or a listener still has it.</exception>
    public Task DeleteAsync(CertificateSummary certificate, CancellationToken cancellationToken) => Retrying.WhileAsync(
        "waited too long for the ALB to release the certificate",
        "ResourceInUseException",
        DeletionLimit,
        () => DeleteOnceAsync(certificate.CertificateArn, certificate.Type, cancellationToken),
        time,
        cancellationToken);

    private async Task<string> GetIssuedAsync(IngressStack stack, CertificateSpec desired, CertificateSummary? existing, CancellationToken cancellationToken)
    {
        if (existing?.Status == CertificateStatus.ISSUED)
        {
            return existing.CertificateArn;
        }

        // What is not issued after a while will not be: its records may have gone, or never come.
        if (existing is not null && existing.CreatedAt!.Value.ToUniversalTime() + ReissueAfter < time.GetUtcNow())
        {
            await DeleteOnceAsync(existing.CertificateArn, existing.Type, cancellationToken);
            existing = null;
        }

        var arn = existing?.CertificateArn ?? await CreateAsync(stack, desired, cancellationToken);
        await WaitAsync(arn, cancellationToken);
        return arn;
    }

    private async Task<string> CreateAsync(IngressStack stack, CertificateSpec desired, CancellationToken cancellationToken)
    {
        var isAmazons = desired.Type == CertificateType.AMAZON_ISSUED.Value;
        if (isAmazons)
        {
            // Before the request: a certificate whose domains nobody can prove would stay for good.
            await validation.CheckAsync(desired.SubjectAlternativeNames, cancellationToken);
        }

        var tags = TrackingTags.OfResource(configuration.ClusterName, stack.Id, desired.ResourceId, desired.Tags);
        var response = await AwsCalls.InvokeAsync(AwsCalls.Acm, "RequestCertificate", acm.RequestCertificateAsync(
            new RequestCertificateRequest
            {
                DomainName = desired.DomainName,
                SubjectAlternativeNames = [.. desired.SubjectAlternativeNames],
                ValidationMethod = CertificateSpec.ValidationMethod,
                CertificateAuthorityArn = isAmazons ? null : desired.CertificateAuthorityArn,
                Tags = [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
            },
            cancellationToken));
        if (isAmazons)
        {
            await validation.AddRecordsAsync(response.CertificateArn, cancellationToken);
        }

        return response.CertificateArn;
    }

    private async Task WaitAsync(string arn, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + IssueLimit;
        while (true)
        {
            var status = (await validation.DescribeAsync(arn, cancellationToken)).Status;
            if (status == CertificateStatus.ISSUED)
            {
                return;
            }

            if (status != CertificateStatus.PENDING_VALIDATION || time.GetUtcNow() >= deadline)
            {
                throw new AlbModelException(status == CertificateStatus.PENDING_VALIDATION
                    ? "exceeded max wait time for CertificateValidated waiter"
                    : $"certificate {arn} is {status}");
            }

            await Task.Delay(IssueInterval, time, cancellationToken);
        }
    }

    private async Task DeleteOnceAsync(string arn, CertificateType type, CancellationToken cancellationToken)
    {
        if (type == CertificateType.AMAZON_ISSUED)
        {
            await validation.DeleteRecordsAsync(arn, cancellationToken);
        }

        await AwsCalls.InvokeAsync(AwsCalls.Acm, "DeleteCertificate", acm.DeleteCertificateAsync(new DeleteCertificateRequest { CertificateArn = arn }, cancellationToken));
    }

    private async Task<IEnumerable<Tagged<CertificateSummary>>> FindAsync(IngressStack stack, CancellationToken cancellationToken)
    {
        var wanted = TrackingTags.Stack(configuration.ClusterName, stack.Id);
        var found = new List<Tagged<CertificateSummary>>();
        var request = new ListCertificatesRequest();
        do
        {
            var page = await AwsCalls.InvokeAsync(AwsCalls.Acm, "ListCertificates", acm.ListCertificatesAsync(request, cancellationToken));
            foreach (var certificate in page.CertificateSummaryList ?? [])
            {
                var tags = await TagsAsync(certificate.CertificateArn, cancellationToken);
                if (wanted.All(tag => tags.GetValueOrDefault(tag.Key) == tag.Value))
                {
                    found.Add(new Tagged<CertificateSummary>(certificate, new Dictionary<string, string>(tags, StringComparer.Ordinal)));
                }
            }

            request.NextToken = page.NextToken;
        }
        while (request.NextToken is not null);
        return found;
    }

    private async Task<IReadOnlyDictionary<string, string>> TagsAsync(string arn, CancellationToken cancellationToken)
    {
        if (!_tags.TryGet(arn, out var tags))
        {
            var response = await AwsCalls.InvokeAsync(AwsCalls.Acm, "ListTagsForCertificate", acm.ListTagsForCertificateAsync(
                new ListTagsForCertificateRequest { CertificateArn = arn }, cancellationToken));
            tags = (response.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value ?? "", StringComparer.Ordinal);
            _tags.Set(arn, tags, TagLifetime);
        }

        return tags;
    }
}
