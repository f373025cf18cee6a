using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.Aws.Acm;

/// <summary>Who uses a certificate.</summary>
internal sealed class CertificateUse(ElbRegions regions)
{
    /// <summary>ARNs of the load balancers that have a listener with the certificate.</summary>
    public IReadOnlyCollection<string> FindLoadBalancers(string certificateArn) =>
        [.. regions.Snapshots.SelectMany(state => state.LoadBalancersOfCertificate(certificateArn))];

    /// <summary>
    /// Runs <paramref name="delete"/> if no listener has the certificate. It takes turns with everything that changes listeners, and those look
    /// their certificates up in their turn: none comes between the look and the deletion, or the other way round.
    /// </summary>
    /// <exception cref="AwsException"><c>ResourceInUseException</c>.</exception>
    public Task DeleteUnusedAsync(AwsCall call, string certificateArn, Action delete, CancellationToken cancellationToken) => regions[call].UpdateAsync(
        state =>
        {
            if (state.LoadBalancersOfCertificate(certificateArn).Any())
            {
                throw AcmErrors.InUse(certificateArn, call.AccountId);
            }

            delete();
            return state;
        },
        cancellationToken);
}
