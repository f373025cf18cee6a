namespace EksIngress.Alb.Networking;

/// <summary>What a set of subnets must meet before a load balancer is put into it.</summary>
internal sealed class SubnetRules(ControllerConfiguration configuration, IAwsLookup aws)
{
    private const string AvailabilityZone = "availability-zone";

    /// <summary>For subnets that the user named.</summary>
    /// <exception cref="AlbModelException">A rule is broken.</exception>
    public async ValueTask CheckNamedAsync(IReadOnlyList<SubnetFact> subnets, SubnetRequest request, CancellationToken cancellationToken)
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

        await CheckCountAsync(subnets, request, cancellationToken);
        var withoutIpv6 = subnets
            .Where(subnet => IpAddressTypes.HasIpv6(request.IpAddressType) && !subnet.HasIpv6Cidr)
            .Select(subnet => subnet.Id)
            .ToList();
        if (withoutIpv6.Count != 0)
        {
            throw new AlbModelException(
                $"subnets {GoText.List(withoutIpv6)} do not have an associated IPv6 CIDR block, which is required for {request.IpAddressType} load balancers");
        }
    }

    /// <summary>All in one kind of place, and enough of them.</summary>
    /// <exception cref="AlbModelException">A rule is broken.</exception>
    public async ValueTask CheckCountAsync(IReadOnlyList<SubnetFact> subnets, SubnetRequest request, CancellationToken cancellationToken)
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

        var needsTwo = request.LoadBalancerType == LoadBalancerTypes.Application &&
            locales.Min == AvailabilityZone &&
            !configuration.AlbSingleSubnet;
        var minimum = needsTwo ? 2 : 1;
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

        var type = await aws.GetZoneTypeAsync(subnet.AvailabilityZoneId, cancellationToken);
        return type is AvailabilityZone or "local-zone" or "wavelength-zone"
            ? type
            : throw new AlbModelException($"unknown zone type for subnet {subnet.Id}: {type}");
    }
}
