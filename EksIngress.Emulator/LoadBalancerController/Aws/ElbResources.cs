using System.Collections.Concurrent;
using System.Globalization;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb;
using SdkLoadBalancer = Amazon.ElasticLoadBalancingV2.Model.LoadBalancer;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>
/// Reads ELBv2 resources with their tags: whole lists, and tags for twenty ARNs at a time. Tags are taken for unchanged for twenty minutes,
/// as by the upstream controller; its own changes of them count at once.
/// </summary>
/// <param name="elb">The account.</param>
/// <param name="configuration">VPC, foreign tags, and whether listeners and rules are tagged.</param>
/// <param name="time">The clock.</param>
internal sealed class ElbResources(IAmazonElasticLoadBalancingV2 elb, ControllerConfiguration configuration, TimeProvider time)
{
    private const int TagBatch = 20;
    private static readonly TimeSpan TagLifetime = TimeSpan.FromMinutes(20);

    private readonly ConcurrentDictionary<string, (Dictionary<string, string> Tags, DateTimeOffset Until)> _tags = new(StringComparer.Ordinal);
    private const string LocalPortTag = "aws:emulator:local-port";

    /// <summary>Those of the cluster's VPC that have all tags of one of the sets.</summary>
    public async Task<IReadOnlyList<Tagged<SdkLoadBalancer>>> FindLoadBalancersAsync(
        IReadOnlyList<IReadOnlyDictionary<string, string>> anyOf, CancellationToken cancellationToken)
    {
        var all = await PagesAsync(async marker =>
        {
            var page = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeLoadBalancers", elb.DescribeLoadBalancersAsync(
                new DescribeLoadBalancersRequest { Marker = marker }, cancellationToken));
            return (page.LoadBalancers ?? [], page.NextMarker);
        });
        return Matching(
            await TaggedAsync([.. all.Where(balancer => balancer.VpcId == configuration.VpcId)], balancer => balancer.LoadBalancerArn, cancellationToken), anyOf);
    }

    /// <summary>Those of the cluster's VPC that have all tags of one of the sets.</summary>
    public async Task<IReadOnlyList<Tagged<TargetGroup>>> FindTargetGroupsAsync(
        IReadOnlyList<IReadOnlyDictionary<string, string>> anyOf, CancellationToken cancellationToken)
    {
        var all = await PagesAsync(async marker =>
        {
            var page = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeTargetGroups", elb.DescribeTargetGroupsAsync(
                new DescribeTargetGroupsRequest { Marker = marker }, cancellationToken));
            return (page.TargetGroups ?? [], page.NextMarker);
        });
        return Matching(await TaggedAsync([.. all.Where(group => group.VpcId == configuration.VpcId)], group => group.TargetGroupArn, cancellationToken), anyOf);
    }

    /// <summary>With their tags, if listeners are tagged at all.</summary>
    public async Task<IReadOnlyList<Tagged<Listener>>> ListenersOfAsync(string loadBalancerArn, CancellationToken cancellationToken)
    {
        var all = await DescribeListenersAsync(loadBalancerArn, cancellationToken);
        return configuration.ListenerRulesTagging ? await TaggedAsync(all, listener => listener.ListenerArn, cancellationToken) : Untagged(all);
    }

    /// <summary>Where the listeners of a load balancer listen, by port: in the emulator a port of this machine, on AWS the port itself.</summary>
    public async Task<IReadOnlyList<int>> LocalPortsOfAsync(string loadBalancerArn, CancellationToken cancellationToken) =>
    [
        .. (await TaggedAsync(await DescribeListenersAsync(loadBalancerArn, cancellationToken), listener => listener.ListenerArn, cancellationToken))
            .OrderBy(listener => listener.Resource.Port)
            .Select(LocalPortOf),
    ];

    /// <summary>Without the default rule, and with their tags if rules are tagged at all.</summary>
    public async Task<IReadOnlyList<Tagged<Rule>>> RulesOfAsync(string listenerArn, CancellationToken cancellationToken)
    {
        var all = await PagesAsync(async marker =>
        {
            var page = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeRules", elb.DescribeRulesAsync(
                new DescribeRulesRequest { ListenerArn = listenerArn, Marker = marker }, cancellationToken));
            return (page.Rules ?? [], page.NextMarker);
        });
        var tagged = configuration.ListenerRulesTagging ? await TaggedAsync(all, rule => rule.RuleArn, cancellationToken) : Untagged(all);
        return [.. tagged.Where(rule => rule.Resource.IsDefault != true)];
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
        foreign ??= configuration.ExternalManagedTags;
        var wrong = desired
            .Where(tag => !TagKeys.IsForeign(tag.Key, foreign) && observed.GetValueOrDefault(tag.Key) != tag.Value)
            .OrderBy(tag => tag.Key, StringComparer.Ordinal)
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

    private static int LocalPortOf(Tagged<Listener> listener) =>
        listener.Tags.TryGetValue(LocalPortTag, out var port)
            ? int.Parse(port, CultureInfo.InvariantCulture)
            : listener.Resource.Port!.Value;

    private Task<List<Listener>> DescribeListenersAsync(string loadBalancerArn, CancellationToken cancellationToken) => PagesAsync(async marker =>
    {
        var page = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeListeners", elb.DescribeListenersAsync(
            new DescribeListenersRequest { LoadBalancerArn = loadBalancerArn, Marker = marker }, cancellationToken));
        return (page.Listeners ?? [], page.NextMarker);
    });

    private static IReadOnlyList<Tagged<T>> Matching<T>(
        IReadOnlyList<Tagged<T>> resources, IReadOnlyList<IReadOnlyDictionary<string, string>> anyOf) =>
        [.. resources.Where(resource => anyOf.Any(tags => tags.All(tag => resource.Tags.TryGetValue(tag.Key, out var value) && value == tag.Value)))];

    private static IReadOnlyList<Tagged<T>> Untagged<T>(List<T> resources) =>
        [.. resources.Select(resource => new Tagged<T>(resource, new Dictionary<string, string>(StringComparer.Ordinal)))];

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

    private async Task<IReadOnlyList<Tagged<T>>> TaggedAsync<T>(List<T> resources, Func<T, string> arn, CancellationToken cancellationToken)
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

        return [.. resources.Select(resource => new Tagged<T>(resource, tags.GetValueOrDefault(arn(resource)) ?? []))];
    }
}
