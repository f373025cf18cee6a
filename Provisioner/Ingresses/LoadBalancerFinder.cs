using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;

namespace EksIngress.Provisioner.Ingresses;

/// <summary>Finds what the controller made for this cluster, by the tag it puts on everything.</summary>
internal sealed class LoadBalancerFinder(EnvironmentContext context)
{
    private readonly IAmazonElasticLoadBalancingV2 _loadBalancing = context.Aws.LoadBalancing;
    private readonly LoadBalancingTags _tags = new(context.Aws.LoadBalancing);

    public async Task<IReadOnlyList<LoadBalancer>> ListLoadBalancersAsync(CancellationToken cancellationToken)
    {
        var all = await Paging.AllAsync<LoadBalancer>(async marker =>
        {
            var page = await _loadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { Marker = marker }, cancellationToken);
            return (page.LoadBalancers, page.NextMarker);
        });
        var owned = await FilterAsync(all.Select(item => item.LoadBalancerArn), cancellationToken);
        return [.. all.Where(item => owned.Contains(item.LoadBalancerArn)).OrderBy(item => item.LoadBalancerName, StringComparer.Ordinal)];
    }

    /// <param name="loadBalancerArn">Load balancer whose target groups are listed; null for all of the cluster.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<IReadOnlyList<TargetGroup>> ListTargetGroupsAsync(string? loadBalancerArn, CancellationToken cancellationToken)
    {
        var all = await Paging.AllAsync<TargetGroup>(async marker =>
        {
            var page = await _loadBalancing.DescribeTargetGroupsAsync(
                new DescribeTargetGroupsRequest { LoadBalancerArn = loadBalancerArn, Marker = marker }, cancellationToken);
            return (page.TargetGroups, page.NextMarker);
        });
        var owned = await FilterAsync(all.Select(item => item.TargetGroupArn), cancellationToken);
        return [.. all.Where(item => owned.Contains(item.TargetGroupArn)).OrderBy(item => item.TargetGroupName, StringComparer.Ordinal)];
    }

    /// <summary>The ALB with its listeners; null when it went since it was listed.</summary>
    public async Task<AlbInfo?> FindAsync(LoadBalancer loadBalancer, CancellationToken cancellationToken)
    {
        List<Listener> listeners;
        try
        {
            listeners = await Paging.AllAsync<Listener>(async marker =>
            {
                var page = await _loadBalancing.DescribeListenersAsync(
                    new DescribeListenersRequest { LoadBalancerArn = loadBalancer.LoadBalancerArn, Marker = marker }, cancellationToken);
                return (page.Listeners, page.NextMarker);
            });
        }
        catch (AmazonElasticLoadBalancingV2Exception exception) when (AwsErrors.IsNotFound(exception))
        {
            return null;
        }

        var tags = await _tags.ReadAsync(listeners.Select(listener => listener.ListenerArn), cancellationToken);
        return new AlbInfo(
            loadBalancer.LoadBalancerArn,
            loadBalancer.LoadBalancerName,
            loadBalancer.DNSName,
            [.. listeners.OrderBy(listener => listener.Port).Select(listener => new AlbListener(
                listener.Protocol, listener.Port ?? 0, LoadBalancingTags.FindLocalPort(tags.GetValueOrDefault(listener.ListenerArn))))]);
    }

    private async Task<HashSet<string>> FilterAsync(IEnumerable<string> arns, CancellationToken cancellationToken)
    {
        var tags = await _tags.ReadAsync(arns, cancellationToken);
        return tags
            .Where(pair => pair.Value.TryGetValue(OwnershipTags.ControllerClusterKey, out var cluster) && cluster == ResourceNames.Cluster(context.Spec))
            .Select(pair => pair.Key)
            .ToHashSet(StringComparer.Ordinal);
    }
}
