using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Cluster;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Finds the security group that guards an endpoint.</summary>
/// <remarks>
/// The VPC CNI gives pods addresses of their node's network interface. Emulated pods have loopback addresses, so the interface is found by
/// the pod's node and not by its address; the group is the same.
/// </remarks>
internal sealed class EndpointSecurityGroups(IAmazonEC2 ec2, ClusterInformers informers, ControllerConfiguration configuration, TimeProvider time)
{
    // As long as the upstream controller takes an interface's groups for unchanged.
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(10);

    private const string Hybrid = "hybrid";

    private readonly ExpiringCache<string> _byInstance = new(time);

    /// <returns>The endpoints by the group that guards them. Pods of hybrid nodes have none, for they are outside of AWS.</returns>
    /// <exception cref="AlbModelException">An endpoint has no interface, or not exactly one group that can be told to be the cluster's.</exception>
    public async Task<ILookup<string, TargetEndpoint>> ResolveAsync(IReadOnlyList<TargetEndpoint> endpoints, CancellationToken cancellationToken)
    {
        var located = endpoints.Select(endpoint => (Endpoint: endpoint, Node: NodeOf(endpoint)))
            .Where(pair => pair.Endpoint.Node is not null || ComputeTypeOf(pair.Node) != Hybrid)
            .Select(pair => (pair.Endpoint, pair.Node, Instance: HasInstance(pair.Node) ? TrafficNodes.GetInstanceId(pair.Node) : null))
            .ToList();
        var groups = await GroupsOfAsync(
            [.. located.Select(item => item.Instance).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], cancellationToken);
        var lost = located.Where(item => item.Instance is null || !groups.ContainsKey(item.Instance)).ToList();
        if (lost.Count > 0)
        {
            throw new AlbModelException(lost[0].Endpoint.Pod is null
                ? $"cannot resolve node ENI for nodes: [{string.Join(' ', lost.Select(item => $"/{item.Node.Metadata.Name}"))}]"
                : $"cannot resolve pod ENI for pods: [{string.Join(' ', lost.Select(item => item.Endpoint.Pod!.Pod.Key))}]");
        }

        return located.ToLookup(item => groups[item.Instance!], item => item.Endpoint, StringComparer.Ordinal);
    }

    private Node NodeOf(TargetEndpoint endpoint)
    {
        if (endpoint.Node is { } port)
        {
            return port.Node;
        }

        var name = endpoint.Pod!.Pod.Spec.NodeName;
        return informers.Nodes.Find(new("", name)) is { } found
            ? ClusterView.Read<Node>(found)
            : throw new AlbModelException(NotFound.Node(name, configuration));
    }

    private static string? ComputeTypeOf(Node node) => node.Metadata.Labels.GetValueOrDefault("eks.amazonaws.com/compute-type");

    private static bool HasInstance(Node node) => ComputeTypeOf(node) is not (Hybrid or "fargate");

    // Instances that EC2 does not know are left out.
    private async Task<Dictionary<string, string>> GroupsOfAsync(IReadOnlyList<string> instances, CancellationToken cancellationToken)
    {
        var groups = new Dictionary<string, string>(StringComparer.Ordinal);
        var unknown = new List<string>();
        foreach (var id in instances)
        {
            if (_byInstance.TryGet(id, out var known))
            {
                groups[id] = known;
            }
            else
            {
                unknown.Add(id);
            }
        }

        if (unknown.Count == 0)
        {
            return groups;
        }

        var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeInstances", ec2.DescribeInstancesAsync(
            new DescribeInstancesRequest { InstanceIds = unknown }, cancellationToken));
        foreach (var instance in (response.Reservations ?? []).SelectMany(reservation => reservation.Instances ?? []))
        {
            var primary = (instance.NetworkInterfaces ?? []).FirstOrDefault(candidate => candidate.Attachment?.DeviceIndex == 0)
                ?? throw new AlbModelException("[this should never happen] no primary ENI found");
            groups[instance.InstanceId] = await GroupOfAsync(primary, cancellationToken);
            _byInstance.Set(instance.InstanceId, groups[instance.InstanceId], s_lifetime);
        }

        return groups;
    }

    private async Task<string> GroupOfAsync(InstanceNetworkInterface networkInterface, CancellationToken cancellationToken)
    {
        var ids = (networkInterface.Groups ?? []).Select(group => group.GroupId).ToList();
        if (ids is [{ } only])
        {
            return only;
        }

        var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeSecurityGroups", ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest { GroupIds = ids }, cancellationToken));
        var found = (response.SecurityGroups ?? []).Select(group => new InterfaceSecurityGroup(
            group.GroupId, (group.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal)));
        return new TargetSecurityGroups(configuration).Choose(new NetworkInterfaceFact(networkInterface.NetworkInterfaceId, [.. found]));
    }
}
