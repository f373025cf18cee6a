using System.Globalization;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.FrontendNlb;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Listeners;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Rules;
using EksIngress.Alb.Stacks;
using EksIngress.Alb.TargetGroups;
using EksIngress.Alb.WebAcls;

namespace EksIngress.Alb;

/// <summary>Builds the stack of an Ingress group as the AWS Load Balancer Controller builds it.</summary>
/// <remarks>
/// Where the controller's order depends on a Go map (ports, attributes), this one is ascending, so equal input gives equal bytes.
/// </remarks>
internal sealed class IngressStackBuilder(ControllerConfiguration configuration, IKubernetesLookup cluster, IAwsLookup aws)
{
    private readonly ResourceTags _tags = new(configuration);

    /// <exception cref="AlbModelException">The stack cannot be built; one bad member fails its whole group.</exception>
    public async ValueTask<IngressStack> BuildAsync(IngressGroup group, CancellationToken cancellationToken)
    {
        RefuseProtectedDeletion(group);
        if (group.Members.Count == 0)
        {
            return new IngressStack { Id = group.Id };
        }

        foreach (var member in group.Members)
        {
            RefuseUnsupported(member);
        }

        var (ports, membersByPort) = await ReadPortsAsync(group, cancellationToken);
        var balancer = await new LoadBalancerBuilder(configuration, aws, _tags).BuildAsync(group, ports, cancellationToken);
        var sslRedirectPort = ReadSslRedirect(group, ports);
        var targetGroups = new TargetGroupBuilder(
            configuration, _tags, group.Id, balancer.LoadBalancer.IpAddressType, balancer.BackendSecurityGroup);
        var actions = new ListenerActionBuilder(cluster, aws, targetGroups);
        var backends = new BackendResolver(configuration, cluster);
        var listeners = new List<ListenerSpec>();
        var rules = new List<ListenerRuleSpec>();
        foreach (var (port, config) in ports)
        {
            var members = membersByPort[port];
            var redirects = sslRedirectPort is not null && config.Protocol == "HTTP";
            var defaultAction = redirects
                ? new ListenerAction.Redirect(null, null, sslRedirectPort!.Value.ToString(CultureInfo.InvariantCulture), "HTTPS", null, "HTTP_301")
                : await BuildDefaultActionAsync(members, backends, actions, cancellationToken);
            listeners.Add(new ListenerSpec
            {
                Port = port,
                Protocol = config.Protocol,
                DefaultActions = [defaultAction],
                Tags = _tags.OfGroup(members),
                Certificates = config.Certificates,
                Attributes = GroupSettings.ListenerAttributes(members, config.Protocol, port),
                SslPolicy = config.SslPolicy,
            });
            if (!redirects)
            {
                var drafts = await BuildRulesAsync(members, backends, actions, cancellationToken);
                rules.AddRange(RuleOptimizer.Optimize(port, config.Protocol, drafts).Select((draft, index) => new ListenerRuleSpec
                {
                    ListenerPort = port,
                    Priority = index + 1,
                    Conditions = draft.Conditions,
                    Actions = draft.Actions,
                    Tags = draft.Tags,
                }));
            }
        }

        var protections = await new ProtectionBuilder(aws).BuildAsync(group, cancellationToken);
        var frontendNlb = await new FrontendNlbBuilder(configuration, aws, _tags).BuildAsync(
            group, balancer.LoadBalancer, PortsByIngress(group, membersByPort), cancellationToken);
        return new IngressStack
        {
            Id = group.Id,
            LoadBalancer = balancer.LoadBalancer,
            ManagedSecurityGroup = balancer.ManagedSecurityGroup,
            UsesBackendSecurityGroup = balancer.UsesBackendSecurityGroup,
            Listeners = listeners,
            Rules = rules,
            TargetGroups = targetGroups.TargetGroups,
            TargetGroupBindings = targetGroups.Bindings,
            Protections = protections,
            FrontendNlb = frontendNlb,
        };
    }

    private static Dictionary<NamespacedName, IReadOnlySet<int>> PortsByIngress(
        IngressGroup group, Dictionary<int, List<ClassifiedIngress>> membersByPort) =>
        group.Members.ToDictionary(
            member => member.Key,
            IReadOnlySet<int> (member) => membersByPort.Where(pair => pair.Value.Contains(member)).Select(pair => pair.Key).ToHashSet());

    private static void RefuseProtectedDeletion(IngressGroup group)
    {
        foreach (var ingress in group.InactiveMembers.Where(member => member.Metadata.DeletionTimestamp is not null))
        {
            var attributes = new AnnotationSet(ingress.Metadata.Annotations).FindMap(IngressAnnotations.LoadBalancerAttributes);
            if (attributes?.GetValueOrDefault("deletion_protection.enabled") == "true")
            {
                throw new AlbModelException($"deletion_protection is enabled, cannot delete the ingress: {ingress.Metadata.Name}");
            }
        }
    }

    private static void RefuseUnsupported(ClassifiedIngress member)
    {
        try
        {
            UnsupportedAnnotations.Refuse(member.Ingress.Metadata.Annotations);
        }
        catch (AlbModelException exception)
        {
            throw exception.Within($"ingress: {member.Key}");
        }

        if (member.ClassParams?.Spec.Others is { Count: > 0 } others)
        {
            throw new AlbModelException(
                $"ingress: {member.Key}: field spec.{others.Keys.Order(StringComparer.Ordinal).First()} of IngressClassParams {member.ClassParams.Metadata.Name} is not supported here; remove it to continue");
        }
    }

