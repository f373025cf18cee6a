using System.Globalization;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.FrontendNlb;
using EksIngress.Alb.GoValues;
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
/// <param name="configuration">The controller's flags.</param>
/// <param name="cluster">Services and Secrets that the Ingresses name.</param>
/// <param name="aws">The account.</param>
/// <remarks>
/// Where the controller's order depends on a Go map (ports, attributes), this one is ascending, so equal input gives equal bytes.
/// </remarks>
public sealed class IngressStackBuilder(ControllerConfiguration configuration, IKubernetesLookup cluster, IAwsLookup aws)
{
    private const string DeletionProtection = "deletion_protection.enabled";

    private readonly ResourceTags _tags = new(configuration);

    /// <summary>Builds it anew each time; <see cref="StackJson.Write"/> has its JSON.</summary>
    /// <param name="group">Of <see cref="IngressGroupLoader.Load"/>.</param>
    /// <param name="cancellationToken">Ends look-ups.</param>
    /// <exception cref="AlbModelException">The stack cannot be built; one bad member fails its whole group.</exception>
    public async ValueTask<IngressStack> BuildAsync(IngressGroup group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        RefuseProtectedDeletion(group);
        if (group.Members.Count == 0)
        {
            return new IngressStack { Id = group.Id };
        }

        var ports = await ReadPortsAsync(group, cancellationToken);
        var balancer = await new LoadBalancerBuilder(configuration, aws, _tags).BuildAsync(group, ports.Configs, cancellationToken);
        var sslRedirectPort = SslRedirect.Find(group, ports.Configs);
        var targetGroups = new TargetGroupBuilder(
            configuration, group.Id, balancer.LoadBalancer.IpAddressType, balancer.BackendSecurityGroup);
        var secrets = new OidcSecretReader(configuration, cluster);
        var builder = new ListenerRulesBuilder(
            new BackendResolver(configuration, cluster), new ListenerActionBuilder(cluster, aws, targetGroups, secrets), _tags);
        var listeners = new List<ListenerSpec>();
        var rules = new List<ListenerRuleSpec>();
        foreach (var (port, config) in ports.Configs)
        {
            var members = ports.Members[port];
            var redirectPort = config.Protocol == "HTTP" ? sslRedirectPort : null;
            listeners.Add(new ListenerSpec
            {
                Port = port,
                Protocol = config.Protocol,
                DefaultActions = redirectPort is { } httpsPort
                    ? [RedirectTo(httpsPort)]
                    : await builder.BuildDefaultActionsAsync(config.Protocol, members, cancellationToken),
                Tags = _tags.OfGroup(members),
                Certificates = config.Certificates,
                Attributes = ListenerAttributes.Read(members, config.Protocol, port),
                SslPolicy = config.SslPolicy,
                MutualAuthentication = config.MutualAuthentication,
            });
            if (redirectPort is null)
            {
                rules.AddRange(await builder.BuildAsync(port, config.Protocol, members, cancellationToken));
            }
        }

        var protections = await new ProtectionBuilder(aws).BuildAsync(group, cancellationToken);
        var frontendNlb = await new FrontendNlbBuilder(configuration, aws, _tags).BuildAsync(
            group, balancer.LoadBalancer, PortsByIngress(group, ports.Members), cancellationToken);
        return new IngressStack
        {
            Id = group.Id,
            LoadBalancer = balancer.LoadBalancer,
            ManagedSecurityGroup = balancer.ManagedSecurityGroup,
            UsesBackendSecurityGroup = balancer.UsesBackendSecurityGroup,
            Certificates = ports.Certificates,
            Listeners = listeners,
            Rules = rules,
            TargetGroups = targetGroups.TargetGroups,
            TargetGroupBindings = targetGroups.Bindings,
            SecretKeys = secrets.Used,
            Protections = protections,
            FrontendNlb = frontendNlb,
        };
    }

    private static Dictionary<NamespacedName, IReadOnlySet<int>> PortsByIngress(
        IngressGroup group, Dictionary<int, List<ClassifiedIngress>> membersByPort) =>
        group.Members.ToDictionary(
            member => member.Key,
            IReadOnlySet<int> (member) => membersByPort.Where(pair => pair.Value.Contains(member)).Select(pair => pair.Key).ToHashSet());

    private static ListenerAction RedirectTo(int port) =>
        new ListenerAction.Redirect(null, null, port.ToString(CultureInfo.InvariantCulture), "HTTPS", null, "HTTP_301");

    private static void RefuseProtectedDeletion(IngressGroup group)
    {
        foreach (var ingress in group.InactiveMembers.Where(member => member.Metadata.DeletionTimestamp is not null))
        {
            var attributes = new AnnotationSet(ingress.Metadata.Annotations).FindMap(IngressAnnotations.LoadBalancerAttributes);
            if (attributes?.GetValueOrDefault(DeletionProtection) is { } value && GoNumber.ParseBool(value))
            {
                throw new AlbModelException($"deletion_protection is enabled, cannot delete the ingress: {ingress.Metadata.Name}");
            }
        }
    }

    private async ValueTask<Ports> ReadPortsAsync(IngressGroup group, CancellationToken cancellationToken)
    {
        var reader = new ListenPortConfigReader(configuration, aws, group.Id);
        var requests = new CertificateRequest(configuration, _tags);
        var ports = new Ports([], [], []);
        var wanted = new SortedDictionary<int, List<(NamespacedName Ingress, ListenPortConfig Config)>>();
        foreach (var member in group.Members)
        {
            var created = requests.Find(member);
            if (created is not null)
            {
                ports.Certificates.Add(created);
            }

            var configs = await AlbModelException.WithinAsync($"ingress: {member.Key}", reader.ReadAsync(member, created, cancellationToken));
            foreach (var (port, config) in configs)
            {
                if (!wanted.TryGetValue(port, out var sofar))
                {
                    wanted[port] = sofar = [];
                    ports.Members[port] = [];
                }

                sofar.Add((member.Key, config));
                ports.Members[port].Add(member);
            }
        }

        foreach (var (port, configs) in wanted)
        {
            try
            {
                ports.Configs[port] = ListenPortConfigMerger.Merge(configs, configuration.DefaultSslPolicy);
            }
            catch (AlbModelException exception)
            {
                throw exception.Within($"failed to merge listenPort config for port: {port}");
            }
        }

        return ports;
    }

    private sealed record Ports(
        SortedDictionary<int, ListenPortConfig> Configs,
        Dictionary<int, List<ClassifiedIngress>> Members,
        List<CertificateSpec> Certificates);
}
