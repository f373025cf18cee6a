using System.Text;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Listeners;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb;

/// <summary>Builds the load balancer of a group with its subnets and security groups.</summary>
internal sealed class LoadBalancerBuilder(ControllerConfiguration configuration, IAwsLookup aws, ResourceTags tags)
{
    private const int MaximumNameLength = 32;

    private readonly GroupSubnets _subnets = new(configuration, aws);
    private readonly GroupSecurityGroups _securityGroups = new(configuration, aws, tags);

    /// <exception cref="AlbModelException">The members disagree, or AWS has no fitting subnets or security groups.</exception>
    public async ValueTask<Result> BuildAsync(
        IngressGroup group, IReadOnlyDictionary<int, ListenPortConfig> ports, CancellationToken cancellationToken)
    {
        var scheme = ReadScheme(group);
        var ipAddressType = ReadIpAddressType(group);
        var subnets = await _subnets.ResolveAsync(group, new SubnetRequest(scheme, ipAddressType), cancellationToken);
        var securityGroups = await _securityGroups.ResolveAsync(group, ports, ipAddressType, cancellationToken);

        // In this order, since the first failure is the one that is told.
        var customerOwnedPool = ReadCustomerOwnedPool(group);
        var attributes = GroupSettings.LoadBalancerAttributes(group);
        var groupTags = tags.OfGroup(group.Members);
        var name = ReadName(group, scheme);
        var spec = new LoadBalancerSpec
        {
            Name = name,
            Scheme = scheme,
            IpAddressType = ipAddressType,
            SubnetMappings = [.. subnets.Select(id => new LoadBalancerSpec.SubnetMapping(id))],
            SecurityGroups = securityGroups.Groups,
            CustomerOwnedIpv4Pool = customerOwnedPool,
            Attributes = attributes,
            Tags = groupTags,
            MinimumCapacityUnits = MinimumCapacity.Read(group, configuration),
            Ipv4IpamPool = ReadIpamPool(group),
        };
        return new Result(spec, securityGroups.Managed, securityGroups.Backend, securityGroups.UsesShared);
    }

    private string ReadScheme(IngressGroup group)
    {
        var schemes = GroupSettings.Distinct(group, IngressAnnotations.Scheme, spec => spec.Scheme);
        return schemes switch
        {
            [] => configuration.DefaultLoadBalancerScheme,
            ["internal" or "internet-facing"] => schemes[0],
            [var unknown] => throw new AlbModelException($"unknown scheme: {unknown}"),
            _ => throw new AlbModelException($"conflicting scheme: {GoText.Set(schemes)}"),
        };
    }

    private static string ReadIpAddressType(IngressGroup group)
    {
        var types = GroupSettings.Distinct(group, IngressAnnotations.IpAddressType, spec => spec.IpAddressType);
        return types switch
        {
            [] => IpAddressTypes.Ipv4,
            [IpAddressTypes.Ipv4 or IpAddressTypes.DualStack or IpAddressTypes.DualStackWithoutPublicIpv4] => types[0],
            [var unknown] => throw new AlbModelException($"unknown IPAddressType: {unknown}"),
            _ => throw new AlbModelException($"conflicting IPAddressType: {GoText.List(types)}"),
        };
    }

    private static string? ReadCustomerOwnedPool(IngressGroup group)
    {
        var pools = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var member in group.Members)
        {
            var pool = member.Annotations.FindString(IngressAnnotations.CustomerOwnedIpv4Pool);
            if (pool is "")
            {
                throw new AlbModelException(
                    $"cannot use empty value for {IngressAnnotations.CustomerOwnedIpv4Pool} annotation, ingress: {member.Key}");
            }

            if (pool is not null)
            {
                pools.Add(pool);
            }
        }

        return pools.Count > 1
            ? throw new AlbModelException($"conflicting CustomerOwnedIPv4Pool: {GoText.List(pools)}")
            : pools.Min;
    }

    private string ReadName(IngressGroup group, string scheme)
    {
        var names = GroupSettings.Distinct(
            group, IngressAnnotations.LoadBalancerName, spec => spec.LoadBalancerName is { Length: > 0 } name ? name : null);
        return names switch
        {
            [] => ResourceNames.LoadBalancer(configuration.ClusterName, group.Id, scheme),
            [var name] when Encoding.UTF8.GetByteCount(name) <= MaximumNameLength => name,
            [_] => throw new AlbModelException("load balancer name cannot be longer than 32 characters"),
            _ => throw new AlbModelException($"conflicting load balancer name: {GoText.Set(names)}"),
        };
    }

    // The class of the first member settles it for all.
    private static string? ReadIpamPool(IngressGroup group)
    {
        if (group.Members[0].ClassParams?.Spec.IpamConfiguration?.Ipv4IpamPoolId is { } fromClass)
        {
            return fromClass;
        }

        string? agreed = null;
        foreach (var member in group.Members)
        {
            if (member.Annotations.FindString(IngressAnnotations.IpamIpv4PoolId) is not { Length: > 0 } pool)
            {
                continue;
            }

            if (agreed is not null && pool != agreed)
            {
                throw new AlbModelException($"conflicting ipv4 ipam pools {agreed}: {pool}");
            }

            agreed = pool;
        }

        return agreed;
    }

    /// <param name="BackendSecurityGroup">Source of traffic to targets; null when the user manages their security groups.</param>
    internal sealed record Result(
        LoadBalancerSpec LoadBalancer,
        SecurityGroupSpec? ManagedSecurityGroup,
        StackValue? BackendSecurityGroup,
        bool UsesBackendSecurityGroup);
}
