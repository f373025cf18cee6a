using Amazon.CertificateManager.Model;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Certificates;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Removal;

/// <summary>Deletes the certificates that the environment asked for, once no load balancer uses them.</summary>
internal sealed class RemoveCertificatesStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly CertificateFinder _certificates = new(context);

    public string Name => StepNames.Certificates;

    public string Purpose => "delete the certificates";

    public IReadOnlyList<string> DependsOn => [StepNames.LoadBalancers];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken) =>
        await _certificates.ListAsync(cancellationToken) is [var certificate, ..]
            ? RemovalPlan.Delete($"certificate of {certificate.DomainName}", context.Target.PollInterval, token => context.Aws.Certificates.DeleteCertificateAsync(
                new DeleteCertificateRequest { CertificateArn = certificate.CertificateArn }, token))
            : new StepPlan.Ready("none is left");
}
