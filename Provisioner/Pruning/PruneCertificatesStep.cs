using Amazon.CertificateManager.Model;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Certificates;
using EksIngress.Provisioner.Ingresses;
using EksIngress.Provisioner.Removal;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Pruning;

/// <summary>Deletes certificates that Ingresses no longer ask for, once the controller has taken them off the listeners.</summary>
internal sealed class PruneCertificatesStep(EnvironmentContext context)
    : PruningStep(context, StepNames.StaleCertificates, "certificates that left the specification")
{
    private readonly CertificateFinder _certificates = new(context);
    private readonly LoadBalancerFinder _loadBalancers = new(context);

    public override IReadOnlyList<string> DependsOn => [StepNames.StaleObjects];

    public override async Task<IReadOnlyList<StalePart>> FindStaleAsync(CancellationToken cancellationToken)
    {
        var owned = await _certificates.ListAsync(cancellationToken);
        if (owned.Count == 0)
        {
            return [];
        }

        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var request in Context.Spec.Ingresses.SelectMany(ingress => ingress.Https?.Requests ?? []))
        {
            if (await _certificates.FindAsync(request, cancellationToken) is { } found)
            {
                wanted.Add(found.CertificateArn);
            }
        }

        var parts = new List<StalePart>();
        foreach (var certificate in owned.Where(certificate => !wanted.Contains(certificate.CertificateArn)).OrderBy(certificate => certificate.CertificateArn, StringComparer.Ordinal))
        {
            if (await _certificates.DescribeAsync(certificate.CertificateArn, cancellationToken) is { } detail)
            {
                parts.Add(await DescribeAsync(detail, cancellationToken));
            }
        }

        return parts;
    }

    private async Task<StalePart> DescribeAsync(CertificateDetail certificate, CancellationToken cancellationToken)
    {
        var what = $"certificate {certificate.CertificateArn} for {certificate.DomainName}";
        if (certificate.InUseBy is not { Count: > 0 } users)
        {
            return new StalePart.Removable(new RemovablePart(what, token => Context.Aws.Certificates.DeleteCertificateAsync(
                new DeleteCertificateRequest { CertificateArn = certificate.CertificateArn }, token)));
        }

        var own = (await _loadBalancers.ListLoadBalancersAsync(cancellationToken)).Select(item => item.LoadBalancerArn);
        return users.Except(own, StringComparer.Ordinal).FirstOrDefault() is { } other
            ? new StalePart.Kept(what, $"{other}, which does not belong to this environment, uses it")
            : new StalePart.Waiting(what, $"{what} is still on a listener of {users[0]}");
    }
}
