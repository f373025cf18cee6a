using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Networking;

/// <summary>Chooses the subnets of a load balancer: the ones named, or one for every availability zone among the candidates.</summary>
internal sealed class SubnetResolver(ControllerConfiguration configuration, IAwsLookup aws)
{
    private const string PublicRole = "kubernetes.io/role/elb";
    private const string InternalRole = "kubernetes.io/role/internal-elb";
    private const string ClusterTagPrefix = "kubernetes.io/cluster";
    private const int MinimumAvailableAddresses = 8;

    private static readonly string[] RoleValues = ["", "1"];

    /// <exception cref="AlbModelException">No suitable set of subnets was found.</exception>
    public async ValueTask<IReadOnlyList<string>> DiscoverAsync(string scheme, string ipAddressType, CancellationToken cancellationToken)
    {
        var isPublic = scheme == "internet-facing";
        var role = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [isPublic ? PublicRole : InternalRole] = RoleValues };
        var candidates = await AlbModelException.WithinAsync(
            "failed to list subnets by role tag", aws.FindSubnetsByTagsAsync(role, cancellationToken));
        if (candidates.Count == 0 && configuration.SubnetDiscoveryByReachability)
        {
            candidates = await AlbModelException.WithinAsync(
                "failed to list subnets by reachability", FindByReachabilityAsync(isPublic, cancellationToken));
        }

