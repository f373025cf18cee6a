using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using SecurityGroupRule = EksIngress.Alb.Endpoints.SecurityGroupRule;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>
/// Opens the security groups of endpoints to load balancers: for all bindings of the cluster together, since one rule may serve several.
/// Rules are told by their description; others are left alone.
/// </summary>
internal sealed class TargetNetworking(
    IAmazonEC2 ec2, ClusterInformers informers, EndpointSecurityGroups groups, ControllerConfiguration configuration) : IDisposable
{
    private readonly SecurityGroupIngress _ingress = new(ec2);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<NamespacedName, ILookup<string, SecurityGroupRule>> _byBinding = [];
    private readonly HashSet<string> _tracked = new(StringComparer.Ordinal);
    private bool _isTracking;

    /// <exception cref="AlbModelException">A group cannot be told, or EC2 refused.</exception>
    public async Task ReconcileAsync(TargetGroupBindingObject binding, IReadOnlyList<TargetEndpoint> endpoints, CancellationToken cancellationToken)
    {
        var rules = Empty;
        if (ClusterView.Read<TargetGroupBinding>(binding).Spec.Networking is { } networking)
        {
            rules = (await groups.ResolveAsync(endpoints, cancellationToken))
                .SelectMany(group => TargetSecurityGroups.RulesOf(networking, [.. group.Select(endpoint => endpoint.Pod).OfType<PodEndpoint>().Select(endpoint => endpoint.Pod)])
                    .Select(rule => (group.Key, Rule: rule)))
                .ToLookup(pair => pair.Key, pair => pair.Rule, StringComparer.Ordinal);
        }

        await ApplyAsync(binding, rules, cancellationToken);
    }

    public Task CleanUpAsync(TargetGroupBindingObject binding, CancellationToken cancellationToken) => ApplyAsync(binding, Empty, cancellationToken);

    public void Dispose() => _gate.Dispose();

    private static ILookup<string, SecurityGroupRule> Empty { get; } = Array.Empty<(string Key, SecurityGroupRule Rule)>().ToLookup(pair => pair.Key, pair => pair.Rule);

    private async Task ApplyAsync(TargetGroupBindingObject binding, ILookup<string, SecurityGroupRule> rules, CancellationToken cancellationToken)
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
                catch (AlbModelException exception)
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

    private Dictionary<string, IReadOnlyList<SecurityGroupRule>> Aggregate() => _byBinding.Values
        .SelectMany(lookup => lookup)
        .GroupBy(group => group.Key, StringComparer.Ordinal)
        .ToDictionary(
            group => group.Key, group => new TargetSecurityGroups(configuration).Aggregate(group.SelectMany(rules => rules)), StringComparer.Ordinal);

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

    private async Task AlignAsync(string group, IReadOnlyList<SecurityGroupRule> wanted, bool authorizeOnly, CancellationToken cancellationToken) =>
        await _ingress.ReconcileAsync(
            await _ingress.DescribeAsync(group, cancellationToken), wanted, SecurityGroupRule.Description, authorizeOnly, cancellationToken);
}
