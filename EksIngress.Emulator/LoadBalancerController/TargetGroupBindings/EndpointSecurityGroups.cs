using System.Collections.Concurrent;
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

    private readonly ConcurrentDictionary<string, (string Group, DateTimeOffset Until)> _byInstance = new(StringComparer.Ordinal);

    /// <returns>The endpoints by the group that guards them.</returns>
    /// <exception cref="AlbModelException">An endpoint has no interface, or not exactly one group that can be told to be the cluster's.</exception>
    public async Task<ILookup<string, TargetEndpoint>> ResolveAsync(IReadOnlyList<TargetEndpoint> endpoints, CancellationToken cancellationToken)
    {
        var instances = endpoints.ToDictionary(endpoint => endpoint, InstanceOf);
        var lost = instances.Where(pair => pair.Value is null).Select(pair => pair.Key.Pod!.Pod.Key.ToString()).ToList();
        if (lost.Count > 0)
        {
            throw new AlbModelException($"cannot resolve pod ENI for pods: [{string.Join(' ', lost)}]");
        }

        await LookUpAsync([.. instances.Values.OfType<string>().Distinct(StringComparer.Ordinal)], cancellationToken);
        return endpoints.ToLookup(endpoint => _byInstance[instances[endpoint]!].Group, StringComparer.Ordinal);
    }

    private string? InstanceOf(TargetEndpoint endpoint)
    {
        if (endpoint.Node is { } node)
        {
            return node.InstanceId;
        }

        var found = informers.Nodes.Find(new("", endpoint.Pod!.Pod.Spec.NodeName));
        return found is null ? null : TrafficNodes.GetInstanceId(ClusterView.Read<Node>(found));
    }

    private async Task LookUpAsync(IReadOnlyList<string> instances, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var unknown = instances.Where(id => !_byInstance.TryGetValue(id, out var known) || known.Until <= now).ToList();
        if (unknown.Count == 0)
        {
            return;
        }

        var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeInstances", ec2.DescribeInstancesAsync(
            new DescribeInstancesRequest { InstanceIds = unknown }, cancellationToken));
        foreach (var instance in (response.Reservations ?? []).SelectMany(reservation => reservation.Instances ?? []))
        {
            var primary = (instance.NetworkInterfaces ?? []).FirstOrDefault(candidate => candidate.Attachment?.DeviceIndex == 0)
                ?? throw new AlbModelException($"[this should never happen] no primary ENI found for instance: {instance.InstanceId}");
            _byInstance[instance.InstanceId] = (await GroupOfAsync(primary, cancellationToken), now + s_lifetime);
        }

        if (unknown.Find(id => !_byInstance.ContainsKey(id)) is { } missing)
        {
            throw new AlbModelException($"instance not found: {missing}");
        }
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
