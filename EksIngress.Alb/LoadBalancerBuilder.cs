using EksIngress.Alb.Groups;
using EksIngress.Alb.Listeners;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb;

/// <summary>Builds the load balancer of a group with its subnets and security groups.</summary>
/// <param name="configuration">The controller's flags.</param>
/// <param name="aws">Where subnets, security groups and the load balancer that exists are found.</param>
/// <param name="tags">Tags of what is built.</param>
public sealed class LoadBalancerBuilder(ControllerConfiguration configuration, IAwsLookup aws, ResourceTags tags)
{
    private readonly GroupSubnets _subnets = new(configuration, aws);
    private readonly GroupSecurityGroups _securityGroups = new(configuration, aws, tags);

    /// <summary>Builds both.</summary>
    /// <param name="group">With at least one member.</param>
    /// <param name="ports">Merged configurations by port.</param>
    /// <param name="cancellationToken">Ends look-ups.</param>
    /// <exception cref="AlbModelException">The members disagree, or AWS has no fitting subnets or security groups.</exception>
    public async ValueTask<Result> BuildAsync(
        IngressGroup group, IReadOnlyDictionary<int, ListenPortConfig> ports, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        var scheme = LoadBalancerSettings.Scheme(group, configuration.DefaultLoadBalancerScheme);
        var ipAddressType = LoadBalancerSettings.IpAddressType(group);
        var subnets = await _subnets.ResolveAsync(group, new SubnetRequest(scheme, ipAddressType), cancellationToken);
        var securityGroups = await _securityGroups.ResolveAsync(group, ports, ipAddressType, cancellationToken);

        // In this order, since the first failure is the one that is told.
        var customerOwnedPool = LoadBalancerSettings.CustomerOwnedIpv4Pool(group);
        var attributes = LoadBalancerSettings.Attributes(group);
        var groupTags = tags.OfGroup(group.Members);
        var name = LoadBalancerSettings.Name(group, configuration.ClusterName, scheme);
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
            Ipv4IpamPool = LoadBalancerSettings.Ipv4IpamPool(group),
        };
        return new Result(spec, securityGroups.Managed, securityGroups.Backend, securityGroups.UsesShared);
    }

    /// <summary>What was built.</summary>
    /// <param name="LoadBalancer">The load balancer.</param>
    /// <param name="ManagedSecurityGroup">Null when the user names the security groups.</param>
    /// <param name="BackendSecurityGroup">Source of traffic to targets; null when the user manages their security groups.</param>
    /// <param name="UsesBackendSecurityGroup">Whether that is the one that all load balancers of the cluster share.</param>
    public sealed record Result(
        LoadBalancerSpec LoadBalancer,
        SecurityGroupSpec? ManagedSecurityGroup,
        StackValue? BackendSecurityGroup,
        bool UsesBackendSecurityGroup);
}
