using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Listeners;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb;

/// <summary>Builds the load balancer of a group with its subnets and security groups.</summary>
internal sealed class LoadBalancerBuilder(ControllerConfiguration configuration, IAwsLookup aws, ResourceTags tags)
{
    private const int MaximumNameLength = 32;

    private readonly SubnetResolver _subnets = new(configuration, aws);
    private readonly SecurityGroupResolver _securityGroups = new(aws);

    /// <exception cref="AlbModelException">The members disagree, or AWS has no fitting subnets or security groups.</exception>
    public async ValueTask<Result> BuildAsync(
        IngressGroup group, IReadOnlyDictionary<int, ListenPortConfig> ports, CancellationToken cancellationToken)
    {
        var scheme = ReadScheme(group);
        var ipAddressType = ReadIpAddressType(group);
        var subnets = await ResolveSubnetsAsync(group, scheme, ipAddressType, cancellationToken);
        var (managed, securityGroups, backend, usesBackend) =
            await ResolveSecurityGroupsAsync(group, ports, ipAddressType, cancellationToken);
        var spec = new LoadBalancerSpec
        {
            Scheme = scheme,
            IpAddressType = ipAddressType,
            SubnetMappings = [.. subnets.Select(id => new LoadBalancerSpec.SubnetMapping(id))],
            SecurityGroups = securityGroups,
            Attributes = GroupSettings.LoadBalancerAttributes(group),
            Tags = tags.OfGroup(group.Members),
            Name = ReadName(group, scheme),
        };
        return new Result(spec, managed, backend, usesBackend);
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

    private string ReadName(IngressGroup group, string scheme)
    {
        var names = GroupSettings.Distinct(group, IngressAnnotations.LoadBalancerName, spec => spec.LoadBalancerName);
        return names switch
        {
            [] => ResourceNames.LoadBalancer(configuration.ClusterName, group.Id, scheme),
            [{ Length: <= MaximumNameLength }] => names[0],
            [_] => throw new AlbModelException("load balancer name cannot be longer than 32 characters"),
            _ => throw new AlbModelException($"conflicting load balancer name: {GoText.Set(names)}"),
        };
    }

    private async ValueTask<IReadOnlyList<string>> ResolveSubnetsAsync(
        IngressGroup group, string scheme, string ipAddressType, CancellationToken cancellationToken)
    {
        var selectors = group.Members.Select(member => member.ClassParams?.Spec.Subnets).OfType<IngressClassParams.SubnetSelector>().ToList();
        var annotated = group.Members
            .Where(member => member.ClassParams?.Spec.Subnets is null)
            .Select(member => member.Annotations.FindStrings(IngressAnnotations.Subnets))
            .OfType<IReadOnlyList<string>>()
            .ToList();
        if (selectors.Count != 0)
        {
            if (annotated.Count != 0)
            {
                throw new AlbModelException("conflicting subnet specifications: IngressClassParams versus annotation");
            }

            return selectors.All(selector => Same(selector, selectors[0]))
                ? await _subnets.SelectAsync(selectors[0], ipAddressType, cancellationToken)
                : throw new AlbModelException("conflicting IngressClassParams subnet specifications");
        }

        if (annotated.Count != 0)
        {
            var other = annotated.Find(names =>
                !names.Order(StringComparer.Ordinal).SequenceEqual(annotated[0].Order(StringComparer.Ordinal), StringComparer.Ordinal));
            return other is null
                ? await _subnets.ResolveAsync(annotated[0], ipAddressType, cancellationToken)
                : throw new AlbModelException($"conflicting subnets: {GoText.List(annotated[0])} | {GoText.List(other)}");
        }

        // A load balancer that exists keeps its subnets: subnets that were tagged since must not move it.
        var existing = await aws.FindLoadBalancerAsync(TrackingTags.Stack(configuration.ClusterName, group.Id), cancellationToken);
        return existing is not null && existing.Scheme == scheme
            ? existing.SubnetIds
            : await AlbModelException.WithinAsync(
                "couldn't auto-discover subnets", _subnets.DiscoverAsync(scheme, ipAddressType, cancellationToken));
    }

    private static bool Same(IngressClassParams.SubnetSelector left, IngressClassParams.SubnetSelector right) =>
        (left.Ids ?? []).SequenceEqual(right.Ids ?? [], StringComparer.Ordinal) &&
        (left.Tags?.Count ?? 0) == (right.Tags?.Count ?? 0) &&
        (left.Tags is null || left.Tags.All(pair =>
            right.Tags!.TryGetValue(pair.Key, out var values) && values.SequenceEqual(pair.Value, StringComparer.Ordinal)));

    private async ValueTask<(SecurityGroupSpec? Managed, IReadOnlyList<StackValue> Groups, StackValue? Backend, bool UsesBackend)>
        ResolveSecurityGroupsAsync(
            IngressGroup group, IReadOnlyDictionary<int, ListenPortConfig> ports, string ipAddressType, CancellationToken cancellationToken)
    {
        if (FindNamedSecurityGroups(group) is { Count: > 0 } named)
        {
            var manage = ReadManageFlag(group);
            var resolved = (await _securityGroups.ResolveAsync(named, cancellationToken)).Select(StackValue.Of).ToList();
            if (!manage)
            {
                return (null, resolved, null, false);
            }

            if (!configuration.EnableBackendSecurityGroup)
            {
                throw new AlbModelException(
                    "backendSG feature is required to manage worker node SG rules when frontendSG manually specified");
            }

            var shared = StackValue.Of(await aws.GetBackendSecurityGroupAsync(cancellationToken));
            return (null, [.. resolved, shared], shared, true);
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
            return (managed, [ResourceTypes.ManagedSecurityGroupIdValue], ResourceTypes.ManagedSecurityGroupIdValue, false);
        }

        var backend = StackValue.Of(await aws.GetBackendSecurityGroupAsync(cancellationToken));
        return (managed, [ResourceTypes.ManagedSecurityGroupIdValue, backend], backend, true);
    }

    private static IReadOnlyList<string>? FindNamedSecurityGroups(IngressGroup group)
    {
        var lists = group.Members
            .Select(member => member.Annotations.FindStrings(IngressAnnotations.SecurityGroups))
            .OfType<IReadOnlyList<string>>()
            .ToList();
        var other = lists.Find(list => !list.SequenceEqual(lists[0], StringComparer.Ordinal));
        return other is null
            ? lists.FirstOrDefault()
            : throw new AlbModelException($"conflicting securityGroups: {GoText.List(lists[0])} | {GoText.List(other)}");
    }

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
            permissions.AddRange(config.InboundCidrsV4.Select(cidr => Permission(port, SecurityGroupSpec.PermissionSource.Ipv4, cidr)));
            if (IpAddressTypes.HasIpv6(ipAddressType))
            {
                permissions.AddRange(config.InboundCidrsV6.Select(cidr => Permission(port, SecurityGroupSpec.PermissionSource.Ipv6, cidr)));
            }

            permissions.AddRange(config.PrefixLists.Select(list => Permission(port, SecurityGroupSpec.PermissionSource.PrefixList, list)));
        }

        return permissions;
    }

    private static SecurityGroupSpec.Permission Permission(int port, SecurityGroupSpec.PermissionSource source, string value) =>
        new(port, source, value);

    /// <param name="BackendSecurityGroup">Source of traffic to targets; null when the user manages their security groups.</param>
    internal sealed record Result(
        LoadBalancerSpec LoadBalancer,
        SecurityGroupSpec? ManagedSecurityGroup,
        StackValue? BackendSecurityGroup,
        bool UsesBackendSecurityGroup);
}
