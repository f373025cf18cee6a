using Amazon.EC2.Model;
using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.IdentityManagement.Model;
using EksIngress.Emulator.Aws.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.Aws.Eks;

/// <summary>What keeps instances from becoming nodes, and how EKS tells.</summary>
public sealed class NodeGroupFailureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    // The network plugin's policy has what the node asks of EC2, too.
    [InlineData("AmazonEKSWorkerNodePolicy AmazonEKS_CNI_Policy")]
    [InlineData("AmazonEC2ContainerRegistryPullOnly")]
    [InlineData("AmazonEKS_CNI_Policy")]
    [InlineData("route")]
    [InlineData("dns")]
    public async Task Create_InstancesThatCannotJoin_FailsAsOnEks(string missing)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var cluster = await bed.CreateClusterAsync();
        var role = await bed.CreateNodeRoleAsync("node");
        await TakeAwayAsync(bed, cluster, missing);

        await CreateAsync(bed, cluster, role);
        var group = await bed.WaitForNodegroupAsync(NodegroupStatus.CREATE_FAILED);

        var issue = Assert.Single(group.Health.Issues);
        Assert.Equal((NodegroupIssueCode.NodeCreationFailure, "Instances failed to join the kubernetes cluster"), (issue.Code, issue.Message));
        Assert.All(issue.ResourceIds, id => Assert.StartsWith("i-", id, StringComparison.Ordinal));
        Assert.Equal(2, issue.ResourceIds.Count);
        Assert.Empty(bed.Kubernetes.Nodes);
        await bed.Eks.DeleteNodegroupAsync(new DeleteNodegroupRequest { ClusterName = "dev", NodegroupName = "main" }, Token);
        await EksTestbed.WaitAsync(async () => (await bed.Eks.ListNodegroupsAsync(new ListNodegroupsRequest { ClusterName = "dev" }, Token)).Nodegroups is { Count: > 0 } ? null : "gone");
    }

    [Fact]
    public async Task Create_NetworkPluginWithARoleOfItsOwn_NeedsNoPolicyOnTheNode()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var cluster = await bed.CreateClusterAsync();
        var role = await bed.CreateNodeRoleAsync("node");
        await TakeAwayAsync(bed, cluster, "AmazonEKS_CNI_Policy");
        await bed.Eks.CreateAddonAsync(new CreateAddonRequest { ClusterName = "dev", AddonName = "vpc-cni", ServiceAccountRoleArn = role.Arn }, Token);

        await CreateAsync(bed, cluster, role);

        Assert.Empty((await bed.WaitForNodegroupAsync(NodegroupStatus.ACTIVE)).Health.Issues ?? []);
    }

    [Theory]
    [InlineData(true, false, "ACTIVE")]
    [InlineData(false, false, "CREATE_FAILED")]
    [InlineData(false, true, "ACTIVE")]
    public async Task Create_ClusterWithoutItsOwnAddons_NeedsTheNetworkPluginAsAnAddon(bool bootstraps, bool hasAddon, string status)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var request = await bed.NewClusterAsync();
        request.BootstrapSelfManagedAddons = bootstraps;
        await bed.Eks.CreateClusterAsync(request, Token);
        var cluster = await bed.WaitForClusterAsync(ClusterStatus.ACTIVE);
        if (hasAddon)
        {
            await bed.Eks.CreateAddonAsync(new CreateAddonRequest { ClusterName = "dev", AddonName = "vpc-cni" }, Token);
        }

        await CreateAsync(bed, cluster, await bed.CreateNodeRoleAsync("node"));

        var group = await bed.WaitForNodegroupAsync(NodegroupStatus.FindValue(status));
        Assert.Equal(status == "ACTIVE" ? [] : [NodegroupIssueCode.NodeCreationFailure], (group.Health.Issues ?? []).Select(issue => issue.Code));
    }

    [Fact]
    public async Task Create_PublicSubnetWithoutPublicAddresses_FailsAtOnce()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var cluster = await bed.CreateClusterAsync();
        var subnet = cluster.ResourcesVpcConfig.SubnetIds[0];
        await bed.Ec2.ModifySubnetAttributeAsync(new ModifySubnetAttributeRequest { SubnetId = subnet, MapPublicIpOnLaunch = false }, Token);

        await CreateAsync(bed, cluster, await bed.CreateNodeRoleAsync("node"));
        var group = await bed.WaitForNodegroupAsync(NodegroupStatus.CREATE_FAILED);

        var issue = Assert.Single(group.Health.Issues);
        Assert.Equal(NodegroupIssueCode.Ec2SubnetInvalidConfiguration, issue.Code);
        Assert.StartsWith($"One or more Amazon EC2 Subnets of [{subnet}] for node group main does not automatically assign public IP addresses", issue.Message, StringComparison.Ordinal);
        Assert.Equal(subnet, Assert.Single(issue.ResourceIds));
    }

    [Fact]
    public async Task Create_MoreNodesThanTheSubnetHasAddresses_FailsForWantOfAddresses()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var cluster = await bed.CreateClusterAsync();
        var small = (await bed.Ec2.CreateSubnetAsync(new CreateSubnetRequest { VpcId = cluster.ResourcesVpcConfig.VpcId, CidrBlock = "10.0.9.0/28", AvailabilityZone = "eu-west-1a" }, Token)).Subnet;
        await bed.Ec2.ModifySubnetAttributeAsync(new ModifySubnetAttributeRequest { SubnetId = small.SubnetId, MapPublicIpOnLaunch = true }, Token);

        await CreateAsync(bed, cluster, await bed.CreateNodeRoleAsync("node"), size: 12, subnets: [small.SubnetId]);
        var group = await bed.WaitForNodegroupAsync(NodegroupStatus.CREATE_FAILED);

        Assert.Equal(NodegroupIssueCode.InsufficientFreeAddresses, Assert.Single(group.Health.Issues).Code);
    }

    [Theory]
    [InlineData("ON_DEMAND", "On-Demand", "InsufficientInstanceCapacity")]
    [InlineData("SPOT", "Spot", "UnfulfillableCapacity")]
    public async Task Create_DeclaredToBeWithoutCapacity_FailsAsItsAutoScalingGroupSays(string capacityType, string word, string code)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var cluster = await bed.CreateClusterAsync();
        var role = await bed.CreateNodeRoleAsync("node");
        var plan = bed.Emulator.Services.GetRequiredService<FaultPlan>();
        // A rule of another kind is for calls alone: nobody calls when Auto Scaling launches.
        plan.Replace(
            [
                new FaultRule { Kind = FaultKind.Drop, Service = "ec2", Operation = "RunInstances" },
                new FaultRule { Kind = FaultKind.Error, Service = "ec2", Operation = "RunInstances", Code = code, Message = "There is not enough capacity.", Times = 1 },
            ],
            0);

        await CreateAsync(bed, cluster, role, capacityType: capacityType);
        var group = await bed.WaitForNodegroupAsync(NodegroupStatus.CREATE_FAILED);

        var issue = Assert.Single(group.Health.Issues);
        Assert.Equal(NodegroupIssueCode.AsgInstanceLaunchFailures, issue.Code);
        Assert.Equal($"Could not launch {word} Instances. {code} - There is not enough capacity. Launching EC2 instance failed.", issue.Message);
        Assert.Equal([group.Resources.AutoScalingGroups[0].Name], issue.ResourceIds);
        Assert.Equal([0, 1], plan.Rules.Select(rule => rule.Happened));
        Assert.Empty(bed.Kubernetes.Nodes);

        // When there is capacity again, a group made anew is as any other.
        await bed.Eks.DeleteNodegroupAsync(new DeleteNodegroupRequest { ClusterName = "dev", NodegroupName = "main" }, Token);
        await EksTestbed.WaitAsync(async () => (await bed.Eks.ListNodegroupsAsync(new ListNodegroupsRequest { ClusterName = "dev" }, Token)).Nodegroups is { Count: > 0 } ? null : "gone");
        await CreateAsync(bed, cluster, role, capacityType: capacityType);
        await bed.WaitForNodegroupAsync(NodegroupStatus.ACTIVE);
    }

    [Fact]
    public async Task Create_MendedBeforeTheDeadline_BecomesActiveAndNotBefore()
    {
        // A tenth of AWS's durations: two minutes to join are 12 s, the deadline of 15 minutes is 90 s.
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bed = await AwsTestbed.StartAsync(Token, time, timeScale: 0.1);
        await bed.Eks.CreateClusterAsync(await bed.NewClusterAsync(), Token);
        var cluster = await AdvanceUntilAsync(time, async () =>
            (await bed.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = "dev" }, Token)).Cluster is { Status.Value: "ACTIVE" } found ? found : null);
        var role = await bed.CreateServiceRoleAsync("node", "ec2.amazonaws.com");
        await CreateAsync(bed, cluster, role);
        await EksTestbed.WaitAsync(async () => (await bed.Ec2.DescribeInstancesAsync(new DescribeInstancesRequest(), Token)).Reservations is { Count: 2 } ? "launched" : null);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(NodegroupStatus.CREATING, (await DescribeAsync(bed)).Status);

        foreach (var policy in new[] { "AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonEKS_CNI_Policy" })
        {
            await bed.Iam.AttachRolePolicyAsync(new AttachRolePolicyRequest { RoleName = "node", PolicyArn = "arn:aws:iam::aws:policy/" + policy }, Token);
        }

        var group = await AdvanceUntilAsync(time, async () => await DescribeAsync(bed) is { Status.Value: not "CREATING" } found ? found : null);
        Assert.Equal(NodegroupStatus.ACTIVE, group.Status);
    }

    [Fact]
    public async Task Scale_RoleThatLostItsPolicy_FailsTheUpdateAndDegradesTheGroup()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var cluster = await bed.CreateClusterAsync();
        await CreateAsync(bed, cluster, await bed.CreateNodeRoleAsync("node"));
        await bed.WaitForNodegroupAsync(NodegroupStatus.ACTIVE);
        await TakeAwayAsync(bed, cluster, "AmazonEC2ContainerRegistryPullOnly");

        var update = (await bed.Eks.UpdateNodegroupConfigAsync(
            new UpdateNodegroupConfigRequest { ClusterName = "dev", NodegroupName = "main", ScalingConfig = new NodegroupScalingConfig { DesiredSize = 3, MaxSize = 3 } }, Token)).Update;
        var group = await bed.WaitForNodegroupAsync(NodegroupStatus.DEGRADED);
        var failed = (await bed.Eks.DescribeUpdateAsync(new DescribeUpdateRequest { Name = "dev", NodegroupName = "main", UpdateId = update.Id }, Token)).Update;

        Assert.Equal(NodegroupIssueCode.NodeCreationFailure, Assert.Single(group.Health.Issues).Code);
        Assert.Equal((UpdateStatus.Failed, ErrorCode.NodeCreationFailure), (failed.Status, Assert.Single(failed.Errors).ErrorCode));
        Assert.Equal(2, bed.Kubernetes.Nodes.Count);
    }

    [Fact]
    public async Task Role_Deleted_IsAnIssueOfGroupAndClusterUntilItIsBack()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var cluster = await bed.CreateClusterAsync();
        var role = await bed.CreateServiceRoleAsync("node", "ec2.amazonaws.com");
        await CreateAsync(bed, cluster, role, size: 0);
        await bed.WaitForNodegroupAsync(NodegroupStatus.ACTIVE);

        await bed.Iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = "node" }, Token);
        await bed.Iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = "cluster" }, Token);
        var (group, sick) = (await DescribeAsync(bed), (await bed.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = "dev" }, Token)).Cluster);
        await bed.CreateServiceRoleAsync("node", "ec2.amazonaws.com");

        Assert.Equal((NodegroupStatus.DEGRADED, NodegroupIssueCode.IamNodeRoleNotFound), (group.Status, Assert.Single(group.Health.Issues).Code));
        Assert.Equal((ClusterStatus.ACTIVE, ClusterIssueCode.IamRoleNotFound), (sick.Status, Assert.Single(sick.Health.Issues).Code));
        Assert.Equal(NodegroupStatus.ACTIVE, (await DescribeAsync(bed)).Status);
    }

    private static async Task TakeAwayAsync(AwsTestbed bed, Cluster cluster, string what)
    {
        if (what == "route")
        {
            var tables = await bed.Ec2.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { Filters = [new Filter("vpc-id", [cluster.ResourcesVpcConfig.VpcId])] }, Token);
            await bed.Ec2.DeleteRouteAsync(new DeleteRouteRequest { RouteTableId = tables.RouteTables[0].RouteTableId, DestinationCidrBlock = "0.0.0.0/0" }, Token);
        }
        else if (what == "dns")
        {
            await bed.Ec2.ModifyVpcAttributeAsync(new ModifyVpcAttributeRequest { VpcId = cluster.ResourcesVpcConfig.VpcId, EnableDnsHostnames = false }, Token);
        }
        else
        {
            foreach (var policy in what.Split(' '))
            {
                await bed.Iam.DetachRolePolicyAsync(new DetachRolePolicyRequest { RoleName = "node", PolicyArn = "arn:aws:iam::aws:policy/" + policy }, Token);
            }
        }
    }

    private static Task CreateAsync(AwsTestbed bed, Cluster cluster, Role role, int size = 2, List<string>? subnets = null, string? capacityType = null) => bed.Eks.CreateNodegroupAsync(
        new CreateNodegroupRequest
        {
            ClusterName = "dev",
            NodegroupName = "main",
            CapacityType = capacityType,
            NodeRole = role.Arn,
            Subnets = subnets ?? cluster.ResourcesVpcConfig.SubnetIds,
            ScalingConfig = new NodegroupScalingConfig { MinSize = 0, DesiredSize = size, MaxSize = Math.Max(1, size) },
        },
        Token);

    private static async Task<Nodegroup> DescribeAsync(AwsTestbed bed) =>
        (await bed.Eks.DescribeNodegroupAsync(new DescribeNodegroupRequest { ClusterName = "dev", NodegroupName = "main" }, Token)).Nodegroup;

    private static Task<T> AdvanceUntilAsync<T>(FakeTimeProvider time, Func<Task<T?>> observe)
        where T : class => EksTestbed.WaitAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return observe();
        });
}
