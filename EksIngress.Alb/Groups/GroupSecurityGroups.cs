using EksIngress.Alb.Annotations;
using EksIngress.Alb.Listeners;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Groups;

/// <summary>Finds or builds the security groups of a group's load balancer, and the source of its traffic to targets.</summary>
/// <param name="configuration">Cluster name and the flags about security groups matter here.</param>
/// <param name="aws">Where security groups are found, the shared one included.</param>
/// <param name="tags">Tags of the managed one.</param>
public sealed class GroupSecurityGroups(ControllerConfiguration configuration, IAwsLookup aws, ResourceTags tags)
{
    private const string Conflict = "conflicting securityGroups";

    private readonly SecurityGroupResolver _resolver = new(aws);

    /// <summary>Named ones if the members name any, else one that the controller manages.</summary>
    /// <param name="group">All members that name security groups must name the same in the same order.</param>
    /// <param name="ports">Merged configurations by port: what the managed one admits.</param>
    /// <param name="ipAddressType">IPv6 blocks are admitted only with IPv6.</param>
    /// <param name="cancellationToken">Ends look-ups.</param>
    /// <exception cref="AlbModelException">The members disagree, or a named security group does not exist.</exception>
    public async ValueTask<Result> ResolveAsync(
        IngressGroup group, IReadOnlyDictionary<int, ListenPortConfig> ports, string ipAddressType, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(ports);
        var named = GroupSettings.FindList(group, IngressAnnotations.SecurityGroups, Conflict, GroupSettings.SameInOrder);
        if (named is { Count: > 0 })
        {
            return await ResolveNamedAsync(group, named, cancellationToken);
        }

        var managed = new SecurityGroupSpec
        {
            Name = ResourceNames.ManagedSecurityGroup(configuration.ClusterName, group.Id),
            Description = "[k8s] Managed SecurityGroup for LoadBalancer",
            Tags = tags.OfGroup(group.Members),
            Ingress = BuildPermissions(ports, ipAddressType),
        };
        if (!configuration.EnableBackendSecurityGroup)
        {
            return new Result(managed, [ResourceTypes.ManagedSecurityGroupIdValue], ResourceTypes.ManagedSecurityGroupIdValue, false);
        }

        var backend = StackValue.Of(await GetBackendAsync(cancellationToken));
        return new Result(managed, [ResourceTypes.ManagedSecurityGroupIdValue, backend], backend, true);
    }

    private async ValueTask<Result> ResolveNamedAsync(IngressGroup group, IReadOnlyList<string> named, CancellationToken cancellationToken)
    {
        var manages = ReadManageFlag(group);
        var resolved = (await _resolver.ResolveAsync(named, cancellationToken)).Select(StackValue.Of).ToList();
        if (!manages)
        {
            return new Result(null, resolved, null, false);
        }

        if (!configuration.EnableBackendSecurityGroup)
        {
            throw new AlbModelException(
                "backendSG feature is required to manage worker node SG rules when frontendSG manually specified");
        }

        var shared = StackValue.Of(await GetBackendAsync(cancellationToken));
        return new Result(null, [.. resolved, shared], shared, true);
    }

    private ValueTask<string> GetBackendAsync(CancellationToken cancellationToken) => configuration.BackendSecurityGroup.Length == 0
        ? aws.GetBackendSecurityGroupAsync(cancellationToken)
        : new ValueTask<string>(configuration.BackendSecurityGroup);

    private bool ReadManageFlag(IngressGroup group)
    {
        var flags = group.Members
            .Select(member => member.Annotations.FindBoolean(IngressAnnotations.ManageBackendSecurityGroupRules))
            .OfType<bool>()
            .Distinct()
            .ToList();
        return flags.Count > 1
            ? throw new AlbModelException("conflicting manage backend security group rules settings")
            : flags.Count == 1 ? flags[0] : configuration.EnableManageBackendSecurityGroupRules;
    }

    private static List<SecurityGroupSpec.Permission> BuildPermissions(IReadOnlyDictionary<int, ListenPortConfig> ports, string ipAddressType)
    {
        var permissions = new List<SecurityGroupSpec.Permission>();
        foreach (var (port, config) in ports.OrderBy(pair => pair.Key))
        {
            Add(port, SecurityGroupSpec.PermissionSource.Ipv4, config.InboundCidrsV4);
            if (IpAddressTypes.HasIpv6(ipAddressType))
            {
                Add(port, SecurityGroupSpec.PermissionSource.Ipv6, config.InboundCidrsV6);
            }

            Add(port, SecurityGroupSpec.PermissionSource.PrefixList, config.PrefixLists);
        }

        return permissions;

        void Add(int port, SecurityGroupSpec.PermissionSource source, IReadOnlyList<string> values) =>
            permissions.AddRange(values.Select(value => new SecurityGroupSpec.Permission(port, source, value)));
    }

    /// <summary>The security groups of a load balancer.</summary>
    /// <param name="Managed">Null when the user names the security groups.</param>
    /// <param name="Groups">Of the load balancer.</param>
    /// <param name="Backend">Source of traffic to targets; null when the user manages their security groups.</param>
    /// <param name="UsesShared">Whether the cluster's shared security group is among them.</param>
    public sealed record Result(SecurityGroupSpec? Managed, IReadOnlyList<StackValue> Groups, StackValue? Backend, bool UsesShared);
}
