using Amazon.WAFV2;
using Amazon.WAFV2.Model;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Web ACLs of WAFv2 by name; what was found is taken for true for an hour, as by the upstream controller.</summary>
internal sealed class WebAclLookup(IAmazonWAFV2 waf, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    private readonly ExpiringCache<string> _arns = new(time);

    /// <returns>Null when there is none of that name.</returns>
    /// <exception cref="AwsCallException">WAFv2 refused: the controller's usual policy does not allow it to list web ACLs.</exception>
    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (_arns.TryGet(name, out var known))
        {
            return known;
        }

        var request = new ListWebACLsRequest { Scope = Scope.REGIONAL };
        do
        {
            var page = await AwsCalls.InvokeAsync(AwsCalls.WafV2, "ListWebACLs", waf.ListWebACLsAsync(request, cancellationToken));
            if ((page.WebACLs ?? []).Find(acl => acl.Name == name) is { } found)
            {
                _arns.Set(name, found.ARN, Lifetime);
                return found.ARN;
            }

            request.NextMarker = page.NextMarker;
        }
        while (request.NextMarker is not null);
        return null;
    }
}
