using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Networking;

/// <summary>
/// An account as plain data, for calling <see cref="SubnetResolver"/>, <see cref="SecurityGroupResolver"/> and the like on their own. What is not
/// listed does not exist.
/// </summary>
public sealed record NetworkSnapshot : IAwsLookup
{
    /// <summary>Subnets of the VPC, in the order in which AWS lists them.</summary>
    public IReadOnlyList<SubnetFact> Subnets { get; init; } = [];

    /// <summary>Types of zones by their id; a zone that is not named is an <c>availability-zone</c>.</summary>
    public IReadOnlyDictionary<string, string> ZoneTypes { get; init; } = NoStrings.Map;

    /// <summary>Route tables of the VPC.</summary>
    public IReadOnlyList<RouteTableFact> RouteTables { get; init; } = [];

    /// <summary>Security groups of the VPC, in the order in which AWS lists them.</summary>
    public IReadOnlyList<SecurityGroupFact> SecurityGroups { get; init; } = [];

    /// <summary>The security group that all load balancers of the cluster share; null when the account has none yet.</summary>
    public string? BackendSecurityGroupId { get; init; }

    /// <summary>The load balancer that the group has already; null when it has none.</summary>
    public LoadBalancerFact? LoadBalancer { get; init; }

    /// <summary>Issued certificates.</summary>
    public IReadOnlyList<CertificateFact> Certificates { get; init; } = [];

    /// <summary>ARNs of target groups by name.</summary>
    public IReadOnlyDictionary<string, string> TargetGroupArns { get; init; } = NoStrings.Map;

    /// <summary>ARNs of trust stores by name.</summary>
    public IReadOnlyDictionary<string, string> TrustStoreArns { get; init; } = NoStrings.Map;

    /// <summary>ARNs of the region's WAFv2 web ACLs by name.</summary>
    public IReadOnlyDictionary<string, string> WebAclArns { get; init; } = NoStrings.Map;

    ValueTask<IReadOnlyList<SubnetFact>> IAwsLookup.FindSubnetsByTagsAsync(
        IReadOnlyDictionary<string, IReadOnlyList<string>> tags, CancellationToken cancellationToken) =>
        Answer(Subnets.Where(subnet => tags.All(tag =>
            subnet.Tags.TryGetValue(tag.Key, out var value) && tag.Value.Contains(value, StringComparer.Ordinal))));

    ValueTask<IReadOnlyList<SubnetFact>> IAwsLookup.FindSubnetsByIdsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        Answer(Subnets.Where(subnet => ids.Contains(subnet.Id, StringComparer.Ordinal)));

    ValueTask<IReadOnlyList<RouteTableFact>> IAwsLookup.FindRouteTablesAsync(CancellationToken cancellationToken) => Answer(RouteTables);

    ValueTask<string> IAwsLookup.GetZoneTypeAsync(string zoneId, CancellationToken cancellationToken) =>
        new(ZoneTypes.GetValueOrDefault(zoneId, "availability-zone"));

    ValueTask<IReadOnlyList<SecurityGroupFact>> IAwsLookup.FindSecurityGroupsByIdsAsync(
        IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        Answer(SecurityGroups.Where(group => ids.Contains(group.Id, StringComparer.Ordinal)));

    ValueTask<IReadOnlyList<SecurityGroupFact>> IAwsLookup.FindSecurityGroupsByNamesAsync(
        IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        Answer(SecurityGroups.Where(group => group.Name is not null && names.Contains(group.Name, StringComparer.Ordinal)));

    ValueTask<string> IAwsLookup.GetBackendSecurityGroupAsync(CancellationToken cancellationToken) => BackendSecurityGroupId is { } id
        ? new ValueTask<string>(id)
        : ValueTask.FromException<string>(new AlbModelException(
            $"the snapshot has no shared backend security group, and making one is not its business; set {nameof(BackendSecurityGroupId)}"));

    ValueTask<LoadBalancerFact?> IAwsLookup.FindLoadBalancerAsync(
        IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken) => new(LoadBalancer);

    ValueTask<string> IAwsLookup.GetTargetGroupArnAsync(string name, CancellationToken cancellationToken) => TargetGroupArns.TryGetValue(name, out var arn)
        ? new ValueTask<string>(arn)
        : ValueTask.FromException<string>(new AlbModelException($"expecting a single targetGroup with query [{name}] but got 0"));

    ValueTask<IReadOnlyDictionary<string, string>> IAwsLookup.FindTrustStoreArnsAsync(
        IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        new(TrustStoreArns.Where(pair => names.Contains(pair.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal));

    ValueTask<IReadOnlyList<CertificateFact>> IAwsLookup.FindCertificatesAsync(CancellationToken cancellationToken) => Answer(Certificates);

    ValueTask<string?> IAwsLookup.FindWebAclArnAsync(string name, CancellationToken cancellationToken) => new(WebAclArns.GetValueOrDefault(name));

    private static ValueTask<IReadOnlyList<T>> Answer<T>(IEnumerable<T> found) => new([.. found]);
}
