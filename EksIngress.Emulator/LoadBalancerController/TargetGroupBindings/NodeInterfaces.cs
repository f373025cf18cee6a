using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Aws;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Finds the instances of nodes and their primary network interfaces.</summary>
internal sealed class NodeInterfaces(IAmazonEC2 ec2, TimeProvider time)
{
    private readonly ExpiringCache<EndpointInterface> _known = new(time);

    /// <summary>What a node runs on, by its label: <c>fargate</c>, <c>hybrid</c>, another value or null.</summary>
    public static string? ComputeTypeOf(Node node) => node.Metadata.Labels.GetValueOrDefault("eks.amazonaws.com/compute-type");

    /// <returns>The primary interface of each node, by the node's name.</returns>
    /// <exception cref="AlbModelException">A node is no instance, or EC2 does not know it, or refused.</exception>
    public async Task<IReadOnlyDictionary<string, EndpointInterface>> ResolveAsync(IReadOnlyList<Node> nodes, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, EndpointInterface>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (_known.TryGet(KeyOf(node), out var known))
            {
                found[node.Metadata.Name] = known;
            }
        }

        var unknown = nodes.Where(node => !found.ContainsKey(node.Metadata.Name)).ToList();
        var instances = await FindInstancesAsync(unknown, cancellationToken);
        foreach (var node in unknown)
        {
            if (instances.TryGetValue(node.Metadata.Name, out var instance))
            {
                found[node.Metadata.Name] = PrimaryOf(instance);
                _known.Set(KeyOf(node), found[node.Metadata.Name], PodInterfaces.Lifetime);
            }
        }

        var lost = unknown.FindAll(node => !found.ContainsKey(node.Metadata.Name));
        return lost.Count == 0
            ? found
            : throw new AlbModelException($"cannot resolve node ENI for nodes: [{string.Join(' ', lost.Select(node => $"/{node.Metadata.Name}"))}]");
    }

    /// <summary>Hybrid nodes are no instances; one that EC2 does not know is left out.</summary>
    /// <returns>By the node's name.</returns>
    /// <exception cref="AlbModelException">A node's provider id is no instance's, or EC2 refused.</exception>
    public async Task<IReadOnlyDictionary<string, Instance>> FindInstancesAsync(IReadOnlyList<Node> nodes, CancellationToken cancellationToken)
    {
        var nodesById = nodes.Where(node => ComputeTypeOf(node) != PodInterfaces.Hybrid).ToLookup(TrafficNodes.GetInstanceId, node => node.Metadata.Name, StringComparer.Ordinal);
        if (nodesById.Count == 0)
        {
            return new Dictionary<string, Instance>();
        }

        var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeInstances", ec2.DescribeInstancesAsync(
            new DescribeInstancesRequest { InstanceIds = [.. nodesById.Select(group => group.Key).Order(StringComparer.Ordinal)] }, cancellationToken));
        return (response.Reservations ?? []).SelectMany(reservation => reservation.Instances ?? [])
            .SelectMany(instance => nodesById[instance.InstanceId].Distinct(StringComparer.Ordinal).Select(name => (name, instance)))
            .ToDictionary(pair => pair.name, pair => pair.instance, StringComparer.Ordinal);
    }

    /// <exception cref="AlbModelException">None has the device index 0.</exception>
    public static EndpointInterface PrimaryOf(Instance instance) =>
        Of((instance.NetworkInterfaces ?? []).FirstOrDefault(candidate => candidate.Attachment?.DeviceIndex == 0)
            ?? throw new AlbModelException("[this should never happen] no primary ENI found"));

    public static EndpointInterface Of(InstanceNetworkInterface item) => new(item.NetworkInterfaceId, [.. (item.Groups ?? []).Select(group => group.GroupId)]);

    // Another node of the same name is another instance.
    private static string KeyOf(Node node) => $"{node.Metadata.Name}/{node.Metadata.Uid}";
}
