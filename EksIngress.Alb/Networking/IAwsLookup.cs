namespace EksIngress.Alb.Networking;

/// <summary>What a build asks of AWS. A failure is thrown as the caller wants users to read it.</summary>
internal interface IAwsLookup
{
    /// <summary>Subnets of the VPC that carry every tag with one of the values; no filter is all of them.</summary>
    ValueTask<IReadOnlyList<SubnetFact>> FindSubnetsByTagsAsync(
        IReadOnlyDictionary<string, IReadOnlyList<string>> tags, CancellationToken cancellationToken);

    ValueTask<IReadOnlyList<SubnetFact>> FindSubnetsByIdsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken);

    ValueTask<IReadOnlyList<RouteTableFact>> FindRouteTablesAsync(CancellationToken cancellationToken);

    /// <summary><c>availability-zone</c>, <c>local-zone</c> or <c>wavelength-zone</c>.</summary>
    ValueTask<string> GetZoneTypeAsync(string zoneId, CancellationToken cancellationToken);

    ValueTask<IReadOnlyList<SecurityGroupFact>> FindSecurityGroupsByIdsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken);

    ValueTask<IReadOnlyList<SecurityGroupFact>> FindSecurityGroupsByNamesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <summary>Id of the security group that all load balancers of the cluster share; it is made when there is none.</summary>
    ValueTask<string> GetBackendSecurityGroupAsync(CancellationToken cancellationToken);

    /// <summary>The load balancer that carries these tags; null when there is none.</summary>
    ValueTask<LoadBalancerFact?> FindLoadBalancerAsync(IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken);

    /// <exception cref="AlbModelException">There is no target group of that name.</exception>
    ValueTask<string> GetTargetGroupArnAsync(string name, CancellationToken cancellationToken);

    /// <summary>Issued certificates of ACM, with their domains.</summary>
    ValueTask<IReadOnlyList<CertificateFact>> FindCertificatesAsync(CancellationToken cancellationToken);
}
