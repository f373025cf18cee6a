using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Emulator.Aws.Ec2;

namespace EksIngress.Emulator.Tests.Ec2;

/// <summary>What node groups and clusters do in a VPC, and what the account sees of it.</summary>
public sealed class InstanceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunInstance_InASubnet_IsDescribedWithNameAddressAndInterface()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var (subnetId, groupId) = await ClusterNetworkAsync(account);

        var instance = account.Network.RunInstance(account.Region, Node(subnetId, groupId));

        var reservation = Assert.Single((await account.Client.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [instance.Id] }, Token)).Reservations);
        var described = Assert.Single(reservation.Instances);
        var networkInterface = Assert.Single((await account.Client.DescribeNetworkInterfacesAsync(
            new DescribeNetworkInterfacesRequest { Filters = [new Filter("attachment.instance-id", [instance.Id])] }, Token)).NetworkInterfaces);
        Assert.Equal(InstanceStateName.Running, described.State.Name);
        Assert.Equal(("10.0.0.4", "ip-10-0-0-4.eu-west-1.compute.internal"), (described.PrivateIpAddress, described.PrivateDnsName));
        Assert.Equal(groupId, Assert.Single(described.SecurityGroups).GroupId);
        Assert.Equal("demo", Assert.Single(described.Tags, tag => tag.Key == "eks:cluster-name").Value);
        Assert.Equal(networkInterface.NetworkInterfaceId, Assert.Single(described.NetworkInterfaces).NetworkInterfaceId);
        Assert.Equal("eu-west-1a", described.Placement.AvailabilityZone);
        Assert.Equal(instance.Id, account.Network.FindInstance(account.Region, instance.Id)?.InstanceId);
    }

    [Fact]
    public async Task TerminateInstance_AwsPace_GivesItsAddressBackWhenItIsDone()
    {
        await using var account = await Ec2Account.StartAsync(Token, timeScale: 1);
        var (subnetId, groupId) = await ClusterNetworkAsync(account);
        var instance = account.Network.RunInstance(account.Region, Node(subnetId, groupId));

        Assert.Equal(InstanceStateName.Pending, (await GetAsync(account, instance.Id)).State.Name);
        account.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(InstanceStateName.Running, (await GetAsync(account, instance.Id)).State.Name);
        Assert.Equal(250, account.Network.AvailableAddresses(account.Region, subnetId));

        account.Network.TerminateInstance(account.Region, instance.Id);
        Assert.Equal(InstanceStateName.ShuttingDown, (await GetAsync(account, instance.Id)).State.Name);
        await Ec2Assert.FailsAsync("DependencyViolation", () => account.Client.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = groupId }, Token));
        account.Time.Advance(TimeSpan.FromSeconds(45));
        var terminated = await GetAsync(account, instance.Id);
        Assert.Equal(InstanceStateName.Terminated, terminated.State.Name);
        Assert.Null(terminated.PrivateIpAddress);
        Assert.Equal(251, account.Network.AvailableAddresses(account.Region, subnetId));
        await account.Client.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = groupId }, Token);
    }

    [Fact]
    public async Task RunInstance_SubnetMapsPublicIps_HasPublicNameOnceHostnamesAreOn()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var (subnetId, groupId) = await ClusterNetworkAsync(account);
        var vpcId = account.Network.FindSubnet(account.Region, subnetId)!.VpcId;
        await account.Client.ModifySubnetAttributeAsync(new ModifySubnetAttributeRequest { SubnetId = subnetId, MapPublicIpOnLaunch = true }, Token);
        await account.Client.ModifyVpcAttributeAsync(new ModifyVpcAttributeRequest { VpcId = vpcId, EnableDnsHostnames = true }, Token);

        var instance = account.Network.RunInstance(account.Region, Node(subnetId, groupId));

        var described = await GetAsync(account, instance.Id);
        Assert.Equal("203.0.113.1", described.PublicIpAddress);
        Assert.Equal("ec2-203-0-113-1.eu-west-1.compute.amazonaws.com", described.PublicDnsName);
    }

    [Fact]
    public async Task CreateNetworkInterface_OfAService_HoldsTheSubnetUntilItIsDeleted()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var (subnetId, groupId) = await ClusterNetworkAsync(account);

        var created = account.Network.CreateNetworkInterface(account.Region, new NetworkInterfaceRequest { SubnetId = subnetId, GroupIds = [groupId], Description = "Amazon EKS demo", RequesterId = "amazon-eks" });

        var described = Assert.Single((await account.Client.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest { NetworkInterfaceIds = [created.Id] }, Token)).NetworkInterfaces);
        Assert.Equal(("Amazon EKS demo", true, NetworkInterfaceStatus.InUse), (described.Description, described.RequesterManaged, described.Status));
        await Ec2Assert.FailsAsync("DependencyViolation", () => account.Client.DeleteSubnetAsync(new DeleteSubnetRequest { SubnetId = subnetId }, Token));
        account.Network.DeleteNetworkInterface(account.Region, created.Id);
        account.Network.DeleteNetworkInterface(account.Region, created.Id);
        await account.Client.DeleteSubnetAsync(new DeleteSubnetRequest { SubnetId = subnetId }, Token);
    }

    [Fact]
    public async Task DeleteNetworkInterface_LeftBehind_IsDeletedAndOneInUseIsNot()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var (subnetId, _) = await ClusterNetworkAsync(account);
        var inUse = account.Network.CreateNetworkInterface(account.Region, new NetworkInterfaceRequest { SubnetId = subnetId, Description = "Amazon EKS demo" });
        var leftBehind = account.Network.CreateNetworkInterface(account.Region, new NetworkInterfaceRequest { SubnetId = subnetId, Description = "aws-K8S-i-1", AttachedTo = NetworkInterfaceOwner.Nobody });

        await Ec2Assert.FailsAsync("InvalidParameterValue", () => account.Client.DeleteNetworkInterfaceAsync(new DeleteNetworkInterfaceRequest { NetworkInterfaceId = inUse.Id }, Token));
        await account.Client.DeleteNetworkInterfaceAsync(new DeleteNetworkInterfaceRequest { NetworkInterfaceId = leftBehind.Id }, Token);

        var left = await account.Client.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest { Filters = [new Filter("subnet-id", [subnetId])] }, Token);
        Assert.Equal(inUse.Id, Assert.Single(left.NetworkInterfaces).NetworkInterfaceId);
    }

    [Fact]
    public async Task CreateNetworkInterface_SubnetIsFull_FailsWithItsCode()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var subnetId = await account.CreateSubnetAsync(await account.CreateVpcAsync(), "10.0.0.0/28");
        var request = new NetworkInterfaceRequest { SubnetId = subnetId, Description = "" };
        for (var i = 0; i < 11; i++)
        {
            account.Network.CreateNetworkInterface(account.Region, request);
        }

        var error = Assert.Throws<Emulator.Aws.AwsException>(() => account.Network.CreateNetworkInterface(account.Region, request));
        Assert.Equal("InsufficientFreeAddressesInSubnet", error.Code);
        Assert.Equal(0, account.Network.AvailableAddresses(account.Region, subnetId));
    }

    [Fact]
    public async Task Lookup_OfAVpc_TellsBlocksGatewayAndDefaultGroup()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var vpcId = await account.CreateVpcAsync();
        Assert.False(account.Network.FindVpc(account.Region, vpcId)!.HasInternetGateway);

        await account.CreateAttachedInternetGatewayAsync(vpcId);

        var vpc = account.Network.FindVpc(account.Region, vpcId)!;
        Assert.True(vpc.HasInternetGateway);
        Assert.Equal("10.0.0.0/16", Assert.Single(vpc.CidrBlocks).ToString());
        Assert.Equal(vpcId, account.Network.FindDefaultSecurityGroup(account.Region, vpcId)?.VpcId);
        Assert.Null(account.Network.FindVpc("us-east-1", vpcId));
        Assert.Null(account.Network.FindDefaultSecurityGroup(account.Region, "vpc-00000000000000000"));
    }

    private static async Task<(string SubnetId, string GroupId)> ClusterNetworkAsync(Ec2Account account)
    {
        var vpcId = await account.CreateVpcAsync();
        var subnetId = await account.CreateSubnetAsync(vpcId);
        var group = account.Network.CreateClusterSecurityGroup(account.Region, new SecurityGroupRequest
        {
            VpcId = vpcId,
            Name = "eks-cluster-sg-demo-1234567890",
            Description = "EKS created security group",
            Tags = new Dictionary<string, string> { ["kubernetes.io/cluster/demo"] = "owned", ["aws:eks:cluster-name"] = "demo" },
        });
        return (subnetId, group.Id);
    }

    private static InstanceRequest Node(string subnetId, string groupId) => new()
    {
        SubnetId = subnetId,
        InstanceType = "t3.medium",
        ImageId = "ami-0123456789abcdef0",
        GroupIds = [groupId],
        Tags = new Dictionary<string, string> { ["eks:cluster-name"] = "demo" },
    };

    private static async Task<Amazon.EC2.Model.Instance> GetAsync(Ec2Account account, string id) =>
        Assert.Single(Assert.Single((await account.Client.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [id] }, Token)).Reservations).Instances);
}
