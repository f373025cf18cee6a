using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using k8s.Models;
using CidrBlock = EksIngress.Alb.Matching.CidrBlock;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>
/// Finds the network interfaces of pods by their addresses: the branch interface that the VPC CNI has written on the pod, an interface of the
/// node's instance with the address or a prefix around it, or for nodes that are no instances of the account one of the VPC.
/// </summary>
/// <remarks>Emulated pods have loopback addresses, which are on no interface. They count as on the primary one of their node.</remarks>
internal sealed class PodInterfaces(IAmazonEC2 ec2, ClusterInformers informers, NodeInterfaces nodes, ControllerConfiguration configuration, TimeProvider time)
{
    /// <summary>What a node that is outside of AWS says it runs on.</summary>
    public const string Hybrid = "hybrid";

    private const string Fargate = "fargate";
    private const string HyperPod = "hyperpod";

    private readonly VpcInterfaces _vpc = new(ec2, configuration.VpcId);
    private readonly ExpiringCache<EndpointInterface> _known = new(time);

    /// <summary>For how long the interface of a pod or node is taken for unchanged.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);

    /// <returns>By pod; <see cref="EndpointInterface.Outside"/> for pods of hybrid nodes.</returns>
    /// <exception cref="AlbModelException">A pod has no node, or no interface that can be told; or EC2 refused.</exception>
    public async Task<IReadOnlyDictionary<NamespacedName, EndpointInterface>> ResolveAsync(IReadOnlyList<V1Pod> pods, CancellationToken cancellationToken)
    {
        var found = new Dictionary<NamespacedName, EndpointInterface>();
        foreach (var pod in pods)
        {
            if (_known.TryGet(CacheKeyOf(pod), out var known))
            {
                found[KeyOf(pod)] = known;
            }
        }

        var unknown = pods.Where(pod => !found.ContainsKey(KeyOf(pod))).ToList();
        if (unknown.Count > 0)
        {
            await SearchAsync(unknown, found, cancellationToken);
            foreach (var pod in unknown)
            {
                if (found.TryGetValue(KeyOf(pod), out var item))
                {
                    _known.Set(CacheKeyOf(pod), item, Lifetime);
                }
            }
        }

        var lost = unknown.FindAll(pod => !found.ContainsKey(KeyOf(pod)));
        return lost.Count == 0
            ? found
            : throw new AlbModelException($"cannot resolve pod ENI for pods: [{string.Join(' ', lost.Select(KeyOf))}]");
    }

    private async Task SearchAsync(List<V1Pod> pods, Dictionary<NamespacedName, EndpointInterface> found, CancellationToken cancellationToken)
    {
        var byType = pods.Select(pod => (Pod: pod, Type: TypeOf(NodeOf(pod)))).ToList().ToLookup(pair => pair.Type, pair => pair.Pod, StringComparer.Ordinal);
        if (byType[""].Any())
        {
            var rest = await SearchAnnotatedAsync([.. byType[""]], found, cancellationToken);
            await SearchNodesAsync(rest, found, cancellationToken);
        }

        if (byType[Fargate].Any())
        {
            await _vpc.SearchAsync([.. byType[Fargate]], found, cancellationToken);
        }

        if (byType[HyperPod].ToList() is { Count: > 0 } hyperPods)
        {
            await _vpc.SearchAsync(hyperPods, found, cancellationToken);
            await _vpc.SearchPrefixesAsync(
                [.. hyperPods.Where(pod => !found.ContainsKey(KeyOf(pod))).Select(pod => (pod, InternalAddressOf(pod)))], found, cancellationToken);
        }

        foreach (var pod in byType[Hybrid])
        {
            found[KeyOf(pod)] = EndpointInterface.Outside;
        }
    }

    // With security groups for pods, each has a branch interface of its own.
    private async Task<List<V1Pod>> SearchAnnotatedAsync(List<V1Pod> pods, Dictionary<NamespacedName, EndpointInterface> found, CancellationToken cancellationToken)
    {
        var byInterface = pods.Select(pod => (Pod: pod, Id: BranchInterfaces.FindId(pod))).Where(pair => pair.Id is not null)
            .ToLookup(pair => pair.Id!, pair => pair.Pod, StringComparer.Ordinal);
        if (byInterface.Count == 0)
        {
            return pods;
        }

        foreach (var item in await _vpc.DescribeAsync([.. byInterface.Select(group => group.Key).Order(StringComparer.Ordinal)], cancellationToken))
        {
            foreach (var pod in byInterface[item.NetworkInterfaceId])
            {
                found[KeyOf(pod)] = VpcInterfaces.Of(item);
            }
        }

        return pods.FindAll(pod => !found.ContainsKey(KeyOf(pod)));
    }

    private async Task SearchNodesAsync(List<V1Pod> pods, Dictionary<NamespacedName, EndpointInterface> found, CancellationToken cancellationToken)
    {
        var instances = await nodes.FindInstancesAsync(
            [.. pods.Select(pod => pod.Spec.NodeName).Distinct(StringComparer.Ordinal).Select(GetNode).Select(ClusterView.Read<Node>)], cancellationToken);
        foreach (var pod in pods)
        {
            if (!instances.TryGetValue(pod.Spec.NodeName, out var instance))
            {
                continue;
            }

            if ((instance.NetworkInterfaces ?? []).FirstOrDefault(item => Carries(item, pod.Status?.PodIP)) is { } carrier)
            {
                found[KeyOf(pod)] = NodeInterfaces.Of(carrier);
            }
            else if (IPAddress.TryParse(pod.Status?.PodIP, out var address) && IPAddress.IsLoopback(address))
            {
                found[KeyOf(pod)] = NodeInterfaces.PrimaryOf(instance);
            }
        }
    }

    private static bool Carries(InstanceNetworkInterface item, string? podIP) =>
        (item.PrivateIpAddresses ?? []).Exists(address => address.PrivateIpAddress == podIP)
        || (IPAddress.TryParse(podIP, out var parsed)
            && (item.Ipv4Prefixes ?? []).Select(prefix => prefix.Ipv4Prefix).Concat((item.Ipv6Prefixes ?? []).Select(prefix => prefix.Ipv6Prefix))
                .Any(prefix => CidrBlock.TryParse(prefix)?.Contains(parsed) == true));

    private static string TypeOf(V1Node node)
    {
        var compute = node.Metadata.Labels?.TryGetValue("eks.amazonaws.com/compute-type", out var value) == true ? value : "";
        return compute == Fargate ? Fargate
            : node.Metadata.Labels?.TryGetValue("sagemaker.amazonaws.com/compute-type", out var other) == true && other == HyperPod ? HyperPod
            : compute == Hybrid ? Hybrid
            : "";
    }

    private string? InternalAddressOf(V1Pod pod) => NodeOf(pod).Status?.Addresses?.FirstOrDefault(address => address.Type == "InternalIP")?.Address;

    private V1Node NodeOf(V1Pod pod) => GetNode(pod.Spec.NodeName);

    private V1Node GetNode(string? name) => informers.Nodes.Find(new("", name ?? "")) ?? throw new AlbModelException(NotFound.Node(name ?? "", configuration));

    private static NamespacedName KeyOf(V1Pod pod) => new(pod.Metadata.NamespaceProperty, pod.Metadata.Name);

    // Another pod of the same name is somewhere else.
    private static string CacheKeyOf(V1Pod pod) => $"{KeyOf(pod)}/{pod.Metadata.Uid}";
}
