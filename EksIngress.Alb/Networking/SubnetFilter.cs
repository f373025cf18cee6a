namespace EksIngress.Alb.Networking;

/// <summary>Drops the candidates that a load balancer cannot or should not use, and says how many and why.</summary>
internal sealed class SubnetFilter
{
    private const string ClusterTagPrefix = "kubernetes.io/cluster";
    private const int MinimumAvailableAddresses = 8;

    private readonly string _clusterTag;
    private readonly bool _checksClusterTag;
    private int _evaluated;
    private int _otherClusters;
    private int _full;
    private int _withoutIpv6;

    public SubnetFilter(ControllerConfiguration configuration)
    {
        _clusterTag = $"{ClusterTagPrefix}/{configuration.ClusterName}";
        _checksClusterTag = configuration.SubnetsClusterTagCheck;
    }

    /// <summary>One subnet for every availability zone: with the cluster's tag if there is one, then the lowest id; sorted by id.</summary>
    /// <exception cref="AlbModelException">None is left.</exception>
    public IReadOnlyList<SubnetFact> Choose(IReadOnlyList<SubnetFact> candidates, string ipAddressType)
    {
        var needsIpv6 = IpAddressTypes.HasIpv6(ipAddressType);
        var chosen = candidates
            .Where(subnet => IsEligible(subnet, needsIpv6))
            .GroupBy(subnet => subnet.AvailabilityZone, StringComparer.Ordinal)
            .Select(zone => zone.OrderByDescending(HasClusterTag).ThenBy(subnet => subnet.Id, StringComparer.Ordinal).First())
            .OrderBy(subnet => subnet.Id, StringComparer.Ordinal)
            .ToList();
        if (chosen.Count != 0)
        {
            return chosen;
        }

        throw new AlbModelException(
            $"unable to resolve at least one subnet. Evaluated {_evaluated} subnets: {_otherClusters} are tagged for other clusters, " +
            (needsIpv6
                ? $"{_full} have insufficient available IP addresses, and {_withoutIpv6} don't have an associated IPv6 CIDR block, which is required for {ipAddressType} load balancers"
                : $"and {_full} have insufficient available IP addresses"));
    }

    // Each subnet is counted under the first reason that drops it.
    private bool IsEligible(SubnetFact subnet, bool needsIpv6)
    {
        _evaluated++;
        if (_checksClusterTag && !BelongsHere(subnet))
        {
            _otherClusters++;
            return false;
        }

        if (subnet.AvailableIpAddressCount < MinimumAvailableAddresses)
        {
            _full++;
            return false;
        }

        if (needsIpv6 && !subnet.HasIpv6Cidr)
        {
            _withoutIpv6++;
            return false;
        }

        return true;
    }

    private bool HasClusterTag(SubnetFact subnet) => subnet.Tags.ContainsKey(_clusterTag);

    // A subnet without any cluster tag is everybody's; one tagged only for others is theirs.
    private bool BelongsHere(SubnetFact subnet) =>
        HasClusterTag(subnet) || !subnet.Tags.Keys.Any(key => key.StartsWith(ClusterTagPrefix, StringComparison.Ordinal));
}
