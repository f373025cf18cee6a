using System.Net;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.Aws.Faults;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>
/// What other emulated services do in a VPC on their own account, as AWS's services do: no call, and no permission asked.
/// Errors are EC2's, for the service to word as its own.
/// </summary>
internal sealed class Ec2Network(Ec2Regions regions, FaultPlan faults) : IEc2Lookup
{
    /// <summary>Regions that were ever named.</summary>
    public IReadOnlyList<string> Regions => regions.Names;

    public Ec2SubnetFact? FindSubnet(string region, string subnetId) =>
        Find<Subnet>(region, subnetId) is { } subnet ? new Ec2SubnetFact(subnet.Id, subnet.VpcId, subnet.Zone.Name, subnet.OutpostArn) : null;

    public Ec2SecurityGroupFact? FindSecurityGroup(string region, string groupId) =>
        Find<SecurityGroup>(region, groupId) is { } group ? new Ec2SecurityGroupFact(group.Id, group.VpcId) : null;

    public Ec2SecurityGroupFact? FindDefaultSecurityGroup(string region, string vpcId) =>
        regions.Observe(region).State is var state && state.Find<Vpc>(vpcId) is { } vpc
            ? new Ec2SecurityGroupFact(SecurityGroups.DefaultOf(state, vpc.Id).Id, vpc.Id)
            : null;

    public Ec2VpcFact? FindVpc(string region, string vpcId)
    {
        var state = regions.Observe(region).State;
        return state.Find<Vpc>(vpcId) is { } vpc
            ? new Ec2VpcFact(vpc.Id, [IPNetwork.Parse(vpc.CidrBlock.ToString())], InternetGateways.FindOf(state, vpc.Id) is not null)
            : null;
    }

    public Ec2InstanceFact? FindInstance(string region, string instanceId) =>
        Find<Instance>(region, instanceId) is { State: InstanceState.Running } instance
            ? new Ec2InstanceFact(instance.Id, instance.VpcId, instance.Zone.Name, IPAddress.Parse(Ipv4Cidr.Format(instance.PrivateIp)))
            : null;

    public string? FindInstanceState(string region, string instanceId) => Find<Instance>(region, instanceId) is { } instance ? Instances.Wire(instance.State) : null;

    public bool IsOfLoadBalancer(string region, string vpcId, IPAddress address) =>
        regions.Observe(region).State.All<NetworkInterface>().Any(found =>
            found.RequesterId == LoadBalancerInterfaces.Requester && found.VpcId == vpcId && Ipv4Cidr.Format(found.PrivateIp) == address.ToString());

    /// <summary>A resource as it is now, of any kind; null when there is none.</summary>
    public T? Find<T>(string region, string id)
        where T : Ec2Resource => regions.Observe(region).State.Find<T>(id);

    /// <summary>Everything in a region as it is now.</summary>
    public Ec2State Observe(string region) => regions.Observe(region).State;

    /// <summary>All resources of a kind in the region, in the order of their ids.</summary>
    public IReadOnlyList<T> All<T>(string region)
        where T : Ec2Resource => [.. regions.Observe(region).State.All<T>()];

    /// <summary>Addresses that are left in a subnet.</summary>
    /// <exception cref="AwsException"><c>InvalidSubnetID.NotFound</c>.</exception>
    public long AvailableAddresses(string region, string subnetId)
    {
        var scope = regions.Observe(region);
        return Subnets.AvailableAddresses(scope.State, scope.Get<Subnet>(Ec2ResourceType.Subnet, subnetId));
    }

    /// <summary>Makes a group whose members reach each other and everything outside, as EKS does for a cluster.</summary>
    /// <exception cref="AwsException">The VPC is not there, or has a group of that name.</exception>
    public SecurityGroup CreateClusterSecurityGroup(string region, SecurityGroupRequest request) => regions.Change(region, transaction =>
    {
        var group = SecurityGroups.Create(transaction, request);
        SecurityGroupRules.AllowFromItself(transaction, group);
        return group;
    });

    /// <summary>Deletes a group; one that is gone is deleted.</summary>
    /// <exception cref="AwsException"><c>DependencyViolation</c>: something still uses it.</exception>
    public void DeleteSecurityGroup(string region, string groupId) => Apply(region, transaction =>
    {
        if (transaction.State.Find<SecurityGroup>(groupId) is { } group)
        {
            SecurityGroups.RemoveUnused(transaction, group);
        }
    });

    /// <exception cref="AwsException">The subnet or a group is not there, or the subnet is full.</exception>
    public NetworkInterface CreateNetworkInterface(string region, NetworkInterfaceRequest request) => regions.Change(region, transaction =>
    {
        var made = NetworkInterfaces.Create(transaction, transaction.Get<Subnet>(Ec2ResourceType.Subnet, request.SubnetId), request);
        if (request.AllocationId is { } allocationId)
        {
            ElasticIps.Associate(transaction, transaction.Get<ElasticIp>(Ec2ResourceType.ElasticIp, allocationId), made);
        }

        return made;
    });

    /// <summary>Gives an interface other security groups.</summary>
    /// <exception cref="AwsException">The interface is not there.</exception>
    public void SetSecurityGroups(string region, string networkInterfaceId, IReadOnlyList<string> groupIds) => Apply(region, transaction =>
        transaction.Put(transaction.Get<NetworkInterface>(Ec2ResourceType.NetworkInterface, networkInterfaceId) with { GroupIds = [.. groupIds] }));

    /// <summary>Whether an address of a subnet is free.</summary>
    /// <exception cref="AwsException"><c>InvalidParameterValue</c>: none of the subnet's; <c>InvalidIPAddress.InUse</c>.</exception>
    public void CheckAddress(string region, string subnetId, string address)
    {
        var scope = regions.Observe(region);
        _ = Subnets.ReadAddress(scope.State, scope.Get<Subnet>(Ec2ResourceType.Subnet, subnetId), address);
    }

    /// <summary>Deletes an interface; one that is gone is deleted.</summary>
    public void DeleteNetworkInterface(string region, string networkInterfaceId) => Apply(region, transaction =>
    {
        if (transaction.State.Find<NetworkInterface>(networkInterfaceId) is { } networkInterface)
        {
            NetworkInterfaces.Remove(transaction, networkInterface);
        }
    });

    /// <summary>Runs one instance; it is <c>pending</c>, and <c>running</c> some time later.</summary>
    /// <exception cref="AwsException">The subnet or a group is not there, or the subnet is full.</exception>
    public Instance RunInstance(string region, InstanceRequest request) => faults.TakeError("ec2", "RunInstances") is { } fault
        ? throw fault
        : regions.Change(region, transaction => Instances.Run(transaction, request));

    /// <summary>Asks for the end of an instance; one that is gone is ended.</summary>
    public void TerminateInstance(string region, string instanceId) => Apply(region, transaction =>
    {
        if (transaction.State.Find<Instance>(instanceId) is { } instance)
        {
            Instances.Terminate(transaction, instance);
        }
    });

    private void Apply(string region, Action<Ec2Transaction> change) => regions.Change(region, transaction =>
    {
        change(transaction);
        return true;
    });
}
