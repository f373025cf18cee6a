using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.ElbV2;

public sealed class NetworkInterfaceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadBalancer_WhileItExists_HoldsItsSecurityGroup()
    {
        await using var bed = await ElbTestbed.StartAsync();
        var group = (await bed.Ec2.CreateSecurityGroupAsync(
            new CreateSecurityGroupRequest { GroupName = "front", Description = "front", VpcId = bed.VpcId }, Token)).GroupId;
        var balancer = await bed.CreateLoadBalancerAsync();
        await bed.Elb.SetSecurityGroupsAsync(
            new SetSecurityGroupsRequest { LoadBalancerArn = balancer.LoadBalancerArn, SecurityGroups = [group] }, Token);

        var interfaces = await InterfacesAsync(bed);
        var exception = await Assert.ThrowsAsync<AmazonEC2Exception>(() =>
            bed.Ec2.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = group }, Token));
        await bed.Elb.DeleteLoadBalancerAsync(new DeleteLoadBalancerRequest { LoadBalancerArn = balancer.LoadBalancerArn }, Token);
        await bed.Ec2.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = group }, Token);

        Assert.Equal("DependencyViolation", exception.ErrorCode);
        Assert.Equal(2, interfaces.Count);
        Assert.All(interfaces, item => Assert.Equal([group], item.Groups.Select(member => member.GroupId)));
        Assert.All(interfaces, item => Assert.StartsWith("ELB app/front/", item.Description, StringComparison.Ordinal));
        Assert.Empty(await InterfacesAsync(bed));
    }

    [Fact]
    public async Task Create_SubnetAlmostFull_IsRefusedAndLeavesNothing()
    {
        await using var bed = await ElbTestbed.StartAsync();
        // 16 addresses, of which AWS keeps 5; each load balancer takes one.
        var small = (await bed.Ec2.CreateSubnetAsync(
            new CreateSubnetRequest { VpcId = bed.VpcId, CidrBlock = "10.20.8.0/28", AvailabilityZone = bed.Emulator.Region + "c" }, Token)).Subnet.SubnetId;
        List<string> subnets = [bed.Subnets[0], small];
        for (var i = 0; i < 4; i++)
        {
            await CreateAsync(bed, $"fits-{i}", subnets);
        }

        var before = (await InterfacesAsync(bed)).Count;
        await Assert.ThrowsAsync<InvalidSubnetException>(() => CreateAsync(bed, "too-many", subnets));

        Assert.Equal(before, (await InterfacesAsync(bed)).Count);
    }

    private static Task CreateAsync(ElbTestbed bed, string name, List<string> subnets) => bed.Elb.CreateLoadBalancerAsync(
        new CreateLoadBalancerRequest { Name = name, Scheme = Amazon.ElasticLoadBalancingV2.LoadBalancerSchemeEnum.Internal, Subnets = subnets },
        Token);

    private static async Task<IReadOnlyList<NetworkInterface>> InterfacesAsync(ElbTestbed bed) =>
        (await bed.Ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest { Filters = [new Filter("requester-id", ["amazon-elb"])] }, Token))
            .NetworkInterfaces ?? [];
}