    private async ValueTask<(SortedDictionary<int, ListenPortConfig> Ports, Dictionary<int, List<ClassifiedIngress>> MembersByPort)>
        ReadPortsAsync(IngressGroup group, CancellationToken cancellationToken)
    {
        var reader = new ListenPortConfigReader(aws);
        var membersByPort = new Dictionary<int, List<ClassifiedIngress>>();
        var wanted = new SortedDictionary<int, List<(NamespacedName Ingress, ListenPortConfig Config)>>();
        foreach (var member in group.Members)
        {
            foreach (var (port, config) in await AlbModelException.WithinAsync($"ingress: {member.Key}", reader.ReadAsync(member, cancellationToken)))
            {
                if (!wanted.TryGetValue(port, out var configs))
                {
                    wanted[port] = configs = [];
                    membersByPort[port] = [];
                }

                configs.Add((member.Key, config));
                membersByPort[port].Add(member);
            }
        }

        var merged = new SortedDictionary<int, ListenPortConfig>();
        foreach (var (port, configs) in wanted)
        {
            try
            {
                merged[port] = ListenPortConfigMerger.Merge(configs, configuration.DefaultSslPolicy);
            }
            catch (AlbModelException exception)
            {
                throw exception.Within($"failed to merge listenPort config for port: {port}");
            }
        }

        return (merged, membersByPort);
    }

    private static int? ReadSslRedirect(IngressGroup group, SortedDictionary<int, ListenPortConfig> ports)
    {
        var wanted = new SortedSet<int>();
        foreach (var member in group.Members)
        {
            if (member.ClassParams?.Spec.SslRedirectPort is { Length: > 0 } fromClass)
            {
                // The controller passes over a port in the class that is no number, and over the redirect with it.
                if (!int.TryParse(fromClass, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var port))
                {
                    return null;
                }

                wanted.Add(port);
            }
            else if (FindSslRedirect(member) is { } annotated)
            {
                wanted.Add(annotated);
            }
        }

        if (wanted.Count > 1)
        {
            throw new AlbModelException(
                $"conflicting sslRedirect port: {GoText.List(wanted.Select(port => port.ToString(CultureInfo.InvariantCulture)))}");
        }

        if (wanted.Count == 0)
        {
            return null;
        }

        var chosen = wanted.Min;
        if (!ports.TryGetValue(chosen, out var config))
        {
            throw new AlbModelException($"listener does not exist for SSLRedirect port: {chosen}");
        }

        return config.Protocol == "HTTPS" ? chosen : throw new AlbModelException($"listener protocol non-SSL for SSLRedirect port: {chosen}");
    }

    private static int? FindSslRedirect(ClassifiedIngress member)
    {
        try
        {
            return member.Annotations.FindInt32(IngressAnnotations.SslRedirect);
        }
        catch (AlbModelException exception)
        {
            throw exception.Within($"ingress: {member.Key}");
        }
    }

    private static async ValueTask<ListenerAction> BuildDefaultActionAsync(
        IReadOnlyList<ClassifiedIngress> members, BackendResolver backends, ListenerActionBuilder actions, CancellationToken cancellationToken)
    {
        var withDefault = members.Where(member => member.Ingress.Spec.DefaultBackend is not null).ToList();
        return withDefault switch
        {
            [] => new ListenerAction.FixedResponse("text/plain", null, "404"),
            [var member] => await actions.BuildAsync(
                member, backends.Resolve(member, member.Ingress.Spec.DefaultBackend!).Action, cancellationToken),
            _ => throw new AlbModelException(
                $"multiple ingress defined default backend: {GoText.List(withDefault.Select(member => member.Key.ToString()))}"),
        };
    }

    private async ValueTask<List<RuleDraft>> BuildRulesAsync(
        List<ClassifiedIngress> members, BackendResolver backends, ListenerActionBuilder actions, CancellationToken cancellationToken)
    {
        var drafts = new List<RuleDraft>();
        foreach (var member in members)
        {
            foreach (var rule in member.Ingress.Spec.Rules)
            {
                foreach (var path in PathSequence.Sort(rule.Http?.Paths ?? []))
                {
                    drafts.Add(await AlbModelException.WithinAsync(
                        $"ingress: {member.Key}", BuildRuleAsync(member, rule, path, backends, actions, cancellationToken)));
                }
            }
        }

        return drafts;
    }

    private async ValueTask<RuleDraft> BuildRuleAsync(
        ClassifiedIngress member,
        Ingress.Rule rule,
        Ingress.HttpPath path,
        BackendResolver backends,
        ListenerActionBuilder actions,
        CancellationToken cancellationToken)
    {
        var backend = backends.Resolve(member, path.Backend);
        var conditions = RuleConditions.Build(member, rule, path, backend.Conditions);
        var action = await actions.BuildAsync(member, backend.Action, cancellationToken);
        return new RuleDraft(conditions, [action], _tags.OfIngress(member));
    }
}
