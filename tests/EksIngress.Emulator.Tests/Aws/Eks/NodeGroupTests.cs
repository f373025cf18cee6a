using Amazon.EC2.Model;
using Amazon.EKS;
using Amazon.EKS.Model;

namespace EksIngress.Emulator.Tests.Aws.Eks;

public sealed class NodeGroupTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NodeGroup_CreatedScaledDeleted_HasAnInstanceAndANodeForEach()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var cluster = await bed.CreateClusterAsync();
        var role = await bed.CreateNodeRoleAsync("node");
        var request = new CreateNodegroupRequest
        {
            ClusterName = "dev",
            NodegroupName = "main",
            NodeRole = role.Arn,
            Subnets = cluster.ResourcesVpcConfig.SubnetIds,
            ScalingConfig = new NodegroupScalingConfig { MinSize = 1, DesiredSize = 3, MaxSize = 4 },
        };

        Assert.Equal(NodegroupStatus.CREATING, (await bed.Eks.CreateNodegroupAsync(request, Token)).Nodegroup.Status);
        await bed.WaitForNodegroupAsync(NodegroupStatus.ACTIVE);

        Assert.Equal(3, bed.Kubernetes.Nodes.Count);
        Assert.Equal(["eu-west-1a", "eu-west-1b"], bed.Kubernetes.Nodes.Values.Select(node => node.Zone).Distinct().Order(StringComparer.Ordinal));
        Assert.All(bed.Kubernetes.Nodes.Values, node => Assert.Equal("main", node.Labels["eks.amazonaws.com/nodegroup"]));
        Assert.Equal(3, await RunningAsync(bed));
        await Assert.ThrowsAsync<ResourceInUseException>(() => bed.Eks.DeleteClusterAsync(new DeleteClusterRequest { Name = "dev" }, Token));
        Assert.Contains(role.Arn, (await bed.Eks.ListAccessEntriesAsync(new ListAccessEntriesRequest { ClusterName = "dev" }, Token)).AccessEntries);

        await bed.Eks.UpdateNodegroupConfigAsync(new UpdateNodegroupConfigRequest { ClusterName = "dev", NodegroupName = "main", ScalingConfig = new NodegroupScalingConfig { DesiredSize = 1 } }, Token);
        await bed.WaitForNodegroupAsync(NodegroupStatus.ACTIVE);
        Assert.Single(bed.Kubernetes.Nodes);

        await bed.Eks.DeleteNodegroupAsync(new DeleteNodegroupRequest { ClusterName = "dev", NodegroupName = "main" }, Token);
        await EksTestbed.WaitAsync(async () => (await bed.Eks.ListNodegroupsAsync(new ListNodegroupsRequest { ClusterName = "dev" }, Token)).Nodegroups is { Count: > 0 } ? null : "gone");
        Assert.Empty(bed.Kubernetes.Nodes);
        Assert.Equal(0, await RunningAsync(bed));
    }

    [Theory]
    [InlineData("role")]
    [InlineData("subnet")]
    [InlineData("sizes")]
    public async Task CreateNodegroup_WrongInput_IsRefused(string fault)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var cluster = await bed.CreateClusterAsync();
        var role = await bed.CreateServiceRoleAsync("node", fault == "role" ? "eks.amazonaws.com" : "ec2.amazonaws.com");

        await Assert.ThrowsAsync<InvalidParameterException>(() => bed.Eks.CreateNodegroupAsync(
            new CreateNodegroupRequest
            {
                ClusterName = "dev",
                NodegroupName = "main",
                NodeRole = role.Arn,
                Subnets = fault == "subnet" ? ["subnet-0"] : cluster.ResourcesVpcConfig.SubnetIds,
                ScalingConfig = new NodegroupScalingConfig { MinSize = 1, DesiredSize = fault == "sizes" ? 9 : 1, MaxSize = 4 },
            },
            Token));
    }

    [Fact]
    public async Task CreateNodegroup_WithoutPassRole_IsDenied()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var request = await NewNodegroupAsync(bed);
        await bed.CreateRoleAsync("maker", """{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}""", """{"Effect":"Allow","Action":"eks:*","Resource":"*"}""");
        var session = await bed.Sts.AssumeRoleAsync(new Amazon.SecurityToken.Model.AssumeRoleRequest { RoleArn = "arn:aws:iam::000000000000:role/maker", RoleSessionName = "s1" }, Token);

        var exception = await Assert.ThrowsAnyAsync<AmazonEKSException>(() => bed.EksAs(session.Credentials).CreateNodegroupAsync(request, Token));

        Assert.Equal("AccessDeniedException", exception.ErrorCode);
        Assert.Contains("is not authorized to perform: iam:PassRole on resource: arn:aws:iam::000000000000:role/node", exception.Message, StringComparison.Ordinal);
        Assert.Empty((await bed.Eks.ListNodegroupsAsync(new ListNodegroupsRequest { ClusterName = "dev" }, Token)).Nodegroups ?? []);
    }

    [Fact]
    public async Task UpdateConfig_Sent_IsKeptAndAnswered()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var request = await NewNodegroupAsync(bed);
        Assert.Equal("1/", Text((await bed.Eks.CreateNodegroupAsync(request, Token)).Nodegroup.UpdateConfig));
        await bed.WaitForNodegroupAsync(NodegroupStatus.ACTIVE);

        request.NodegroupName = "share";
        request.UpdateConfig = new NodegroupUpdateConfig { MaxUnavailablePercentage = 25 };
        Assert.Equal("/25", Text((await bed.Eks.CreateNodegroupAsync(request, Token)).Nodegroup.UpdateConfig));

        var change = new UpdateNodegroupConfigRequest { ClusterName = "dev", NodegroupName = "main", UpdateConfig = new NodegroupUpdateConfig { MaxUnavailable = 2 } };
        var update = (await bed.Eks.UpdateNodegroupConfigAsync(change, Token)).Update;
        Assert.Equal("2", Assert.Single(update.Params, parameter => parameter.Type.Value == "MaxUnavailable").Value);
        Assert.Equal("2/", Text((await bed.WaitForNodegroupAsync(NodegroupStatus.ACTIVE)).UpdateConfig));

        change.UpdateConfig = null;
        change.ScalingConfig = new NodegroupScalingConfig { MaxSize = 3 };
        await bed.Eks.UpdateNodegroupConfigAsync(change, Token);
        Assert.Equal("2/", Text((await bed.WaitForNodegroupAsync(NodegroupStatus.ACTIVE)).UpdateConfig));

        static string Text(NodegroupUpdateConfig config) => $"{config.MaxUnavailable}/{config.MaxUnavailablePercentage}";
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(1, 1)]
    [InlineData(0, null)]
    [InlineData(101, null)]
    [InlineData(null, 0)]
    [InlineData(null, 101)]
    public async Task UpdateConfig_NotOneNumberFrom1To100_IsRefused(int? nodes, int? percent)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var request = await NewNodegroupAsync(bed);
        await bed.Eks.CreateNodegroupAsync(request, Token);
        await bed.WaitForNodegroupAsync(NodegroupStatus.ACTIVE);
        var config = new NodegroupUpdateConfig { MaxUnavailable = nodes, MaxUnavailablePercentage = percent };
        request.NodegroupName = "other";
        request.UpdateConfig = config;

        await Assert.ThrowsAsync<InvalidParameterException>(() => bed.Eks.CreateNodegroupAsync(request, Token));
        await Assert.ThrowsAsync<InvalidParameterException>(() => bed.Eks.UpdateNodegroupConfigAsync(
            new UpdateNodegroupConfigRequest { ClusterName = "dev", NodegroupName = "main", UpdateConfig = config }, Token));
    }

    private static async Task<CreateNodegroupRequest> NewNodegroupAsync(AwsTestbed bed)
    {
        var cluster = await bed.CreateClusterAsync();
        var role = await bed.CreateNodeRoleAsync("node");
        return new CreateNodegroupRequest { ClusterName = "dev", NodegroupName = "main", NodeRole = role.Arn, Subnets = cluster.ResourcesVpcConfig.SubnetIds };
    }

    private static async Task<int> RunningAsync(AwsTestbed bed)
    {
        var request = new DescribeInstancesRequest { Filters = [new("instance-state-name", ["running"]), new("tag:eks:nodegroup-name", ["main"])] };
        return (await bed.Ec2.DescribeInstancesAsync(request, Token)).Reservations?.Sum(reservation => reservation.Instances.Count) ?? 0;
    }
}
