using EksIngress.Alb.Networking;

namespace EksIngress.Alb.Listeners;

/// <summary>Finds the certificates for host names: every one that covers a host is attached.</summary>
internal static class CertificateDiscovery
{
    /// <returns>ARNs, sorted.</returns>
    /// <exception cref="AlbModelException">A host has no certificate.</exception>
    public static IReadOnlyList<string> Match(IEnumerable<string> hosts, IReadOnlyList<CertificateFact> certificates)
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

    // A wildcard stands for exactly one label; the comparison minds case.
    private static bool Covers(string domain, string host)
    {
        if (!domain.StartsWith("*.", StringComparison.Ordinal))
        {
            return domain == host;
        }

        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && domain.AsSpan(1).SequenceEqual(host.AsSpan(dot));
    }
}
