using System.Net;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Matching;

namespace EksIngress.Alb.Endpoints;

/// <summary>Decides which targets to register and to deregister.</summary>
/// <param name="configuration">Flag <c>--max-targets-per-target-group</c> matters here.</param>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetDescription.html</remarks>
public sealed class TargetPlanner(ControllerConfiguration configuration)
{
    private const string EveryZone = "all";

    /// <summary>For <c>ip</c> targets.</summary>
    /// <param name="endpoints">What the Service has now.</param>
    /// <param name="targets">What is registered, draining targets included.</param>
    /// <param name="vpcCidrs">IPv4 and IPv6 blocks of the target group's VPC; null when it belongs to another account and cannot be seen.</param>
    /// <param name="nodes">
    /// Nodes of the pods, once AWS has refused the zone <c>all</c>; null until then and for the target groups of another account.
    /// </param>
    /// <param name="protocol">
    /// Protocol of the target group. With <c>QUIC</c> and <c>TCP_QUIC</c> another server id is another target, and an endpoint without one is not
    /// registered; null is one of the others.
    /// </param>
    /// <exception cref="AlbModelException">An address or a block is none.</exception>
    public TargetChange<PodEndpoint> PlanPods(
        IReadOnlyList<PodEndpoint> endpoints,
        IReadOnlyList<TargetFact> targets,
        IReadOnlyList<string>? vpcCidrs,
        IReadOnlyList<Node>? nodes = null,
        string? protocol = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var isQuic = protocol is "QUIC" or "TCP_QUIC";
        var (matched, missing, surplus) = Match(endpoints, targets, endpoint => endpoint.Identify(withTimestamp: false, withQuicServerId: isQuic));
        var blocks = vpcCidrs?.Select(ParseBlock).ToList();
        return new TargetChange<PodEndpoint>(
            matched,
            [
                .. missing
                    .Select(endpoint => (Endpoint: endpoint, Zone: FindZone(endpoint, blocks, nodes)))
                    .Where(target => !isQuic || target.Endpoint.QuicServerId is not null)
                    .Select(target => (target.Endpoint, new TargetRegistration(target.Endpoint.Ip, target.Endpoint.Port, target.Zone)
                    {
                        QuicServerId = isQuic ? target.Endpoint.QuicServerId : null,
                    })),
            ],
            surplus);
    }

    /// <summary>For <c>instance</c> targets.</summary>
    /// <param name="endpoints">What the Service has now.</param>
    /// <param name="targets">What is registered, draining targets included.</param>
    public TargetChange<NodePortEndpoint> PlanNodePorts(IReadOnlyList<NodePortEndpoint> endpoints, IReadOnlyList<TargetFact> targets)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var (matched, missing, surplus) = Match(endpoints, targets, endpoint => endpoint.Identifier);
        return new TargetChange<NodePortEndpoint>(
            matched, [.. missing.Select(endpoint => (endpoint, new TargetRegistration(endpoint.InstanceId, endpoint.Port)))], surplus);
    }

    private (List<(T Endpoint, TargetFact Target)> Matched, List<T> Missing, List<TargetFact> Surplus) Match<T>(
        IReadOnlyList<T> endpoints, IReadOnlyList<TargetFact> targets, Func<T, string> identify)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(targets);
        var wanted = ById(endpoints, identify);
        var observed = ById(targets.Where(target => !target.IsDraining), target => target.Identifier);
        var missing = wanted.Where(pair => !observed.ContainsKey(pair.Key)).Select(pair => pair.Value).ToList();
        return (
            [.. wanted.Where(pair => observed.ContainsKey(pair.Key)).Select(pair => (pair.Value, observed[pair.Key]))],
            Limit(missing, targets.Count),
            [.. observed.Where(pair => !wanted.ContainsKey(pair.Key)).Select(pair => pair.Value)]);
    }

    // Draining targets count as well, and so do those that are about to be deregistered.
    private List<T> Limit<T>(List<T> missing, int registered)
    {
        var maximum = configuration.MaxTargetsPerTargetGroup;
        return maximum == 0 || missing.Count + registered <= maximum ? missing : missing[..Math.Max(0, maximum - registered)];
    }

    private static SortedDictionary<string, T> ById<T>(IEnumerable<T> items, Func<T, string> identify)
    {
        var byId = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            byId[identify(item)] = item;
        }

        return byId;
    }

    private string? FindZone(PodEndpoint endpoint, List<CidrBlock>? vpc, IReadOnlyList<Node>? nodes)
    {
        if (!IPAddress.TryParse(endpoint.Ip, out var address))
        {
            throw new AlbModelException($"ParseAddr({GoQuote.Quote(endpoint.Ip)}): unable to parse IP");
        }

        if (vpc?.Exists(block => block.Contains(address)) == true)
        {
            return null;
        }

        return nodes is null ? EveryZone : FindNodeZone(endpoint.Pod, nodes) ?? EveryZone;
    }

    private string? FindNodeZone(Pod pod, IReadOnlyList<Node> nodes)
    {
        var name = pod.Spec.NodeName;
        if (name.Length == 0)
        {
            throw new AlbModelException($"pod {pod.Key} has no node assigned");
        }

        var node = nodes.FirstOrDefault(candidate => candidate.Metadata.Name == name) ?? throw new AlbModelException(NotFound.Node(name, configuration));
        return node.Metadata.Labels.GetValueOrDefault("topology.kubernetes.io/zone");
    }

    private static CidrBlock ParseBlock(string cidr) => CidrBlock.TryParse(cidr)
        ?? throw new AlbModelException($"netip.ParsePrefix({GoQuote.Quote(cidr)}): no '/'");
}
