using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using Amazon.Route53;
using EksIngress.Alb;
using EksIngress.Emulator.LoadBalancerController.Aws;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>The records by which ACM sees that a domain is the account's.</summary>
internal sealed class CertificateValidation(IAmazonCertificateManager acm, HostedZones zones, TimeProvider time)
{
    private static readonly TimeSpan RecordInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RecordLimit = TimeSpan.FromSeconds(30);

    /// <summary>Whether records can be made for all of the hosts.</summary>
    /// <exception cref="AlbModelException">A host is in no hosted zone.</exception>
    public async Task CheckAsync(IEnumerable<string> hosts, CancellationToken cancellationToken)
    {
        foreach (var host in hosts.Distinct(StringComparer.Ordinal))
        {
            try
            {
                await zones.GetIdAsync(host, cancellationToken);
            }
            catch (AlbModelException exception)
            {
                throw new AlbModelException($"pre-check failed for domain \"{host}\": {exception.Message}");
            }
        }
    }

    /// <summary>Makes them. One that is there already serves another certificate for the domain as well.</summary>
    /// <exception cref="AlbModelException">AWS refused, or ACM tells no records.</exception>
    public async Task AddRecordsAsync(string arn, CancellationToken cancellationToken)
    {
        foreach (var option in await GetOptionsAsync(arn, cancellationToken))
        {
            var zone = await zones.GetIdAsync(option.DomainName, cancellationToken);
            await ChangeAsync(zone, ChangeAction.CREATE, option.ResourceRecord, ["exist"], cancellationToken);
        }
    }

    /// <summary>Deletes them, unless they are gone, or another certificate's by now.</summary>
    /// <exception cref="AlbModelException">AWS refused.</exception>
    public async Task DeleteRecordsAsync(string arn, CancellationToken cancellationToken)
    {
        foreach (var option in ByDns(await DescribeAsync(arn, cancellationToken)).Where(option => option.ResourceRecord is not null))
        {
            if (await zones.FindIdAsync(option.DomainName, cancellationToken) is { } zone)
            {
                await ChangeAsync(zone, ChangeAction.DELETE, option.ResourceRecord, ["not found", "do not match the current values"], cancellationToken);
            }
        }
    }

    /// <exception cref="AwsCallException">ACM refused.</exception>
    public async Task<CertificateDetail> DescribeAsync(string arn, CancellationToken cancellationToken) =>
        (await AwsCalls.InvokeAsync(AwsCalls.Acm, "DescribeCertificate", acm.DescribeCertificateAsync(
            new DescribeCertificateRequest { CertificateArn = arn }, cancellationToken))).Certificate;

    // ACM knows the records a moment after it has answered the request.
    private async Task<IReadOnlyList<DomainValidation>> GetOptionsAsync(string arn, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + RecordLimit;
        while (true)
        {
            var certificate = await DescribeAsync(arn, cancellationToken);
            var options = ByDns(certificate);
            if (certificate.DomainValidationOptions is { Count: > 0 } && options.TrueForAll(option => option.ResourceRecord is not null))
            {
                return options;
            }

            if (time.GetUtcNow() >= deadline)
            {
                throw new AlbModelException("failed to find validation records for AMAZON_ISSUED certificate: no validation records found");
            }

            await Task.Delay(RecordInterval, time, cancellationToken);
        }
    }

    private static List<DomainValidation> ByDns(CertificateDetail certificate) =>
        [.. (certificate.DomainValidationOptions ?? []).Where(option => option.ValidationMethod == ValidationMethod.DNS)];

    // Upstream tells these by their words too: Route 53 has one code for all.
    private async Task ChangeAsync(string zone, ChangeAction action, Amazon.CertificateManager.Model.ResourceRecord record, string[] passedOver, CancellationToken cancellationToken)
    {
        try
        {
            await zones.ChangeAsync(zone, action, record.Name, record.Type.Value, record.Value, cancellationToken);
        }
        catch (AwsCallException exception) when (passedOver.Any(words => exception.Message.Contains(words, StringComparison.Ordinal)))
        {
            // As it should be.
        }
    }
}
