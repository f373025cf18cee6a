using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.FrontendNlb;

/// <summary>Builds the network load balancer that a group may ask for in front of its ALB.</summary>
/// <param name="configuration">Cluster name, default scheme and what the search for subnets depends on matter here.</param>
/// <param name="aws">Where subnets and security groups are found.</param>
/// <param name="tags">Tags of the ALB, which hold where there are none of its own.</param>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#enable-frontend-nlb</remarks>
public sealed class FrontendNlbBuilder(ControllerConfiguration configuration, IAwsLookup aws, ResourceTags tags)
{
    private const string RoutingPolicy = "dns_record.client_routing_policy";

    private readonly SubnetResolver _subnets = new(configuration, aws);
    private readonly SecurityGroupResolver _securityGroups = new(aws);

    /// <summary>Builds it, with a listener and a target group for each port.</summary>
    /// <param name="group">All members that say something must agree.</param>
    /// <param name="alb">Its name, address type and security groups are taken over.</param>
    /// <param name="portsByIngress">Listener ports of the ALB that each member has.</param>
    /// <param name="cancellationToken">Ends look-ups.</param>
    /// <returns>Null when no member asks for one.</returns>
    /// <exception cref="AlbModelException">The members disagree, a value is malformed, or AWS has no fitting subnets.</exception>
    public async ValueTask<FrontendNlbSpec?> BuildAsync(
        IngressGroup group,
        LoadBalancerSpec alb,
        IReadOnlyDictionary<NamespacedName, IReadOnlySet<int>> portsByIngress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(alb);
        ArgumentNullException.ThrowIfNull(portsByIngress);
        if (!ReadEnabled(group))
        {
            return null;
        }

        var scheme = ReadScheme(group);
        var balancer = await BuildLoadBalancerAsync(group, alb, scheme, cancellationToken);
        return new FrontendNlbSpec(balancer, BuildListeners(group, portsByIngress));
    }

    private static bool ReadEnabled(IngressGroup group)
    {
        bool? agreed = null;
        foreach (var member in group.Members)
        {
            var own = member.Annotations.FindBoolean(FrontendNlbAnnotations.Enable);
            if (agreed is not null && own is not null && own != agreed)
            {
                throw new AlbModelException("conflicting enable frontend NLB values");
            }

            agreed ??= own;
        }

        return agreed ?? false;
    }

    private string ReadScheme(IngressGroup group)
    {
        var schemes = GroupSettings.Distinct(group, FrontendNlbAnnotations.Scheme, _ => null);
        return schemes switch
        {
            [] => configuration.DefaultLoadBalancerScheme,
            ["internal" or "internet-facing"] => schemes[0],
            [var unknown] => throw new AlbModelException($"unknown scheme: {unknown}"),
            _ => throw new AlbModelException($"conflicting scheme: {GoText.Set(schemes)}"),
        };
    }

    private async ValueTask<LoadBalancerSpec> BuildLoadBalancerAsync(
        IngressGroup group, LoadBalancerSpec alb, string scheme, CancellationToken cancellationToken)
    {
        var named = GroupSettings.FindList(
            group, FrontendNlbAnnotations.SecurityGroups, "conflicting securityGroups", GroupSettings.SameInOrder);
        var securityGroups = named is { Count: > 0 }
            ? [.. (await _securityGroups.ResolveAsync(named, cancellationToken)).Select(StackValue.Of)]
            : alb.SecurityGroups;
        var request = new SubnetRequest(scheme, alb.IpAddressType, LoadBalancerTypes.Network);
        var subnets = await BuildSubnetMappingsAsync(group, request, cancellationToken);
        var name = ResourceNames.FrontendNlb(configuration.ClusterName, group.Id, alb.Name, scheme);
        var nlbTags = BuildTags(group);
        return new LoadBalancerSpec
        {
            Name = name,
            Type = LoadBalancerTypes.Network,
            Scheme = scheme,
            IpAddressType = alb.IpAddressType,
            SubnetMappings = subnets,
            SecurityGroups = securityGroups,
            Attributes = ReadAttributes(group),
            Tags = nlbTags,
        };
    }

    private async ValueTask<IReadOnlyList<LoadBalancerSpec.SubnetMapping>> BuildSubnetMappingsAsync(
        IngressGroup group, SubnetRequest request, CancellationToken cancellationToken)
    {
        var named = GroupSettings.FindList(group, FrontendNlbAnnotations.Subnets, "conflicting subnets", GroupSettings.SameInAnyOrder);
        var subnets = named is null
            ? await _subnets.DiscoverAsync(request, cancellationToken)
            : await _subnets.ResolveAsync(named, request, cancellationToken);
        var allocations = ReadAllocations(group, request.Scheme);
        if (allocations.Count == 0)
        {
            return [.. subnets.Select(id => new LoadBalancerSpec.SubnetMapping(id))];
        }

        return allocations.Count == subnets.Count
            ? [.. subnets.Zip(allocations, (id, allocation) => new LoadBalancerSpec.SubnetMapping(id, allocation))]
            : throw new AlbModelException($"count of EIP allocations ({allocations.Count}) and subnets ({subnets.Count}) must match");
    }

