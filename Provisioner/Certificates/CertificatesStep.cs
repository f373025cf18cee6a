using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using EksIngress.Model.Environments;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Certificates;

/// <summary>The certificates that Ingresses ask for: requested of ACM, and validated by DNS records that it does not make itself.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html</remarks>
internal sealed class CertificatesStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly CertificateFinder _certificates = new(context);

    public string Name => StepNames.Certificates;

    public string Purpose => Requests.Count == 0 ? "no certificates" : $"certificates for {string.Join(", ", Requests.Select(request => request.DomainName))}";

    public IReadOnlyList<string> DependsOn => [];

    private List<CertificateRequestSpec> Requests =>
        [.. context.Spec.Ingresses.SelectMany(ingress => ingress.Https?.Requests ?? []).DistinctBy(request => request.DomainName, StringComparer.Ordinal)];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        StepPlan? wait = null;
        foreach (var request in Requests)
        {
            var observed = await _certificates.FindAsync(request, cancellationToken);
            if (observed is null)
            {
                return StepPlan.Do($"asked for a certificate for {request.DomainName}", token => RequestAsync(request, token));
            }

            if (observed.Status == CertificateStatus.PENDING_VALIDATION)
            {
                // All of them are asked for before the first is waited for.
                wait ??= new StepPlan.Wait(Describe(request, observed), context.Target.PollInterval);
            }
            else if (observed.Status != CertificateStatus.ISSUED)
            {
                throw new ProvisioningException(
                    $"The certificate for {request.DomainName} is {observed.Status}, wanted ISSUED{(observed.FailureReason is { } reason ? $" ({reason})" : "")}. Delete {observed.CertificateArn}, correct the reason, and apply again.");
            }
        }

        return wait ?? new StepPlan.Ready(Requests.Count == 0 ? "none is asked for" : $"{Requests.Count} are ISSUED");
    }

    private async Task RequestAsync(CertificateRequestSpec request, CancellationToken cancellationToken) =>
        await context.Aws.Certificates.RequestCertificateAsync(
            new RequestCertificateRequest
            {
                DomainName = request.DomainName,
                SubjectAlternativeNames = [.. request.SubjectAlternativeNames],
                ValidationMethod = ValidationMethod.DNS,
                Tags = context.Tags.ForAcm,
            },
            cancellationToken);

    // What a person has to do, in the words of a zone file.
    private static string Describe(CertificateRequestSpec request, CertificateDetail observed)
    {
        var records = (observed.DomainValidationOptions ?? [])
            .Where(option => option.ValidationStatus != DomainStatus.SUCCESS)
            .Select(option => option.ResourceRecord)
            .Where(record => record is not null)
            .Select(record => $"{record.Name} {record.Type} {record.Value}")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return records.Count == 0
            ? $"the certificate for {request.DomainName} is {observed.Status}"
            : $"the certificate for {request.DomainName} waits for DNS records: {string.Join(", ", records)}";
    }
}
