using System.Collections.Concurrent;
using System.Globalization;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using SdkLoadBalancer = Amazon.ElasticLoadBalancingV2.Model.LoadBalancer;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>
/// Reads ELBv2 resources with their tags: whole lists, and tags for twenty ARNs at a time. Tags are taken for unchanged for twenty minutes,
/// as by the upstream controller; its own changes of them count at once.
/// </summary>
/// <param name="elb">The account.</param>
/// <param name="externalManagedTags">Keys of tags that somebody else sets: they are left alone.</param>
/// <param name="time">The clock.</param>
internal sealed class ElbResources(IAmazonElasticLoadBalancingV2 elb, IReadOnlyCollection<string> externalManagedTags, TimeProvider time)
{
    private const int TagBatch = 20;
    private static readonly TimeSpan TagLifetime = TimeSpan.FromMinutes(20);

    private readonly ConcurrentDictionary<string, (Dictionary<string, string> Tags, DateTimeOffset Until)> _tags = new(StringComparer.Ordinal);
    private const string LocalPortTag = "aws:emulator:local-port";

    public async Task<IReadOnlyList<Tagged<SdkLoadBalancer>>> FindLoadBalancersAsync(
        IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        var all = await PagesAsync(async marker =>
        {
            var page = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeLoadBalancers", elb.DescribeLoadBalancersAsync(
                new DescribeLoadBalancersRequest { Marker = marker }, cancellationToken));
            return (page.LoadBalancers ?? [], page.NextMarker);
        });
        return await TaggedAsync(all, balancer => balancer.LoadBalancerArn, tags, cancellationToken);
    }

    public async Task<IReadOnlyList<Tagged<TargetGroup>>> FindTargetGroupsAsync(
        IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        var all = await PagesAsync(async marker =>
        {
            var page = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeTargetGroups", elb.DescribeTargetGroupsAsync(
                new DescribeTargetGroupsRequest { Marker = marker }, cancellationToken));
            return (page.TargetGroups ?? [], page.NextMarker);
        });
        return await TaggedAsync(all, group => group.TargetGroupArn, tags, cancellationToken);
    }

    public async Task<IReadOnlyList<Tagged<Listener>>> ListenersOfAsync(string loadBalancerArn, CancellationToken cancellationToken)
    {
        var all = await PagesAsync(async marker =>
        {
            var page = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeListeners", elb.DescribeListenersAsync(
                new DescribeListenersRequest { LoadBalancerArn = loadBalancerArn, Marker = marker }, cancellationToken));
            return (page.Listeners ?? [], page.NextMarker);
        });
        return await TaggedAsync(all, listener => listener.ListenerArn, null, cancellationToken);
    }

    /// <summary>Without the default rule.</summary>
    public async Task<IReadOnlyList<Tagged<Rule>>> RulesOfAsync(string listenerArn, CancellationToken cancellationToken)
    {
        var all = await PagesAsync(async marker =>
        {
            var page = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeRules", elb.DescribeRulesAsync(
                new DescribeRulesRequest { ListenerArn = listenerArn, Marker = marker }, cancellationToken));
            return (page.Rules ?? [], page.NextMarker);
        });
        return await TaggedAsync([.. all.Where(rule => rule.IsDefault != true)], rule => rule.RuleArn, null, cancellationToken);
    }

    /// <summary>Adds and removes tags until they are the wanted ones. AWS's own and other people's stay, and what is right is not sent again.</summary>
    /// <param name="arn">The resource.</param>
    /// <param name="observed">Tags that it has.</param>
    /// <param name="desired">Tags that it should have.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <param name="foreign">Keys of other people's tags; null for those of <c>--external-managed-tags</c> alone.</param>
    public async Task ReconcileTagsAsync(
        string arn,
        IReadOnlyDictionary<string, string> observed,
        IReadOnlyDictionary<string, string> desired,
        CancellationToken cancellationToken,
        IReadOnlyCollection<string>? foreign = null)
    {
        foreign ??= externalManagedTags;
        var wrong = desired
            .Where(tag => !TagKeys.IsForeign(tag.Key, foreign) && observed.GetValueOrDefault(tag.Key) != tag.Value)
            .Select(tag => new Tag { Key = tag.Key, Value = tag.Value })
            .ToList();
        if (wrong.Count != 0)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "AddTags", elb.AddTagsAsync(
                new AddTagsRequest { ResourceArns = [arn], Tags = wrong }, cancellationToken));
            _tags.TryRemove(arn, out _);
        }

        var surplus = observed.Keys.Where(key => !desired.ContainsKey(key) && !TagKeys.IsForeign(key, foreign)).Order(StringComparer.Ordinal).ToList();
        if (surplus.Count != 0)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "RemoveTags", elb.RemoveTagsAsync(
                new RemoveTagsRequest { ResourceArns = [arn], TagKeys = surplus }, cancellationToken));
            _tags.TryRemove(arn, out _);
        }
    }

    /// <summary>Where a listener of the emulator listens; on AWS its own port.</summary>
    public static int LocalPortOf(Tagged<Listener> listener) =>
        listener.Tags.TryGetValue(LocalPortTag, out var port)
            ? int.Parse(port, CultureInfo.InvariantCulture)
            : listener.Resource.Port!.Value;

    private static async Task<List<T>> PagesAsync<T>(Func<string?, Task<(List<T> Items, string? Next)>> page)
    {
        var all = new List<T>();
        string? marker = null;
        do
        {
            var (items, next) = await page(marker);
            all.AddRange(items);
            marker = next;
        }
        while (marker is not null);
        return all;
    }

    private async Task<IReadOnlyList<Tagged<T>>> TaggedAsync<T>(
        List<T> resources, Func<T, string> arn, IReadOnlyDictionary<string, string>? filter, CancellationToken cancellationToken)
    {
        var tags = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        var now = time.GetUtcNow();
        var unknown = new List<string>();
        foreach (var name in resources.Select(arn))
        {
            if (_tags.TryGetValue(name, out var known) && known.Until > now)
            {
                tags[name] = known.Tags;
            }
            else
            {
                unknown.Add(name);
            }
        }

        foreach (var batch in unknown.Chunk(TagBatch))
        {
            var response = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeTags", elb.DescribeTagsAsync(
                new DescribeTagsRequest { ResourceArns = [.. batch] }, cancellationToken));
            foreach (var description in response.TagDescriptions ?? [])
            {
                var read = (description.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
                tags[description.ResourceArn] = read;
                _tags[description.ResourceArn] = (read, now + TagLifetime);
            }
        }

        return
        [
            .. resources
                .Select(resource => new Tagged<T>(resource, tags.GetValueOrDefault(arn(resource)) ?? []))
                .Where(tagged => filter is null || filter.All(pair => tagged.Tags.GetValueOrDefault(pair.Key) == pair.Value)),
        ];
    }
}
