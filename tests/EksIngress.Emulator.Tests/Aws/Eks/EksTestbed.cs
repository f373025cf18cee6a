using Amazon.EKS;
using Amazon.EKS.Model;

namespace EksIngress.Emulator.Tests.Aws.Eks;

/// <summary>Shorthands for clusters and node groups.</summary>
internal static class EksTestbed
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes network and role, asks for the cluster <c>dev</c>, and waits until it is active.</summary>
    public static async Task<Cluster> CreateClusterAsync(this AwsTestbed bed)
    {
        await bed.Eks.CreateClusterAsync(await bed.NewClusterAsync(), Token);
        return await bed.WaitForClusterAsync(ClusterStatus.ACTIVE);
    }

    public static async Task<CreateClusterRequest> NewClusterAsync(this AwsTestbed bed)
    {
        var (_, subnets) = await bed.CreateNetworkAsync("eu-west-1a", "eu-west-1b");
        var role = await bed.CreateServiceRoleAsync("cluster", "eks.amazonaws.com");
        return new CreateClusterRequest
        {
            Name = "dev",
            Version = "1.34",
            RoleArn = role.Arn,
            ResourcesVpcConfig = new VpcConfigRequest { SubnetIds = subnets },
            AccessConfig = new CreateAccessConfigRequest { AuthenticationMode = AuthenticationMode.API },
            Tags = new Dictionary<string, string> { ["a"] = "b" },
        };
    }

    /// <summary>Waits for what the background brings, at most ten seconds.</summary>
    public static async Task<T> WaitAsync<T>(Func<Task<T?>> observe)
        where T : class
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (true)
        {
            if (await observe() is { } found)
            {
                return found;
            }

            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }

    public static Task<Cluster> WaitForClusterAsync(this AwsTestbed bed, ClusterStatus status) => WaitAsync(async () =>
    {
        var cluster = (await bed.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = "dev" }, Token)).Cluster;
        return cluster.Status == status ? cluster : null;
    });

    public static Task<Nodegroup> WaitForNodegroupAsync(this AwsTestbed bed, NodegroupStatus status) => WaitAsync(async () =>
    {
        var group = (await bed.Eks.DescribeNodegroupAsync(new DescribeNodegroupRequest { ClusterName = "dev", NodegroupName = "main" }, Token)).Nodegroup;
        return group.Status == status ? group : null;
    });
}
