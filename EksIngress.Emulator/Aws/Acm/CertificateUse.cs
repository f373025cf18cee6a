using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.Aws.Acm;

/// <summary>Who uses a certificate.</summary>
internal sealed class CertificateUse(ElbRegions regions)
{
    /// <summary>ARNs of the load balancers that have a listener with the certificate.</summary>
    public IReadOnlyCollection<string> FindLoadBalancers(string certificateArn) =>
        [.. regions.Snapshots.SelectMany(state => state.LoadBalancersOfCertificate(certificateArn))];
}
