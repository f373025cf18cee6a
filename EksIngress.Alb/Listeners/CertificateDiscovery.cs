using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Networking;

namespace EksIngress.Alb.Listeners;

/// <summary>Finds the certificates for the hosts of an Ingress: every one that covers a host is attached.</summary>
/// <param name="configuration">The allowed CAs and the gate EnableCertificateManagement matter here.</param>
/// <param name="aws">Where certificates are found.</param>
/// <param name="group">Certificates that were requested for a group are not discovered.</param>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/cert_discovery/</remarks>
public sealed class CertificateDiscovery(ControllerConfiguration configuration, IAwsLookup aws, IngressGroupId group)
{
    /// <summary>Finds them for the hosts of an Ingress.</summary>
    /// <returns>ARNs, sorted; none for an Ingress without hosts.</returns>
    /// <exception cref="AlbModelException">A host has no certificate.</exception>
    public ValueTask<IReadOnlyList<string>> FindAsync(Ingress ingress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        return FindAsync(HostsOf(ingress), cancellationToken);
    }

    /// <summary>Finds them for hosts.</summary>
    /// <returns>ARNs, sorted.</returns>
    /// <exception cref="AlbModelException">A host has no certificate.</exception>
    public async ValueTask<IReadOnlyList<string>> FindAsync(IReadOnlyList<string> hosts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        return Match(hosts, [.. (await aws.FindCertificatesAsync(cancellationToken)).Where(IsUsable)]);
    }

    /// <summary>Hosts of rules and of <c>tls</c>, sorted.</summary>
    internal static IReadOnlyList<string> HostsOf(Ingress ingress) =>
        [.. ingress.Spec.Rules.Select(rule => rule.Host).Where(host => host.Length != 0)
            .Concat(ingress.Spec.Tls.SelectMany(tls => tls.Hosts))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string> Match(IReadOnlyList<string> hosts, IReadOnlyList<CertificateFact> certificates)
    {
        var arns = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var host in hosts)
        {
            var matching = certificates.Where(certificate => certificate.Domains.Any(domain => Covers(domain, host))).ToList();
            if (matching.Count == 0)
            {
                throw new AlbModelException($"no certificate found for host: {host}");
            }

            arns.UnionWith(matching.Select(certificate => certificate.Arn));
        }

        return [.. arns];
    }

    // A certificate that the controller requested itself is not to be found: it goes when its Ingress stops asking for it.
    private bool IsUsable(CertificateFact certificate)
    {
        var isAllowed = configuration.AllowedCertificateAuthorityArns.Count == 0 ||
            configuration.AllowedCertificateAuthorityArns.Contains(certificate.CertificateAuthorityArn, StringComparer.Ordinal);
        return isAllowed &&
            !(configuration.EnableCertificateManagement &&
                TrackingTags.Stack(configuration.ClusterName, group).Keys.All(certificate.Tags.ContainsKey));
    }

    /// <summary>Whether a certificate for a domain is one for a host. A wildcard stands for exactly one label; the comparison minds case.</summary>
    public static bool Covers(string domain, string host)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(host);
        if (!domain.StartsWith("*.", StringComparison.Ordinal))
        {
            return domain == host;
        }

        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot >= 0 && domain.AsSpan(1).SequenceEqual(host.AsSpan(dot));
    }
}
