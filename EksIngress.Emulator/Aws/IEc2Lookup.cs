using System.Net;

namespace EksIngress.Emulator.Aws;

/// <summary>What other services may know of EC2's resources; read from its store, no call and no permission involved.</summary>
internal interface IEc2Lookup
{
    /// <summary>Null when there is no such subnet in the region.</summary>
    Ec2SubnetFact? FindSubnet(string region, string subnetId);

    /// <summary>Null when there is no such security group in the region.</summary>
    Ec2SecurityGroupFact? FindSecurityGroup(string region, string groupId);

    /// <summary>The group that a VPC is made with; null when there is no such VPC in the region.</summary>
    Ec2SecurityGroupFact? FindDefaultSecurityGroup(string region, string vpcId);

    /// <summary>Null when there is no such VPC in the region.</summary>
    Ec2VpcFact? FindVpc(string region, string vpcId);

    /// <summary>Null when there is no such instance, or it is not running.</summary>
    Ec2InstanceFact? FindInstance(string region, string instanceId);

    /// <summary>As the API names it, for example <c>running</c>; null when there is no such instance.</summary>
    string? FindInstanceState(string region, string instanceId);

    /// <summary>Whether a load balancer took this address of a VPC.</summary>
    bool IsOfLoadBalancer(string region, string vpcId, IPAddress address);
}
