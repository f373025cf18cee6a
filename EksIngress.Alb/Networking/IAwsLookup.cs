namespace EksIngress.Alb.Networking;

/// <summary>What a build asks of AWS. A task that fails does so with an <see cref="AlbModelException"/>, worded as users should read it.</summary>
public interface IAwsLookup
{
    /// <summary>Subnets of the VPC that carry every tag with one of the values; no filter is all of them.</summary>
    ValueTask<IReadOnlyList<SubnetFact>> FindSubnetsByTagsAsync(
        IReadOnlyDictionary<string, IReadOnlyList<string>> tags, CancellationToken cancellationToken);

    /// <summary>Those of the ids that exist.</summary>
    ValueTask<IReadOnlyList<SubnetFact>> FindSubnetsByIdsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>All route tables of the VPC.</summary>
    ValueTask<IReadOnlyList<RouteTableFact>> FindRouteTablesAsync(CancellationToken cancellationToken);

    /// <summary><c>availability-zone</c>, <c>local-zone</c> or <c>wavelength-zone</c>.</summary>
    ValueTask<string> GetZoneTypeAsync(string zoneId, CancellationToken cancellationToken);

    /// <summary>Those of the ids that exist.</summary>
    ValueTask<IReadOnlyList<SecurityGroupFact>> FindSecurityGroupsByIdsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>Security groups of the VPC whose tag <c>Name</c> is one of the names.</summary>
    ValueTask<IReadOnlyList<SecurityGroupFact>> FindSecurityGroupsByNamesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <summary>Id of the security group that all load balancers of the cluster share; it is made when there is none.</summary>
    ValueTask<string> GetBackendSecurityGroupAsync(CancellationToken cancellationToken);

    /// <summary>The load balancer that carries these tags; null when there is none.</summary>
    ValueTask<LoadBalancerFact?> FindLoadBalancerAsync(IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken);

    /// <summary>ARN of a target group that exists.</summary>
    /// <exception cref="AlbModelException">There is not exactly one target group of that name.</exception>
    ValueTask<string> GetTargetGroupArnAsync(string name, CancellationToken cancellationToken);

    /// <summary>ARNs of trust stores by name; names that do not exist are left out.</summary>
    ValueTask<IReadOnlyDictionary<string, string>> FindTrustStoreArnsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <summary>Issued certificates of ACM, with their domains.</summary>
    ValueTask<IReadOnlyList<CertificateFact>> FindCertificatesAsync(CancellationToken cancellationToken);

    /// <summary>ARN of the region's WAFv2 web ACL of that name; null when there is none.</summary>
    ValueTask<string?> FindWebAclArnAsync(string name, CancellationToken cancellationToken);
}
