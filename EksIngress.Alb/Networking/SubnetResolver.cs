using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Networking;

/// <summary>Chooses the subnets of a load balancer: the ones named, or one for every availability zone among the candidates.</summary>
/// <param name="configuration">Cluster name, VPC and the feature gates about subnets matter here.</param>
/// <param name="aws">Where subnets are found.</param>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/</remarks>
public sealed class SubnetResolver(ControllerConfiguration configuration, IAwsLookup aws)
{
    private const string PublicRole = "kubernetes.io/role/elb";
    private const string InternalRole = "kubernetes.io/role/internal-elb";

    private static readonly string[] RoleValues = ["", "1"];

    private readonly SubnetRules _rules = new(configuration, aws);

    /// <summary>Finds subnets by their role tag, else by whether they reach the internet.</summary>
    /// <returns>Sorted by id.</returns>
    /// <exception cref="AlbModelException">No suitable set of subnets was found.</exception>
    public async ValueTask<IReadOnlyList<string>> DiscoverAsync(SubnetRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var isPublic = request.Scheme switch
        {
            "internal" => false,
            "internet-facing" => true,
            _ => throw new AlbModelException($"unknown lbScheme: {request.Scheme}"),
        };
        var role = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [isPublic ? PublicRole : InternalRole] = RoleValues };
        var candidates = await AlbModelException.WithinAsync(
            "failed to list subnets by role tag", () => aws.FindSubnetsByTagsAsync(role, cancellationToken));
        if (candidates.Count == 0 && configuration.SubnetDiscoveryByReachability)
        {
            candidates = await AlbModelException.WithinAsync(
                "failed to list subnets by reachability", FindByReachabilityAsync(isPublic, cancellationToken));
        }

