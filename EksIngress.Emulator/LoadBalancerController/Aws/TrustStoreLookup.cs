using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Trust stores by name; what was found is taken for true for ten minutes, as by the upstream controller.</summary>
internal sealed class TrustStoreLookup(IAmazonElasticLoadBalancingV2 elb, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ExpiringCache<string> _arns = new(time);

    /// <summary>ARNs by name.</summary>
    /// <exception cref="AwsCallException">ELBv2 refused; that is also what it does when one of the names does not exist.</exception>
    public async Task<IReadOnlyDictionary<string, string>> FindAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var arns = new Dictionary<string, string>(StringComparer.Ordinal);
        var unknown = new List<string>();
        foreach (var name in names)
        {
            if (_arns.TryGet(name, out var arn))
            {
                arns[name] = arn;
            }
            else
            {
                unknown.Add(name);
            }
        }

        if (unknown.Count == 0)
        {
            return arns;
        }

        var response = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeTrustStores", elb.DescribeTrustStoresAsync(
            new DescribeTrustStoresRequest { Names = unknown }, cancellationToken));
        foreach (var store in response.TrustStores ?? [])
        {
            arns[store.Name] = store.TrustStoreArn;
            _arns.Set(store.Name, store.TrustStoreArn, Lifetime);
        }

        return arns;
    }
}
