using EksIngress.Alb.GoValues;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Endpoints;

/// <summary>Decides which security groups of targets admit what, for all TargetGroupBindings of a cluster together.</summary>
/// <param name="configuration">Cluster name and flags <c>--disable-restricted-sg-rules</c> and <c>--service-target-eni-security-group-tags</c> matter here.</param>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/security_groups/</remarks>
public sealed class TargetSecurityGroups(ControllerConfiguration configuration)
{
    private const int MaximumPort = 65535;

    /// <summary>The security group of an interface that gets the rules: its only one, or the only one with the cluster's tag.</summary>
    /// <exception cref="AlbModelException">None or several have the tag.</exception>
    public string Choose(NetworkInterfaceFact networkInterface)
    {
        ArgumentNullException.ThrowIfNull(networkInterface);
        if (networkInterface.SecurityGroups.Count == 1)
        {
            return networkInterface.SecurityGroups[0].Id;
        }

        var clusterTag = $"kubernetes.io/cluster/{configuration.ClusterName}";
        var wanted = configuration.ServiceTargetEniSecurityGroupTags;
        var tagged = networkInterface.SecurityGroups
            .Where(group => group.Tags.ContainsKey(clusterTag) &&
                wanted.All(pair => group.Tags.TryGetValue(pair.Key, out var value) && value == pair.Value))
            .Select(group => group.Id)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return tagged.Count == 1
            ? tagged[0]
            : throw new AlbModelException(
                $"expected exactly one securityGroup tagged with {clusterTag}{(wanted.Count == 0 ? "" : $" and {GoText.Map(wanted)}")} " +
                $"for eni {networkInterface.Id}, got: {GoText.List(tagged)} (clusterName: {configuration.ClusterName})");
    }

    /// <summary>What one binding wants at one security group.</summary>
    /// <param name="networking">The binding's rules.</param>
    /// <param name="pods">Its pods behind that security group, for ports that are given by name; empty for <c>instance</c> targets.</param>
    /// <exception cref="AlbModelException">A port is not found, a block is none, or a peer is empty.</exception>
    public static IReadOnlyList<SecurityGroupRule> RulesOf(TargetGroupBinding.NetworkRules networking, IReadOnlyList<Pod> pods)
    {
        ArgumentNullException.ThrowIfNull(networking);
        ArgumentNullException.ThrowIfNull(pods);
        var rules = new List<SecurityGroupRule>();
        foreach (var (rule, peer) in networking.Ingress.SelectMany(rule => rule.From.Select(peer => (rule, peer))))
        {
            if (rule.Ports.Count == 0)
            {
                // Without ports a rule admits nothing, yet its peers are looked at.
                _ = Rule(peer, "tcp", 0, MaximumPort);
            }

            rules.AddRange(
                from port in rule.Ports
                from range in Ranges(port.Port, pods)
                select Rule(peer, port.Protocol == "UDP" ? "udp" : "tcp", range.From, range.To));
        }

        return rules;
    }

    /// <summary>
    /// What one security group admits for all bindings: with restricted rules one range for each protocol and source, from the lowest
    /// to the highest port, by protocol and source, then each rule for a block as it comes, even twice; otherwise each rule as it is, once, by its
    /// <see cref="SecurityGroupRule.Identity"/>.
    /// </summary>
    public IReadOnlyList<SecurityGroupRule> Aggregate(IEnumerable<SecurityGroupRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (configuration.DisableRestrictedSecurityGroupRules)
        {
            return [.. rules.DistinctBy(rule => rule.Identity).OrderBy(rule => rule.Identity, StringComparer.Ordinal)];
        }

        var byKind = rules.ToLookup(rule => rule.Kind == SecurityGroupRule.SourceKind.SecurityGroup);
        var ranges = byKind[true]
            .GroupBy(rule => (rule.Protocol, rule.Source))
            .Select(group => group.First() with { FromPort = group.Min(Lowest), ToPort = group.Max(Highest) })
            .OrderBy(rule => rule.Protocol, StringComparer.Ordinal)
            .ThenBy(rule => rule.Source, StringComparer.Ordinal);

        // Blocks are not drawn together.
        return [.. ranges, .. byKind[false]];
    }

    private static int Lowest(SecurityGroupRule rule) => rule.FromPort;

    // Port 0 to 0 stands for every port.
    private static int Highest(SecurityGroupRule rule) => rule is { FromPort: 0, ToPort: 0 } ? MaximumPort : rule.ToPort;

    private static IEnumerable<(int From, int To)> Ranges(IntOrString? port, IReadOnlyList<Pod> pods) => port switch
    {
        null => [(0, MaximumPort)],
        { IsNumber: true, Number: var number } => [(number, number)],
        _ when pods.Count == 0 => throw new AlbModelException("named ports can only be used with pod endpoints"),

        // Pods of one Service may use another number for the same name.
        { } name => pods.Select(pod => pod.GetContainerPort(name)).Distinct().Order().Select(number => (number, number)),
    };

    private static SecurityGroupRule Rule(TargetGroupBinding.Peer peer, string protocol, int from, int to)
    {
        if (peer.SecurityGroup is { GroupId: var groupId })
        {
            return new SecurityGroupRule(protocol, from, to, SecurityGroupRule.SourceKind.SecurityGroup, groupId);
        }

        if (peer.IpBlock is not { Cidr: var cidr })
        {
            throw new AlbModelException("either ipBlock or securityGroup should be specified");
        }

        GoCidr.Validate(cidr);
        var kind = cidr.Contains(':', StringComparison.Ordinal) ? SecurityGroupRule.SourceKind.Ipv6 : SecurityGroupRule.SourceKind.Ipv4;
        return new SecurityGroupRule(protocol, from, to, kind, cidr);
    }
}
