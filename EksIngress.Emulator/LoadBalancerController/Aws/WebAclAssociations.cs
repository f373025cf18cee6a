using Amazon.WAFV2;
using Amazon.WAFV2.Model;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Which web ACL of WAFv2 a load balancer has; known for ten minutes, as to the upstream controller.</summary>
internal sealed class WebAclAssociations(IAmazonWAFV2 waf, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    // Empty is none.
    private readonly ExpiringCache<string> _arns = new(time);

    /// <param name="desired">ARN of the web ACL; empty is none.</param>
    /// <exception cref="AwsCallException">WAFv2 refused.</exception>
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
                AwsCalls.WafV2,
                "DisassociateWebACL",
                waf.DisassociateWebACLAsync(new DisassociateWebACLRequest { ResourceArn = loadBalancerArn }, cancellationToken),
                "failed to delete WAFv2 webACL association on LoadBalancer");
        }
        else
        {
            await AwsCalls.InvokeAsync(
                AwsCalls.WafV2,
                "AssociateWebACL",
                waf.AssociateWebACLAsync(new AssociateWebACLRequest { ResourceArn = loadBalancerArn, WebACLArn = desired }, cancellationToken),
                $"failed to {(observed.Length == 0 ? "create" : "update")} WAFv2 webACL association on LoadBalancer");
        }

        _arns.Set(loadBalancerArn, desired, Lifetime);
    }

    private async Task<string> GetAsync(string loadBalancerArn, CancellationToken cancellationToken)
    {
        if (_arns.TryGet(loadBalancerArn, out var known))
        {
            return known;
        }

        var response = await AwsCalls.InvokeAsync(
            AwsCalls.WafV2,
            "GetWebACLForResource",
            waf.GetWebACLForResourceAsync(new GetWebACLForResourceRequest { ResourceArn = loadBalancerArn }, cancellationToken),
            "failed to get WAFv2 webACL association on LoadBalancer");
        var arn = response.WebACL?.ARN ?? "";
        _arns.Set(loadBalancerArn, arn, Lifetime);
        return arn;
    }
}