        return await ChooseAsync(candidates, ipAddressType, cancellationToken);
    }

    /// <exception cref="AlbModelException">No suitable set of subnets was found.</exception>
    public async ValueTask<IReadOnlyList<string>> SelectAsync(
        IngressClassParams.SubnetSelector selector, string ipAddressType, CancellationToken cancellationToken)
    {
        if (selector.Ids is { Count: > 0 } ids)
        {
            return await ValidateAsync(await GetByIdsAsync(ids, "failed to list subnets by IDs", cancellationToken), ipAddressType, cancellationToken);
        }

        var tags = selector.Tags ?? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var candidates = await AlbModelException.WithinAsync(
            "failed to list subnets by tag filters", aws.FindSubnetsByTagsAsync(tags, cancellationToken));
        return await ChooseAsync(candidates, ipAddressType, cancellationToken);
    }

    /// <summary>Keeps the order of the request.</summary>
    /// <exception cref="AlbModelException">One is missing, or the set is unsuitable.</exception>
    public async ValueTask<IReadOnlyList<string>> ResolveAsync(
        IReadOnlyList<string> namesOrIds, string ipAddressType, CancellationToken cancellationToken)
    {
        const string place = "failed to list subnets by names or IDs";
        var ids = namesOrIds.Where(IsId).ToList();
        var names = namesOrIds.Where(name => !IsId(name)).Distinct(StringComparer.Ordinal).ToList();
        var byId = ids.Count == 0
            ? []
            : (await GetByIdsAsync(ids, place, cancellationToken)).ToDictionary(subnet => subnet.Id, StringComparer.Ordinal);
        var byName = names.Count == 0 ? [] : await GetByNamesAsync(names, place, cancellationToken);

        var resolved = new List<SubnetFact>();
        foreach (var nameOrId in namesOrIds)
        {
            if (IsId(nameOrId))
            {
                resolved.Add(byId.GetValueOrDefault(nameOrId) ?? throw new AlbModelException($"{place}: subnet ID not found: {nameOrId}"));
                continue;
            }

            // Asking twice for a name takes the next subnet that has it.
            var found = byName.GetValueOrDefault(nameOrId) ?? throw new AlbModelException($"{place}: subnet with Name tag not found: {nameOrId}");
            resolved.Add(found.Next() ?? throw new AlbModelException(
                $"{place}: subnet with Name tag \"{nameOrId}\" requested {found.Count + 1} times but only {found.Count} subnet(s) found with that name"));
        }

        return await ValidateAsync(resolved, ipAddressType, cancellationToken);
    }

    private static bool IsId(string nameOrId) => nameOrId.StartsWith("subnet-", StringComparison.Ordinal);

    private async ValueTask<IReadOnlyList<SubnetFact>> GetByIdsAsync(IReadOnlyList<string> ids, string place, CancellationToken cancellationToken)
    {
        var subnets = await AlbModelException.WithinAsync(place, aws.FindSubnetsByIdsAsync(ids, cancellationToken));
        return subnets.Count == ids.Count
            ? subnets
            : throw new AlbModelException($"{place}: couldn't find all subnets, want: {GoText.List(ids)}, found: {GoText.List(subnets.Select(subnet => subnet.Id))}");
    }

    private async ValueTask<Dictionary<string, NamedSubnets>> GetByNamesAsync(List<string> names, string place, CancellationToken cancellationToken)
    {
        var filter = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["Name"] = names };
        var subnets = await AlbModelException.WithinAsync(place, aws.FindSubnetsByTagsAsync(filter, cancellationToken));
        var byName = subnets
            .OrderBy(subnet => subnet.Id, StringComparer.Ordinal)
            .GroupBy(subnet => subnet.Tags["Name"], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new NamedSubnets([.. group]), StringComparer.Ordinal);
        var missing = names.Where(name => !byName.ContainsKey(name)).ToList();
        return missing.Count == 0
            ? byName
            : throw new AlbModelException($"{place}: couldn't find all subnets, missing names: {GoText.List(missing)}");
    }

    private async ValueTask<IReadOnlyList<SubnetFact>> FindByReachabilityAsync(bool isPublic, CancellationToken cancellationToken)
    {
        var subnets = await aws.FindSubnetsByTagsAsync(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal), cancellationToken);
        var tables = await aws.FindRouteTablesAsync(cancellationToken);
        return [.. subnets.Where(subnet => ReachesInternet(subnet, tables) == isPublic)];
    }

    private bool ReachesInternet(SubnetFact subnet, IReadOnlyList<RouteTableFact> tables)
    {
        var table = tables.FirstOrDefault(candidate => candidate.SubnetIds.Contains(subnet.Id, StringComparer.Ordinal))
            ?? tables.FirstOrDefault(candidate => candidate.IsMain)
            ?? throw new AlbModelException(
                $"[this shall never happen] could not identify main route table for vpc: {configuration.VpcId}");
        return table.GatewayIds.Any(id => id.StartsWith("igw", StringComparison.Ordinal));
    }

    private async ValueTask<IReadOnlyList<string>> ChooseAsync(IReadOnlyList<SubnetFact> candidates, string ipAddressType, CancellationToken cancellationToken)
    {
        var needsIpv6 = IpAddressTypes.HasIpv6(ipAddressType);
        var otherCluster = candidates.Where(subnet => !IsEligible(subnet)).ToList();
        var full = candidates.Except(otherCluster).Where(subnet => subnet.AvailableIpAddressCount < MinimumAvailableAddresses).ToList();
        var withoutIpv6 = candidates.Except(otherCluster).Except(full).Where(subnet => needsIpv6 && !subnet.HasIpv6Cidr).ToList();
        var chosen = candidates.Except(otherCluster).Except(full).Except(withoutIpv6)
            .GroupBy(subnet => subnet.AvailabilityZone, StringComparer.Ordinal)
            .Select(zone => zone.OrderByDescending(HasCurrentClusterTag).ThenBy(subnet => subnet.Id, StringComparer.Ordinal).First())
            .OrderBy(subnet => subnet.Id, StringComparer.Ordinal)
            .ToList();
        if (chosen.Count == 0)
        {
            throw new AlbModelException(
                $"unable to resolve at least one subnet. Evaluated {candidates.Count} subnets: {otherCluster.Count} are tagged for other clusters, " +
                (needsIpv6
                    ? $"{full.Count} have insufficient available IP addresses, and {withoutIpv6.Count} don't have an associated IPv6 CIDR block, which is required for {ipAddressType} load balancers"
                    : $"and {full.Count} have insufficient available IP addresses"));
        }

        await ValidateCountAsync(chosen, cancellationToken);
        return [.. chosen.Select(subnet => subnet.Id)];
    }

    private async ValueTask<IReadOnlyList<string>> ValidateAsync(IReadOnlyList<SubnetFact> subnets, string ipAddressType, CancellationToken cancellationToken)
    {
        if (subnets.Count == 0)
        {
            throw new AlbModelException("unable to resolve at least one subnet");
        }

        var crowded = subnets.GroupBy(subnet => subnet.AvailabilityZone, StringComparer.Ordinal).FirstOrDefault(zone => zone.Count() > 1);
        if (crowded is not null)
        {
            throw new AlbModelException(
                $"multiple subnets in same Availability Zone {crowded.Key}: {GoText.List(crowded.Select(subnet => subnet.Id))}");
        }

        await ValidateCountAsync(subnets, cancellationToken);
        var withoutIpv6 = subnets.Where(subnet => IpAddressTypes.HasIpv6(ipAddressType) && !subnet.HasIpv6Cidr).Select(subnet => subnet.Id).ToList();
        return withoutIpv6.Count == 0
            ? [.. subnets.Select(subnet => subnet.Id)]
            : throw new AlbModelException(
                $"subnets {GoText.List(withoutIpv6)} do not have an associated IPv6 CIDR block, which is required for {ipAddressType} load balancers");
    }

    private async ValueTask ValidateCountAsync(IReadOnlyList<SubnetFact> subnets, CancellationToken cancellationToken)
    {
        var locales = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var subnet in subnets)
        {
            locales.Add(await GetLocaleAsync(subnet, cancellationToken));
        }

        if (locales.Count > 1)
        {
            throw new AlbModelException($"subnets in multiple locales: {GoText.List(locales)}");
        }

        var minimum = locales.Min == "availabilityZone" && !configuration.AlbSingleSubnet ? 2 : 1;
        if (subnets.Count < minimum)
        {
            throw new AlbModelException($"subnets count less than minimal required count: {subnets.Count} < {minimum}");
        }
    }

    private async ValueTask<string> GetLocaleAsync(SubnetFact subnet, CancellationToken cancellationToken)
    {
        if (subnet.OutpostArn is { Length: > 0 })
        {
            return "outpost";
        }

        return await aws.GetZoneTypeAsync(subnet.AvailabilityZoneId, cancellationToken) switch
        {
            "availability-zone" => "availabilityZone",
            "local-zone" => "localZone",
            "wavelength-zone" => "wavelengthZone",
            var type => throw new AlbModelException($"unknown zone type for subnet {subnet.Id}: {type}"),
        };
    }

    private bool HasCurrentClusterTag(SubnetFact subnet) => subnet.Tags.ContainsKey($"{ClusterTagPrefix}/{configuration.ClusterName}");

    // A subnet without any cluster tag is everybody's; one tagged only for others is theirs.
    private bool IsEligible(SubnetFact subnet) =>
        !configuration.SubnetsClusterTagCheck ||
        HasCurrentClusterTag(subnet) ||
        !subnet.Tags.Keys.Any(key => key.StartsWith(ClusterTagPrefix, StringComparison.Ordinal));

    private sealed class NamedSubnets(IReadOnlyList<SubnetFact> subnets)
    {
        private int _used;

        public int Count => subnets.Count;

        public SubnetFact? Next() => _used < subnets.Count ? subnets[_used++] : null;
    }
}
