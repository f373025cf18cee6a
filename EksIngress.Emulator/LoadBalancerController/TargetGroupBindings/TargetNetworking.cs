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
    SecurityGroupIngress rules, SecurityGroupCache groups, EndpointSecurityGroups endpointGroups, ClusterInformers informers, ControllerConfiguration configuration, ControllerLog log)
    : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<NamespacedName, IReadOnlyDictionary<string, IReadOnlyList<SecurityGroupRule>>> _byBinding = [];
    private readonly HashSet<string> _tracked = new(StringComparer.Ordinal);
    private bool _isTracking;

    /// <exception cref="AlbModelException">A group cannot be told, or EC2 refused.</exception>
    public async Task ReconcileAsync(TargetGroupBindingObject binding, IReadOnlyList<TargetEndpoint> endpoints, CancellationToken cancellationToken)
    {
        await ApplyAsync(
            binding,
            ClusterView.Read<TargetGroupBinding>(binding).Spec.Networking is { } networking
                ? await RulesOfAsync(networking, binding.Spec.TargetType == "ip", endpoints, cancellationToken)
                : Empty,
            cancellationToken);
    }

    public Task CleanUpAsync(TargetGroupBindingObject binding, CancellationToken cancellationToken) => ApplyAsync(binding, Empty, cancellationToken);

    /// <summary>
    /// Takes the rules out of groups that guard no endpoint any more, once all bindings have been looked at: a rule that names a security group holds
    /// it. What fails is logged.
    /// </summary>
    public async Task CollectAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (Consolidate())
            {
                await CloseUnusedAsync(Aggregate().Keys, cancellationToken);
            }
        }
        catch (AlbModelException exception)
        {
            log.Error("controllers.targetGroupBinding", "Unable to perform SG garbage collection", exception.Message);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private static IReadOnlyDictionary<string, IReadOnlyList<SecurityGroupRule>> Empty { get; } = new Dictionary<string, IReadOnlyList<SecurityGroupRule>>();

    // A group that guards endpoints is looked after even if the binding lets nobody in.
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<SecurityGroupRule>>> RulesOfAsync(
        TargetGroupBinding.NetworkRules networking, bool arePods, IReadOnlyList<TargetEndpoint> endpoints, CancellationToken cancellationToken)
    {
        if (arePods)
        {
            return (await endpointGroups.ResolvePodsAsync(endpoints, cancellationToken)).ToDictionary(
                group => group.Key, group => TargetSecurityGroups.RulesOf(networking, [.. group]), StringComparer.Ordinal);
        }

        var guarding = await endpointGroups.ResolveNodesAsync(endpoints, cancellationToken);
        var same = TargetSecurityGroups.RulesOf(networking, []);
        return guarding.ToDictionary(group => group, _ => same, StringComparer.Ordinal);
    }

    private async Task ApplyAsync(TargetGroupBindingObject binding, IReadOnlyDictionary<string, IReadOnlyList<SecurityGroupRule>> wantedRules, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _byBinding[new(binding.Metadata.NamespaceProperty, binding.Metadata.Name)] = wantedRules;
            _tracked.UnionWith(wantedRules.Keys);
            var knowsAll = Consolidate();
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

    // Forgets bindings that are gone. True when all are known: as long as one has not been looked at, a rule that nobody seems to need may be its.
    private bool Consolidate()
    {
        var withNetworking = informers.TargetGroupBindings.Items.Where(item => item.Spec.Networking is not null)
            .Select(item => new NamespacedName(item.Metadata.NamespaceProperty, item.Metadata.Name)).ToHashSet();
        foreach (var gone in _byBinding.Keys.Where(key => !withNetworking.Contains(key)).ToList())
        {
            _byBinding.Remove(gone);
        }

        return _byBinding.Count == withNetworking.Count;
    }

    private Dictionary<string, IReadOnlyList<SecurityGroupRule>> Aggregate() => _byBinding.Values
        .SelectMany(byGroup => byGroup)
        .GroupBy(group => group.Key, StringComparer.Ordinal)
        .ToDictionary(
            group => group.Key, group => new TargetSecurityGroups(configuration).Aggregate(group.SelectMany(pair => pair.Value)), StringComparer.Ordinal);

    private async Task CloseUnusedAsync(IEnumerable<string> used, CancellationToken cancellationToken)
    {
        if (!_isTracking)
        {
            var tagged = await groups.FindAsync(
                [new Filter($"tag:kubernetes.io/cluster/{configuration.ClusterName}", ["owned", "shared"]), new Filter("vpc-id", [configuration.VpcId])], cancellationToken);
            _tracked.UnionWith(tagged.Select(group => group.GroupId));
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

    private Task AlignAsync(string group, IReadOnlyList<SecurityGroupRule> wanted, bool authorizeOnly, CancellationToken cancellationToken) =>
        rules.ReconcileAsync(group, wanted, SecurityGroupRule.Description, authorizeOnly, cancellationToken);
}
