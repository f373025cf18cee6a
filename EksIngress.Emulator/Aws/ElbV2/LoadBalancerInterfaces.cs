using EksIngress.Emulator.Aws.Ec2;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.LoadBalancer;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>
/// The network interfaces of load balancers, one per subnet. They take an address each, and hold subnets and security groups:
/// neither can be deleted while a load balancer uses it.
/// </summary>
internal sealed class LoadBalancerInterfaces(
    Ec2Network network,
    ServiceLinkedRoles roles,
    TimeProvider time,
    IOptions<EmulatorOptions> options,
    ILogger<LoadBalancerInterfaces> logger)
{
    /// <summary>Requester of the interfaces of load balancers.</summary>
    public const string Requester = "amazon-elb";

    private const int MinFreeAddresses = 8;

    // Interfaces outlive their load balancer for about a minute.
    private static readonly TimeSpan RemovalTime = TimeSpan.FromSeconds(60);

    /// <summary>Makes the interfaces that a load balancer needs for its subnets and security groups, and the role by which the service makes them.</summary>
    /// <returns>The load balancer with the ids of its interfaces.</returns>
    /// <exception cref="AwsException"><c>InvalidSubnet</c>: fewer than eight free addresses.</exception>
    public LoadBalancer Place(string region, LoadBalancer balancer) => Place(region, balancer, new Dictionary<string, string>());

    private LoadBalancer Place(string region, LoadBalancer balancer, Dictionary<string, string> knownBySubnet)
    {
        var (ids, made) = (new List<string>(), new List<string>());
        try
        {
            foreach (var subnet in balancer.Subnets)
            {
                if (knownBySubnet.TryGetValue(subnet.SubnetId, out var known))
                {
                    ids.Add(known);
                    continue;
                }

                if (network.AvailableAddresses(region, subnet.SubnetId) < MinFreeAddresses)
                {
                    throw new AwsException("InvalidSubnet", $"Not enough IP space available in {subnet.SubnetId}. ELB requires at least {MinFreeAddresses} free IP addresses in each subnet.");
                }

                var address = balancer.FindAddress(subnet.SubnetId);
                made.Add(network.CreateNetworkInterface(region, new NetworkInterfaceRequest
                {
                    SubnetId = subnet.SubnetId,
                    Description = $"ELB {ElbArns.Dimension(balancer.Arn)}",
                    GroupIds = balancer.SecurityGroups,
                    RequesterId = Requester,
                    PrivateIp = address?.PrivateIp is { } text && Ipv4Cidr.TryParse($"{text}/32", out var parsed) ? parsed.First : null,
                    WithPublicIp = balancer.Scheme == "internet-facing" && address?.AllocationId is null,
                    AllocationId = address?.AllocationId,
                }).Id);
                ids.Add(made[^1]);
            }
        }
        catch (AwsException)
        {
            Remove(region, made);
            throw;
        }

        roles.CreateIfMissing(ServiceLinkedRoles.LoadBalancing);
        return balancer with { InterfaceIds = ids };
    }

    /// <summary>
    /// Makes new interfaces for changed subnets or security groups, and takes the old ones away. A network load balancer keeps those of the subnets
    /// that stay, and their addresses with them.
    /// </summary>
    public LoadBalancer Replace(string region, LoadBalancer before, LoadBalancer after)
    {
        if (before.Subnets.SequenceEqual(after.Subnets)
            && before.Addresses.SequenceEqual(after.Addresses)
            && before.SecurityGroups.SequenceEqual(after.SecurityGroups, StringComparer.Ordinal))
        {
            return after;
        }

        var kept = after.Type != ElbTypes.Network ? [] : before.Subnets.Zip(before.InterfaceIds)
            .Where(pair => after.Subnets.Contains(pair.First) && before.FindAddress(pair.First.SubnetId) == after.FindAddress(pair.First.SubnetId))
            .ToDictionary(pair => pair.First.SubnetId, pair => pair.Second, StringComparer.Ordinal);
        var placed = Place(region, after, kept);
        foreach (var id in kept.Values)
        {
            network.SetSecurityGroups(region, id, after.SecurityGroups);
        }

        Remove(region, before.InterfaceIds.Except(kept.Values, StringComparer.Ordinal));
        return placed;
    }

    /// <summary>Takes the interfaces of a deleted load balancer away, after the time this takes.</summary>
    public void Release(string region, LoadBalancer balancer) => Release(region, balancer.InterfaceIds);

    /// <summary>Takes away what an earlier run had left for later: interfaces whose load balancer was deleted.</summary>
    /// <param name="used">Ids of those that load balancers have.</param>
    public void ReleaseUnused(IReadOnlySet<string> used)
    {
        foreach (var region in network.Regions)
        {
            List<string> unused = [.. network.All<NetworkInterface>(region).Where(found => found.RequesterId == Requester && !used.Contains(found.Id)).Select(found => found.Id)];
            if (unused.Count > 0)
            {
                Release(region, unused);
            }
        }
    }

    private void Release(string region, IReadOnlyList<string> ids)
    {
        var delay = RemovalTime * options.Value.TimeScale;
        if (delay <= TimeSpan.Zero)
        {
            Remove(region, ids);
            return;
        }

        Detached.Forget(
            async () =>
            {
                await Task.Delay(delay, time);
                Remove(region, ids);
            },
            logger);
    }

    private void Remove(string region, IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            network.DeleteNetworkInterface(region, id);
        }
    }
}
