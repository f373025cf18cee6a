using System.Text;
using Amazon.EC2.Model;
using Amazon.EKS;
using Amazon.EKS.Model;
using EksIngress.Emulator.Tests.Aws.Paging;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.Aws.Eks;

public sealed class ClusterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cluster_CreatedThenDeleted_LeavesNothingBehind()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);

        var answer = (await bed.Eks.CreateClusterAsync(await bed.NewClusterAsync(), Token)).Cluster;
        var cluster = await bed.WaitForClusterAsync(ClusterStatus.ACTIVE);

        Assert.Equal(ClusterStatus.CREATING, answer.Status);
        Assert.Null(answer.Endpoint);
        Assert.Equal("https://127.0.0.1:6443", cluster.Endpoint);
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", Encoding.ASCII.GetString(Convert.FromBase64String(cluster.CertificateAuthority.Data)), StringComparison.Ordinal);
        Assert.Matches("^https://oidc.eks.eu-west-1.amazonaws.com/id/[0-9A-F]{32}$", cluster.Identity.Oidc.Issuer);
        var groups = await bed.Ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { GroupIds = [cluster.ResourcesVpcConfig.ClusterSecurityGroupId] }, Token);
        Assert.Contains(Assert.Single(groups.SecurityGroups).Tags, tag => tag is { Key: "kubernetes.io/cluster/dev", Value: "owned" });
        var interfaces = await bed.Ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest { Filters = [new("description", ["Amazon EKS dev"])] }, Token);
        Assert.Equal(2, interfaces.NetworkInterfaces.Count);

        Assert.Equal(ClusterStatus.DELETING, (await bed.Eks.DeleteClusterAsync(new DeleteClusterRequest { Name = "dev" }, Token)).Cluster.Status);
        await EksTestbed.WaitAsync(async () => (await bed.Eks.ListClustersAsync(new ListClustersRequest(), Token)).Clusters is { Count: > 0 } ? null : "gone");

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => bed.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = "dev" }, Token));
        Assert.DoesNotContain((await bed.Ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest(), Token)).SecurityGroups, group => group.GroupName.StartsWith("eks-", StringComparison.Ordinal));
        Assert.Empty((await bed.Ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest(), Token)).NetworkInterfaces ?? []);
    }

    /// <summary>No SDK here and no CLI of Debian knows the parameter.</summary>
    [Theory]
    [InlineData("/clusters/dev/updates")]
    [InlineData("/clusters/dev/updates/00000000-0000-0000-0000-000000000000")]
    public async Task Updates_OfACapability_AreOfOneThatIsNotFound(string path)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateClusterAsync();
        using var calls = new RawCalls(bed.Emulator);

        var refused = await Assert.ThrowsAsync<RawCallException>(() => calls.RestAsync("eks", path, null, [new("capabilityName", "argocd")]));

        Assert.StartsWith("404 ResourceNotFoundException", refused.Message, StringComparison.Ordinal);
        Assert.Contains("No capability found for name: argocd.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateCluster_TimeScale_FollowsTheClock()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bed = await AwsTestbed.StartAsync(Token, time, timeScale: 0.1);
        await bed.Eks.CreateClusterAsync(await bed.NewClusterAsync(), Token);
        await EksTestbed.WaitAsync(async () => (await bed.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = "dev" }, Token)).Cluster.ResourcesVpcConfig.ClusterSecurityGroupId);

        time.Advance(TimeSpan.FromSeconds(53));
        Assert.Equal(ClusterStatus.CREATING, (await bed.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = "dev" }, Token)).Cluster.Status);

        await EksTestbed.WaitAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return (await bed.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = "dev" }, Token)).Cluster.Status == ClusterStatus.ACTIVE ? "active" : null;
        });
    }

    [Fact]
    public async Task CreateCluster_KubernetesDoesNotStart_IsFailedWithTheReason()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        bed.Kubernetes.FailStart = "no address left";
        await bed.Eks.CreateClusterAsync(await bed.NewClusterAsync(), Token);

        var cluster = await bed.WaitForClusterAsync(ClusterStatus.FAILED);

        Assert.Equal("no address left", Assert.Single(cluster.Health.Issues).Message);
    }

    [Theory]
    [InlineData("name", "InvalidParameterException")]
    [InlineData("version", "InvalidParameterException")]
    [InlineData("one zone", "InvalidParameterException")]
    [InlineData("no such subnet", "InvalidParameterException")]
    [InlineData("no such role", "InvalidParameterException")]
    [InlineData("role of another service", "InvalidParameterException")]
    [InlineData("unreachable", "InvalidParameterException")]
    [InlineData("ipv6", "NotEmulated")]
    public async Task CreateCluster_WrongInput_IsRefusedAsEksDoes(string fault, string code)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var request = await bed.NewClusterAsync();
        switch (fault)
        {
            case "name":
                request.Name = "-dev";
                break;
            case "version":
                request.Version = "1.2";
                break;
            case "one zone":
                request.ResourcesVpcConfig.SubnetIds.RemoveAt(1);
                break;
            case "no such subnet":
                request.ResourcesVpcConfig.SubnetIds.Add("subnet-0");
                break;
            case "no such role":
                request.RoleArn += "0";
                break;
            case "role of another service":
                request.RoleArn = (await bed.CreateNodeRoleAsync("node")).Arn;
                break;
            case "unreachable":
                (request.ResourcesVpcConfig.EndpointPublicAccess, request.ResourcesVpcConfig.EndpointPrivateAccess) = (false, false);
                break;
            default:
                request.KubernetesNetworkConfig = new KubernetesNetworkConfigRequest { IpFamily = IpFamily.Ipv6 };
                break;
        }

        var exception = await Assert.ThrowsAnyAsync<AmazonEKSException>(() => bed.Eks.CreateClusterAsync(request, Token));

        Assert.Equal(code, exception.ErrorCode);
        Assert.Empty((await bed.Eks.ListClustersAsync(new ListClustersRequest(), Token)).Clusters ?? []);
    }

    [Fact]
    public async Task CreateCluster_SentAgain_IsTheSameByItsTokenAndRefusedWithout()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var request = await bed.NewClusterAsync();
        request.ClientRequestToken = "once";
        var first = (await bed.Eks.CreateClusterAsync(request, Token)).Cluster;

        Assert.Equal(first.Arn, (await bed.Eks.CreateClusterAsync(request, Token)).Cluster.Arn);
        request.ClientRequestToken = "twice";
        var exception = await Assert.ThrowsAsync<ResourceInUseException>(() => bed.Eks.CreateClusterAsync(request, Token));
        Assert.Equal("Cluster already exists with name: dev", exception.Message);
    }

    [Fact]
    public async Task CreateCluster_WithoutPassRole_IsDenied()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var request = await bed.NewClusterAsync();
        await bed.CreateRoleAsync("maker", """{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}""", """{"Effect":"Allow","Action":"eks:*","Resource":"*"}""");
        var session = await bed.Sts.AssumeRoleAsync(new Amazon.SecurityToken.Model.AssumeRoleRequest { RoleArn = "arn:aws:iam::000000000000:role/maker", RoleSessionName = "s1" }, Token);

        var exception = await Assert.ThrowsAnyAsync<AmazonEKSException>(() => bed.EksAs(session.Credentials).CreateClusterAsync(request, Token));

        Assert.Equal("AccessDeniedException", exception.ErrorCode);
        Assert.Contains("is not authorized to perform: iam:PassRole on resource: arn:aws:iam::000000000000:role/cluster", exception.Message, StringComparison.Ordinal);
    }
}
