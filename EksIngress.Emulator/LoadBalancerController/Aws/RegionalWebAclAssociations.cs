using Amazon.WAFRegional;
using Amazon.WAFRegional.Model;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Which web ACL of WAF Classic a load balancer has; known for ten minutes, as to the upstream controller.</summary>
internal sealed class RegionalWebAclAssociations(IAmazonWAFRegional waf, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    // Empty is none.
    private readonly ExpiringCache<string> _ids = new(time);

    /// <param name="desired">Id of the web ACL; empty is none.</param>
    /// <exception cref="AwsCallException">WAF Classic refused.</exception>
    public async Task ReconcileAsync(string loadBalancerArn, string desired, CancellationToken cancellationToken)
    {
        var observed = await GetAsync(loadBalancerArn, cancellationToken);
        if (observed == desired)
        {
            return;
        }

        if (desired.Length == 0)
        {
            await AwsCalls.InvokeAsync(
                AwsCalls.WafRegional,
                "DisassociateWebACL",
                waf.DisassociateWebACLAsync(new DisassociateWebACLRequest { ResourceArn = loadBalancerArn }, cancellationToken),
                "failed to delete WAFClassic webACL association on LoadBalancer");
        }
        else
        {
            await AwsCalls.InvokeAsync(
                AwsCalls.WafRegional,
                "AssociateWebACL",
                waf.AssociateWebACLAsync(new AssociateWebACLRequest { ResourceArn = loadBalancerArn, WebACLId = desired }, cancellationToken),
                $"failed to {(observed.Length == 0 ? "create" : "update")} WAFClassic webACL association on LoadBalancer");
        }

        _ids.Set(loadBalancerArn, desired, Lifetime);
    }

    private async Task<string> GetAsync(string loadBalancerArn, CancellationToken cancellationToken)
    {
        if (_ids.TryGet(loadBalancerArn, out var known))
        {
            return known;
        }

        var response = await AwsCalls.InvokeAsync(
            AwsCalls.WafRegional,
            "GetWebACLForResource",
            waf.GetWebACLForResourceAsync(new GetWebACLForResourceRequest { ResourceArn = loadBalancerArn }, cancellationToken),
            "failed to get WAFClassic webACL association on LoadBalancer");
        var id = response.WebACLSummary?.WebACLId ?? "";
        _ids.Set(loadBalancerArn, id, Lifetime);
        return id;
    }
}
