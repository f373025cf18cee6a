namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Which web ACL a load balancer has; known for ten minutes, as to the upstream controller.</summary>
/// <param name="product">As the controller's messages name it.</param>
/// <param name="time">The clock.</param>
internal abstract class WebAclAssociations(string product, TimeProvider time)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(10);

    // Empty is none.
    private readonly ExpiringCache<string> _known = new(time);

    /// <param name="loadBalancerArn">ARN of the load balancer.</param>
    /// <param name="desired">The web ACL; empty is none.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="AwsCallException">The service refused.</exception>
    public async Task ReconcileAsync(string loadBalancerArn, string desired, CancellationToken cancellationToken)
    {
        var observed = await GetAsync(loadBalancerArn, cancellationToken);
        if (observed == desired)
        {
            return;
        }

        if (desired.Length == 0)
        {
            await DisassociateAsync(loadBalancerArn, Failed("delete"), cancellationToken);
        }
        else
        {
            await AssociateAsync(loadBalancerArn, desired, Failed(observed.Length == 0 ? "create" : "update"), cancellationToken);
        }

        _known.Set(loadBalancerArn, desired, s_lifetime);
    }

    /// <returns>The web ACL; null when the load balancer has none.</returns>
    protected abstract Task<string?> FindAsync(string loadBalancerArn, string failure, CancellationToken cancellationToken);

    protected abstract Task AssociateAsync(string loadBalancerArn, string webAcl, string failure, CancellationToken cancellationToken);

    protected abstract Task DisassociateAsync(string loadBalancerArn, string failure, CancellationToken cancellationToken);

    private async Task<string> GetAsync(string loadBalancerArn, CancellationToken cancellationToken)
    {
        if (!_known.TryGet(loadBalancerArn, out var known))
        {
            known = await FindAsync(loadBalancerArn, Failed("get"), cancellationToken) ?? "";
            _known.Set(loadBalancerArn, known, s_lifetime);
        }

        return known;
    }

    private string Failed(string verb) => $"failed to {verb} {product} webACL association on LoadBalancer";
}
