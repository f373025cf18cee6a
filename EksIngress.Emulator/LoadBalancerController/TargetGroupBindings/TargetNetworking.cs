using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>
/// Opens the security groups of endpoints to load balancers: for all bindings of the cluster together, since one rule may serve several.
/// Rules are told by their description; others are left alone.
/// </summary>
internal sealed class TargetNetworking(
    IAmazonEC2 ec2, ClusterInformers informers, EndpointSecurityGroups groups, ControllerConfiguration configuration) : IDisposable
{
    public const string Description = "elbv2.k8s.aws/targetGroupBinding=shared";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<NamespacedName, ILookup<string, IngressRule>> _byBinding = [];
    private readonly HashSet<string> _tracked = new(StringComparer.Ordinal);
    private bool _isTracking;

    /// <exception cref="AlbModelException">A group cannot be told, or EC2 refused.</exception>
    public async Task ReconcileAsync(TargetGroupBindingObject binding, IReadOnlyList<TargetEndpoint> endpoints, CancellationToken cancellationToken)
    {
        var rules = Empty;
        if (binding.Spec.Networking is { } networking)
        {
            var byGroup = await groups.ResolveAsync(endpoints, cancellationToken);
            rules = byGroup
                .SelectMany(group => Rules(networking, [.. group.Select(endpoint => endpoint.Pod).OfType<V1Pod>()]).Select(rule => (group.Key, Rule: rule)))
                .ToLookup(pair => pair.Key, pair => pair.Rule, StringComparer.Ordinal);
        }

        await ApplyAsync(binding, rules, cancellationToken);
    }

    public Task CleanUpAsync(TargetGroupBindingObject binding, CancellationToken cancellationToken) => ApplyAsync(binding, Empty, cancellationToken);

    public void Dispose() => _gate.Dispose();

    private static ILookup<string, IngressRule> Empty { get; } = Array.Empty<(string Key, IngressRule Rule)>().ToLookup(pair => pair.Key, pair => pair.Rule);

    private static IEnumerable<IngressRule> Rules(TargetGroupBindingObject.NetworkingObject networking, IReadOnlyList<V1Pod> pods) =>
        from rule in networking.Ingress ?? []
        from peer in rule.From ?? []
        from port in rule.Ports is { Count: > 0 } ports ? ports : [new TargetGroupBindingObject.NetworkingPort { Protocol = "TCP" }]
        from number in Numbers(port, pods)
        select new IngressRule(
            port.Protocol == "UDP" ? "udp" : "tcp", number ?? 0, number ?? 65_535, peer.SecurityGroup?.GroupId, Cidr(peer));

    private static string? Cidr(TargetGroupBindingObject.NetworkingPeer peer)
    {
        if (peer.SecurityGroup is not null)
        {
            return null;
        }

        var cidr = peer.IpBlock?.Cidr ?? throw new AlbModelException("either ipBlock or securityGroup should be specified");
        return IPNetwork.TryParse(cidr, out _) ? cidr : throw new AlbModelException($"invalid CIDR address: {cidr}");
    }

    // Null is every port. A name may stand for other numbers on other pods.
    private static IEnumerable<int?> Numbers(TargetGroupBindingObject.NetworkingPort port, IReadOnlyList<V1Pod> pods)
    {
        if (port.Port is not { } value)
        {
            return [null];
        }

        if (value.ValueKind == JsonValueKind.Number)
        {
            return [value.GetInt32()];
        }

        var name = value.GetString();
        return pods.Count == 0
            ? throw new AlbModelException("named ports can only be used with pod endpoints")
            : pods.Select(pod => (int?)(pod.Spec.Containers.SelectMany(container => container.Ports ?? []).FirstOrDefault(candidate => candidate.Name == name)?.ContainerPort
                ?? throw new AlbModelException($"unable to find port {name} on pod {pod.Metadata.NamespaceProperty}/{pod.Metadata.Name}"))).Distinct();
    }

    private async Task ApplyAsync(TargetGroupBindingObject binding, ILookup<string, IngressRule> rules, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _byBinding[new(binding.Metadata.NamespaceProperty, binding.Metadata.Name)] = rules;
            _tracked.UnionWith(rules.Select(group => group.Key));
            var withNetworking = informers.TargetGroupBindings.Items.Where(item => item.Spec.Networking is not null)
                .Select(item => new NamespacedName(item.Metadata.NamespaceProperty, item.Metadata.Name)).ToHashSet();
            foreach (var gone in _byBinding.Keys.Where(key => !withNetworking.Contains(key)).ToList())
            {
                _byBinding.Remove(gone);
            }

            // As long as a binding has not been looked at, a rule that nobody seems to need may be its.
            var knowsAll = _byBinding.Count == withNetworking.Count;
            var wanted = Aggregate();
            var failures = new List<AlbModelException>();
            foreach (var (group, ingress) in wanted)
            {
                try
                {
                    await AlignAsync(group, ingress, authorizeOnly: !knowsAll, cancellationToken);
                }
                catch (AwsCallException exception)
                {
                    failures.Add(exception);
                }
            }

            if (knowsAll)
            {
                await CloseUnusedAsync(wanted.Keys, cancellationToken);
            }

            if (failures.Count > 0)
            {
                throw failures.Count == 1 ? failures[0] : new AlbModelException(string.Join('\n', failures.Select(failure => failure.Message)));
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    // One rule from the lowest to the highest port for each source, unless that was switched off.
    private Dictionary<string, ImmutableHashSet<IngressRule>> Aggregate() => _byBinding.Values
        .SelectMany(lookup => lookup)
        .GroupBy(group => group.Key, StringComparer.Ordinal)
        .ToDictionary(
            group => group.Key,
            group => (configuration.DisableRestrictedSecurityGroupRules
                ? group.SelectMany(rules => rules)
                : group.SelectMany(rules => rules).GroupBy(rule => (rule.Protocol, rule.GroupId, rule.Cidr, Ports: rule.Cidr is null ? 0 : rule.FromPort)).Select(same => same.First() with
                {
                    FromPort = same.Min(rule => rule.FromPort),
                    ToPort = same.Max(rule => rule.ToPort),
                })).ToImmutableHashSet(),
            StringComparer.Ordinal);

    private async Task CloseUnusedAsync(IEnumerable<string> used, CancellationToken cancellationToken)
    {
        if (!_isTracking)
        {
            var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeSecurityGroups", ec2.DescribeSecurityGroupsAsync(
                new DescribeSecurityGroupsRequest
                {
                    Filters = [new Filter($"tag:kubernetes.io/cluster/{configuration.ClusterName}", ["owned", "shared"]), new Filter("vpc-id", [configuration.VpcId])],
                },
                cancellationToken));
            _tracked.UnionWith((response.SecurityGroups ?? []).Select(group => group.GroupId));
            _isTracking = true;
        }

        foreach (var group in _tracked.Except(used, StringComparer.Ordinal).ToList())
        {
            try
            {
                await AlignAsync(group, [], authorizeOnly: false, cancellationToken);
            }
            catch (AwsCallException exception) when (exception.Code == "InvalidGroup.NotFound")
            {
                _tracked.Remove(group);
            }
        }
    }

    private async Task AlignAsync(string group, ImmutableHashSet<IngressRule> wanted, bool authorizeOnly, CancellationToken cancellationToken)
    {
        var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeSecurityGroups", ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest { GroupIds = [group] }, cancellationToken));
        var observed = (response.SecurityGroups ?? []).SelectMany(found => found.IpPermissions ?? []).SelectMany(IngressRule.Read).ToHashSet();
        var surplus = authorizeOnly ? [] : observed.Except(wanted).ToList();
        if (surplus.Count > 0)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Ec2, "RevokeSecurityGroupIngress", ec2.RevokeSecurityGroupIngressAsync(
                new RevokeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [.. surplus.Select(rule => rule.ToSdk())] }, cancellationToken));
        }

        var missing = wanted.Except(observed).ToList();
        if (missing.Count > 0)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Ec2, "AuthorizeSecurityGroupIngress", ec2.AuthorizeSecurityGroupIngressAsync(
                new AuthorizeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [.. missing.Select(rule => rule.ToSdk())] }, cancellationToken));
        }
    }
}