        return await ChooseAsync(candidates, request, cancellationToken);
    }

    /// <summary>Finds subnets by the selector of IngressClassParams.</summary>
    /// <returns>As AWS lists them when chosen by id, sorted by id when chosen by tags.</returns>
    /// <exception cref="AlbModelException">No suitable set of subnets was found.</exception>
    public async ValueTask<IReadOnlyList<string>> SelectAsync(
        IngressClassParams.SubnetSelector selector, SubnetRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(request);
        if (selector.Ids is { Count: > 0 } ids)
        {
            var named = await AlbModelException.WithinAsync("failed to list subnets by IDs", GetByIdsAsync(ids, cancellationToken));
            await _rules.CheckNamedAsync(named, request, cancellationToken);
            return Ids(named);
        }

        var tags = selector.Tags ?? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var candidates = await AlbModelException.WithinAsync(
            "failed to list subnets by tag filters", () => aws.FindSubnetsByTagsAsync(tags, cancellationToken));
        return await ChooseAsync(candidates, request, cancellationToken);
    }

    /// <summary>Finds the subnets that an annotation lists.</summary>
    /// <param name="namesOrIds">What starts with <c>subnet-</c> is an id, anything else a Name tag; a name listed twice takes two subnets.</param>
    /// <param name="request">What the subnets are for.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <returns>In the order of the list.</returns>
    /// <exception cref="AlbModelException">One is missing, or the set is unsuitable.</exception>
    public async ValueTask<IReadOnlyList<string>> ResolveAsync(
        IReadOnlyList<string> namesOrIds, SubnetRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(namesOrIds);
        ArgumentNullException.ThrowIfNull(request);
        var subnets = await AlbModelException.WithinAsync(
            "failed to list subnets by names or IDs", GetByNamesOrIdsAsync(namesOrIds, cancellationToken));
        await _rules.CheckNamedAsync(subnets, request, cancellationToken);
        return Ids(subnets);
    }

    /// <summary>Whether a subnet is outside the region's own zones: on an Outpost, in a local zone or in a wavelength zone.</summary>
    /// <exception cref="AlbModelException">There is no such subnet.</exception>
    public async ValueTask<bool> IsInLocalZoneOrOutpostAsync(string subnetId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subnetId);
        var subnet = (await AlbModelException.WithinAsync("failed to list subnet by ID", GetByIdsAsync([subnetId], cancellationToken)))[0];
        return subnet.OutpostArn is { Length: > 0 } ||
            await AlbModelException.WithinAsync(
                "failed to fetch AZ infos", () => aws.GetZoneTypeAsync(subnet.AvailabilityZoneId, cancellationToken)) != "availability-zone";
    }

    private static List<string> Ids(IReadOnlyList<SubnetFact> subnets) => [.. subnets.Select(subnet => subnet.Id)];

    private static bool IsId(string nameOrId) => nameOrId.StartsWith("subnet-", StringComparison.Ordinal);

    private async ValueTask<IReadOnlyList<string>> ChooseAsync(
        IReadOnlyList<SubnetFact> candidates, SubnetRequest request, CancellationToken cancellationToken)
    {
        var chosen = new SubnetFilter(configuration).Choose(candidates, request.IpAddressType);
        await _rules.CheckCountAsync(chosen, request, cancellationToken);
        return Ids(chosen);
    }

    private async ValueTask<IReadOnlyList<SubnetFact>> GetByNamesOrIdsAsync(IReadOnlyList<string> namesOrIds, CancellationToken cancellationToken)
    {
        var ids = namesOrIds.Where(IsId).ToList();
        var names = namesOrIds.Where(name => !IsId(name)).Distinct(StringComparer.Ordinal).ToList();
        var byId = ids.Count == 0 ? [] : await GetByIdsAsync(ids, cancellationToken);
        var byName = names.Count == 0 ? [] : await GetByNamesAsync(names, cancellationToken);
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. namesOrIds.Select(nameOrId => IsId(nameOrId) ? GetId(nameOrId) : GetName(nameOrId))];

        SubnetFact GetId(string id) =>
            byId.FirstOrDefault(subnet => subnet.Id == id) ?? throw new AlbModelException($"subnet ID not found: {id}");

        // Asking twice for a name takes the next subnet that has it.
        SubnetFact GetName(string name)
        {
            // An empty name is found, and yet is none.
            if (name.Length == 0 || !byName.TryGetValue(name, out var found))
            {
                throw new AlbModelException($"subnet with Name tag not found: {name}");
            }

            var index = taken.GetValueOrDefault(name);
            taken[name] = index + 1;
            return index < found.Count
                ? found[index]
                : throw new AlbModelException(
                    $"subnet with Name tag {GoQuote.Quote(name)} requested {index + 1} times but only {found.Count} subnet(s) found with that name");
        }
    }

    private async ValueTask<IReadOnlyList<SubnetFact>> GetByIdsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var subnets = await aws.FindSubnetsByIdsAsync(ids, cancellationToken);
        return subnets.Count == ids.Count
            ? subnets
            : throw new AlbModelException(
                $"couldn't find all subnets, want: {GoText.List(ids)}, found: {GoText.List(subnets.Select(subnet => subnet.Id))}");
    }

    private async ValueTask<Dictionary<string, List<SubnetFact>>> GetByNamesAsync(List<string> names, CancellationToken cancellationToken)
    {
        var filter = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["Name"] = names };
        var subnets = await aws.FindSubnetsByTagsAsync(filter, cancellationToken);
        var byName = subnets
            .Where(subnet => subnet.Tags.ContainsKey("Name"))
            .OrderBy(subnet => subnet.Id, StringComparer.Ordinal)
            .GroupBy(subnet => subnet.Tags["Name"], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var missing = names.Where(name => !byName.ContainsKey(name)).ToList();
        return missing.Count == 0
            ? byName
            : throw new AlbModelException($"couldn't find all subnets, missing names: {GoText.List(missing)}");
    }

    private async ValueTask<IReadOnlyList<SubnetFact>> FindByReachabilityAsync(bool isPublic, CancellationToken cancellationToken)
    {
        var subnets = await aws.FindSubnetsByTagsAsync(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal), cancellationToken);
        var tables = await aws.FindRouteTablesAsync(cancellationToken);
        return [.. subnets.Where(subnet => ReachesInternet(subnet, tables) == isPublic)];
    }

    private bool ReachesInternet(SubnetFact subnet, IReadOnlyList<RouteTableFact> tables)
    {
        var table = tables.LastOrDefault(candidate => candidate.SubnetIds.Contains(subnet.Id, StringComparer.Ordinal))
            ?? tables.LastOrDefault(candidate => candidate.IsMain)
            ?? throw new AlbModelException(
                $"[this shall never happen] could not identify main route table for vpc: {configuration.VpcId}");
        return table.GatewayIds.Any(id => id.StartsWith("igw", StringComparison.Ordinal));
    }
}
