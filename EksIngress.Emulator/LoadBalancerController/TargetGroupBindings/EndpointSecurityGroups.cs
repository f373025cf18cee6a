using EksIngress.Alb;
using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Aws;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Finds the security groups that guard endpoints: each the one of its network interface, or the cluster's among several.</summary>
internal sealed class EndpointSecurityGroups(SecurityGroupCache groups, PodInterfaces pods, NodeInterfaces nodes, ControllerConfiguration configuration)
{
    /// <returns>The pods by the group that guards them. Pods of hybrid nodes have none, for they are outside of AWS.</returns>
    /// <exception cref="AlbModelException">A pod has no interface, or not exactly one group that can be told to be the cluster's.</exception>
    public async Task<ILookup<string, Pod>> ResolvePodsAsync(IReadOnlyList<TargetEndpoint> endpoints, CancellationToken cancellationToken)
    {
        var interfaces = await pods.ResolveAsync([.. endpoints.Select(endpoint => endpoint.Observed).OfType<V1Pod>()], cancellationToken);
        var guarded = new List<(string Group, Pod Pod)>();
        foreach (var pod in endpoints.Select(endpoint => endpoint.Pod!.Pod).DistinctBy(pod => pod.Key))
        {
            if (interfaces[pod.Key] is var item && item != EndpointInterface.Outside)
            {
                guarded.Add((await ChooseAsync(item, cancellationToken), pod));
            }
        }

        return guarded.ToLookup(pair => pair.Group, pair => pair.Pod, StringComparer.Ordinal);
    }

    /// <exception cref="AlbModelException">A node has no interface, or not exactly one group that can be told to be the cluster's.</exception>
    public async Task<IReadOnlySet<string>> ResolveNodesAsync(IReadOnlyList<TargetEndpoint> endpoints, CancellationToken cancellationToken)
    {
        var guarding = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in (await nodes.ResolveAsync([.. endpoints.Select(endpoint => endpoint.Node!.Node)], cancellationToken)).Values)
        {
            guarding.Add(await ChooseAsync(item, cancellationToken));
        }

        return guarding;
    }

    private async Task<string> ChooseAsync(EndpointInterface item, CancellationToken cancellationToken)
    {
        if (item.GroupIds is [var only])
        {
            return only;
        }

        return new TargetSecurityGroups(configuration).Choose(new NetworkInterfaceFact(
            item.Id,
            [
                .. (await groups.GetAsync(item.GroupIds, cancellationToken)).Select(group => new InterfaceSecurityGroup(
                    group.GroupId, (group.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal))),
            ]));
    }
}
