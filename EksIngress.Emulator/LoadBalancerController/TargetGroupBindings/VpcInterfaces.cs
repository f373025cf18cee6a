using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Alb.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Aws;
using k8s.Models;
using CidrBlock = EksIngress.Alb.Matching.CidrBlock;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Finds network interfaces of a VPC, for pods whose nodes are no instances of the account: those of Fargate and of SageMaker HyperPod.</summary>
internal sealed class VpcInterfaces(IAmazonEC2 ec2, string vpcId)
{
    // EC2 takes 200 values of filters in a call, and one of them is the VPC.
    private const int Batch = 199;
    private const string PrivateAddress = "addresses.private-ip-address";

    public static EndpointInterface Of(NetworkInterface item) => new(item.NetworkInterfaceId, [.. (item.Groups ?? []).Select(group => group.GroupId)]);

    /// <exception cref="AwsCallException">EC2 refused.</exception>
    public Task<IReadOnlyList<NetworkInterface>> DescribeAsync(List<string> ids, CancellationToken cancellationToken) =>
        DescribeAsync(new DescribeNetworkInterfacesRequest { NetworkInterfaceIds = ids }, cancellationToken);

    /// <summary>Adds what has the address of a pod.</summary>
    /// <exception cref="AwsCallException">EC2 refused.</exception>
    public async Task SearchAsync(List<V1Pod> pods, Dictionary<NamespacedName, EndpointInterface> found, CancellationToken cancellationToken)
    {
        var byAddress = pods.ToLookup(pod => pod.Status?.PodIP ?? "", StringComparer.Ordinal);
        var addresses = byAddress.Select(group => group.Key).Order(StringComparer.Ordinal).ToLookup(address => address.Contains(':', StringComparison.Ordinal));
        foreach (var item in await FindAsync(PrivateAddress, [.. addresses[false]], cancellationToken))
        {
            Add(item, (item.PrivateIpAddresses ?? []).Select(address => address.PrivateIpAddress));
        }

        foreach (var item in await FindAsync("ipv6-addresses.ipv6-address", [.. addresses[true]], cancellationToken))
        {
            Add(item, (item.Ipv6Addresses ?? []).Select(address => address.Ipv6Address));
        }

        void Add(NetworkInterface item, IEnumerable<string> itsAddresses)
        {
            foreach (var pod in itsAddresses.SelectMany(address => byAddress[address]))
            {
                found[new(pod.Metadata.NamespaceProperty, pod.Metadata.Name)] = Of(item);
            }
        }
    }

    /// <summary>Adds what has the address of a pod's node, and a prefix around the pod's.</summary>
    /// <exception cref="AwsCallException">EC2 refused.</exception>
    public async Task SearchPrefixesAsync(
        IReadOnlyList<(V1Pod Pod, string? NodeAddress)> pods, Dictionary<NamespacedName, EndpointInterface> found, CancellationToken cancellationToken)
    {
        var byNode = pods.Where(pair => !string.IsNullOrEmpty(pair.NodeAddress)).ToLookup(pair => pair.NodeAddress!, pair => pair.Pod, StringComparer.Ordinal);
        foreach (var item in await FindAsync(PrivateAddress, [.. byNode.Select(group => group.Key).Order(StringComparer.Ordinal)], cancellationToken))
        {
            var prefixes = (item.Ipv4Prefixes ?? []).Select(prefix => prefix.Ipv4Prefix).Concat((item.Ipv6Prefixes ?? []).Select(prefix => prefix.Ipv6Prefix))
                .Select(CidrBlock.TryParse).OfType<CidrBlock>().ToList();
            foreach (var pod in (item.PrivateIpAddresses ?? []).SelectMany(address => byNode[address.PrivateIpAddress]))
            {
                if (IPAddress.TryParse(pod.Status?.PodIP, out var address) && prefixes.Exists(prefix => prefix.Contains(address)))
                {
                    found[new(pod.Metadata.NamespaceProperty, pod.Metadata.Name)] = Of(item);
                }
            }
        }
    }

    private async Task<IReadOnlyList<NetworkInterface>> FindAsync(string filter, List<string> addresses, CancellationToken cancellationToken)
    {
        var found = new List<NetworkInterface>();
        foreach (var batch in addresses.Chunk(Batch))
        {
            found.AddRange(await DescribeAsync(
                new DescribeNetworkInterfacesRequest { Filters = [new Filter("vpc-id", [vpcId]), new Filter(filter, [.. batch])] }, cancellationToken));
        }

        return [.. found.DistinctBy(item => item.NetworkInterfaceId, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<NetworkInterface>> DescribeAsync(DescribeNetworkInterfacesRequest request, CancellationToken cancellationToken) =>
        (await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeNetworkInterfaces", ec2.DescribeNetworkInterfacesAsync(request, cancellationToken))).NetworkInterfaces ?? [];
}
