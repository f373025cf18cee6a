using Amazon.EKS;
using Amazon.EKS.Model;
using EksIngress.Emulator.Tests.Aws;
using EksIngress.Emulator.Tests.Aws.Eks;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.State;

/// <summary>What takes its time goes on across runs, and is done when it would have been.</summary>
public sealed class LifecycleRestartTests : IDisposable
{
    // A tenth of AWS's pace: requests are signed by the machine's clock, which must not be left behind by five minutes.
    private const double TimeScale = 0.1;

    private readonly string _directory = Directory.CreateTempSubdirectory("eksingress-lifecycle-").FullName;
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly FakeKubernetes _kubernetes = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restart_ClusterBeingCreated_IsActiveWhenItWouldHaveBeen()
    {
        await using (var bed = await StartAsync())
        {
            await bed.Eks.CreateClusterAsync(await bed.NewClusterAsync(), Token);
            _time.Advance(TimeSpan.FromSeconds(30));
        }

        await using var restarted = await StartAsync();
        Assert.Equal(ClusterStatus.CREATING, (await DescribeAsync(restarted)).Status);
        _time.Advance(TimeSpan.FromSeconds(23.9));
        Assert.Equal(ClusterStatus.CREATING, (await DescribeAsync(restarted)).Status);

        _time.Advance(TimeSpan.FromSeconds(0.1));
        var cluster = await restarted.WaitForClusterAsync(ClusterStatus.ACTIVE);

        // The parts of its network were made once.
        Assert.Single((await restarted.Ec2.DescribeSecurityGroupsAsync(new Amazon.EC2.Model.DescribeSecurityGroupsRequest(), Token)).SecurityGroups, group => group.GroupName.StartsWith("eks-cluster-sg", StringComparison.Ordinal));
        Assert.Equal(2, (await restarted.Ec2.DescribeNetworkInterfacesAsync(new Amazon.EC2.Model.DescribeNetworkInterfacesRequest(), Token)).NetworkInterfaces.Count);
        Assert.NotNull(cluster.Endpoint);
    }

    [Fact]
    public async Task Restart_NodeGroupBeingCreated_HasTheNodesThatWereLaunched()
    {
        await using (var bed = await StartAsync())
        {
            await CreateClusterAsync(bed);
            await CreateNodegroupAsync(bed);
            _time.Advance(TimeSpan.FromSeconds(6));
            await InstancesAsync(bed, 2);
        }

        await using var restarted = await StartAsync();
        _time.Advance(TimeSpan.FromSeconds(6));
        await restarted.WaitForNodegroupAsync(NodegroupStatus.ACTIVE);

        await InstancesAsync(restarted, 2);
        Assert.Equal(2, _kubernetes.Nodes.Count);
    }

    [Fact]
    public async Task Restart_UpdatesUnderWay_EndAsAsked()
    {
        await using (var bed = await StartAsync())
        {
            await CreateClusterAsync(bed);
            await bed.Eks.CreateAddonAsync(new CreateAddonRequest { ClusterName = "dev", AddonName = "vpc-cni" }, Token);
            await bed.Eks.UpdateClusterConfigAsync(new UpdateClusterConfigRequest { Name = "dev", ResourcesVpcConfig = new VpcConfigRequest { EndpointPrivateAccess = true, PublicAccessCidrs = ["192.0.2.0/24"] } }, Token);
        }

        await using var restarted = await StartAsync();
        Assert.Equal(ClusterStatus.UPDATING, (await DescribeAsync(restarted)).Status);
        _time.Advance(TimeSpan.FromSeconds(12.1));
        var cluster = await restarted.WaitForClusterAsync(ClusterStatus.ACTIVE);

        Assert.Equal((true, "192.0.2.0/24"), (cluster.ResourcesVpcConfig.EndpointPrivateAccess, cluster.ResourcesVpcConfig.PublicAccessCidrs.Single()));
        var addon = (await restarted.Eks.DescribeAddonAsync(new DescribeAddonRequest { ClusterName = "dev", AddonName = "vpc-cni" }, Token)).Addon;
        Assert.Equal(AddonStatus.ACTIVE, addon.Status);
    }

    [Fact]
    public async Task Restart_ClusterBeingDeleted_GoesWhenItWouldHaveGone()
    {
        await using (var bed = await StartAsync())
        {
            await CreateClusterAsync(bed);
            await bed.Eks.DeleteClusterAsync(new DeleteClusterRequest { Name = "dev" }, Token);
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        await using var restarted = await StartAsync();
        Assert.Equal(ClusterStatus.DELETING, (await DescribeAsync(restarted)).Status);
        _time.Advance(TimeSpan.FromSeconds(10.6));

        await EksTestbed.WaitAsync(async () => (await restarted.Eks.ListClustersAsync(new ListClustersRequest(), Token)).Clusters is { Count: > 0 } ? null : "gone");
        Assert.Empty((await restarted.Ec2.DescribeNetworkInterfacesAsync(new Amazon.EC2.Model.DescribeNetworkInterfacesRequest(), Token)).NetworkInterfaces ?? []);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private Task<AwsTestbed> StartAsync() => AwsTestbed.StartAsync(_directory, _kubernetes, _time, TimeScale, Token);

    private async Task CreateClusterAsync(AwsTestbed bed)
    {
        await bed.Eks.CreateClusterAsync(await bed.NewClusterAsync(), Token);
        // The work that waits for the clock may not have asked for it yet.
        await EksTestbed.WaitAsync(async () =>
        {
            _time.Advance(TimeSpan.FromSeconds(54));
            return (await DescribeAsync(bed)).Status == ClusterStatus.ACTIVE ? "active" : null;
        });
    }

    private static async Task CreateNodegroupAsync(AwsTestbed bed)
    {
        var role = await bed.CreateNodeRoleAsync("node");
        await bed.Eks.CreateNodegroupAsync(
            new CreateNodegroupRequest
            {
                ClusterName = "dev",
                NodegroupName = "main",
                NodeRole = role.Arn,
                Subnets = (await DescribeAsync(bed)).ResourcesVpcConfig.SubnetIds,
                ScalingConfig = new NodegroupScalingConfig { MinSize = 1, DesiredSize = 2, MaxSize = 4 },
            },
            Token);
    }

    private static async Task<Cluster> DescribeAsync(AwsTestbed bed) => (await bed.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = "dev" }, Token)).Cluster;

    private static Task<string> InstancesAsync(AwsTestbed bed, int count) => EksTestbed.WaitAsync(async () =>
        (await bed.Ec2.DescribeInstancesAsync(new Amazon.EC2.Model.DescribeInstancesRequest(), Token)).Reservations?.SelectMany(reservation => reservation.Instances).Count() == count ? "there" : null);
}