    private static IReadOnlyList<string> ReadAllocations(IngressGroup group, string scheme)
    {
        if (scheme != "internet-facing" && group.Members.Any(member => member.Annotations.FindString(FrontendNlbAnnotations.EipAllocations) is not null))
        {
            throw new AlbModelException("EIP allocations can only be set for internet facing load balancers");
        }

        return GroupSettings.FindList(
            group,
            FrontendNlbAnnotations.EipAllocations,
            "all EIP allocations for the ingress group must be the same",
            GroupSettings.SameInAnyOrder) ?? [];
    }

    // Once one member has attributes, every later member must repeat them: one without any is a conflict too.
    private static IReadOnlyDictionary<string, string> ReadAttributes(IngressGroup group)
    {
        IReadOnlyDictionary<string, string>? chosen = null;
        foreach (var member in group.Members)
        {
            var own = member.Annotations.FindMap(FrontendNlbAnnotations.Attributes);
            if (chosen is not null && (own is null || !Same(chosen, own)))
            {
                throw new AlbModelException($"conflicting frontend NLB attributes: {GoText.Map(chosen)} | {GoText.Map(own ?? NoStrings.Map)}");
            }

            chosen ??= own;
        }

        chosen ??= NoStrings.Map;
        return chosen.GetValueOrDefault(RoutingPolicy) is null or "any_availability_zone" or "partial_availability_zone_affinity" or "availability_zone_affinity"
            ? chosen
            : throw new AlbModelException(
                $"invalid {RoutingPolicy} set in annotation aws-load-balancer-attributes: got '{chosen[RoutingPolicy]}' expected one of " +
                "['any_availability_zone', 'partial_availability_zone_affinity', 'availability_zone_affinity']");
    }

    // Tags of its own replace those of the ALB altogether.
    private IReadOnlyDictionary<string, string> BuildTags(IngressGroup group)
    {
        IReadOnlyDictionary<string, string>? chosen = null;
        foreach (var own in group.Members.Select(member => member.Annotations.FindMap(FrontendNlbAnnotations.Tags)).OfType<IReadOnlyDictionary<string, string>>())
        {
            chosen ??= own;
            if (!Same(chosen, own))
            {
                throw new AlbModelException($"conflicting frontend NLB tags: {GoText.Map(chosen)} | {GoText.Map(own)}");
            }
        }

        return chosen ?? tags.OfGroup(group.Members);
    }

    private List<FrontendNlbListenerSpec> BuildListeners(
        IngressGroup group, IReadOnlyDictionary<NamespacedName, IReadOnlySet<int>> portsByIngress)
    {
        var wanted = new SortedDictionary<int, List<FrontendNlbPort>>();
        foreach (var member in group.Members)
        {
            foreach (var (port, config) in ReadPorts(member, portsByIngress[member.Key]))
            {
                if (!wanted.TryGetValue(port, out var configs))
                {
                    wanted[port] = configs = [];
                }

                configs.Add(config);
            }
        }

        var merged = new List<(int Port, FrontendNlbPort Config)>();
        foreach (var (port, configs) in wanted)
        {
            try
            {
                merged.Add((port, FrontendNlbPort.Merge(configs)));
            }
            catch (AlbModelException exception)
            {
                throw exception.Within($"failed to merge NLB listenPort config for port: {port}");
            }
        }

        return [.. merged.Select(item => new FrontendNlbListenerSpec
        {
            Port = item.Port,
            TargetPort = item.Config.TargetPort,
            TargetGroupName = ResourceNames.FrontendNlbTargetGroup(
                configuration.ClusterName, group.Id, item.Port, item.Config.HealthCheck.Port, item.Config.HealthCheck.Protocol),
            HealthCheckConfig = item.Config.HealthCheck,
            Tags = BuildTags(group),
        })];
    }

    private static SortedDictionary<int, FrontendNlbPort> ReadPorts(ClassifiedIngress member, IReadOnlySet<int> albPorts)
    {
        try
        {
            var mapping = FrontendNlbPortMapping.Read(member.Annotations);
            var pairs = mapping.Count == 0 ? albPorts.Select(port => KeyValuePair.Create(port, port)) : mapping.Where(pair => albPorts.Contains(pair.Value));
            var ports = new SortedDictionary<int, FrontendNlbPort>();
            foreach (var (port, target) in pairs.OrderBy(pair => pair.Key))
            {
                ports[port] = FrontendNlbPort.Read(member.Annotations, target);
            }

            return ports;
        }
        catch (AlbModelException exception)
        {
            throw exception.Within($"failed to compute listenPort config for ingress: {member.Key}");
        }
    }

    private static bool Same(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
