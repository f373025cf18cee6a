using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Networking;

namespace EksIngress.Alb.Groups;

/// <summary>Finds the subnets of a group's load balancer: named ones, those it has already, or discovered ones.</summary>
/// <param name="configuration">Cluster name and the gates about subnets matter here.</param>
/// <param name="aws">Where subnets and the load balancer that exists are found.</param>
public sealed class GroupSubnets(ControllerConfiguration configuration, IAwsLookup aws)
{
    private readonly SubnetResolver _resolver = new(configuration, aws);

    /// <summary>Ids of one subnet for each zone.</summary>
    /// <param name="group">All members that name subnets must agree.</param>
    /// <param name="request">What the load balancer is.</param>
    /// <param name="cancellationToken">Ends look-ups.</param>
    /// <exception cref="AlbModelException">The members disagree, or there is no suitable set of subnets.</exception>
    public async ValueTask<IReadOnlyList<string>> ResolveAsync(IngressGroup group, SubnetRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(request);
        var selectors = group.Members.Select(member => member.ClassParams?.Spec.Subnets).OfType<IngressClassParams.SubnetSelector>().ToList();
        var annotated = group.Members
            .Where(member => member.ClassParams?.Spec.Subnets is null)
            .Select(member => member.Annotations.FindStrings(IngressAnnotations.Subnets))
            .OfType<IReadOnlyList<string>>()
            .ToList();
        if (selectors.Count != 0)
        {
            if (annotated.Count != 0)
            {
                throw new AlbModelException("conflicting subnet specifications: IngressClassParams versus annotation");
            }

            return selectors.TrueForAll(selector => Same(selector, selectors[0]))
                ? await _resolver.SelectAsync(selectors[0], request, cancellationToken)
                : throw new AlbModelException("conflicting IngressClassParams subnet specifications");
        }

        if (annotated.Count != 0)
        {
            var other = annotated.Find(names => !GroupSettings.SameInAnyOrder(names, annotated[0]));
            return other is null
                ? await _resolver.ResolveAsync(annotated[0], request, cancellationToken)
                : throw new AlbModelException($"conflicting subnets: {GoText.List(annotated[0])} | {GoText.List(other)}");
        }

        // A load balancer that exists keeps its subnets: subnets that were tagged since must not move it.
        var existing = await aws.FindLoadBalancerAsync(TrackingTags.Stack(configuration.ClusterName, group.Id), cancellationToken);
        return existing is not null && existing.Scheme == request.Scheme
            ? existing.SubnetIds
            : await AlbModelException.WithinAsync("couldn't auto-discover subnets", _resolver.DiscoverAsync(request, cancellationToken));
    }

    // Absent and empty are different, as the controller compares them.
    private static bool Same(IngressClassParams.SubnetSelector left, IngressClassParams.SubnetSelector right) =>
        Same(left.Ids, right.Ids) &&
        (left.Tags is null) == (right.Tags is null) &&
        (left.Tags is null || left.Tags.Count == right.Tags!.Count && left.Tags.All(pair =>
            right.Tags.TryGetValue(pair.Key, out var values) && Same(pair.Value, values)));

    private static bool Same(IReadOnlyList<string>? left, IReadOnlyList<string>? right) =>
        (left is null) == (right is null) && (left is null || GroupSettings.SameInOrder(left, right!));
}
