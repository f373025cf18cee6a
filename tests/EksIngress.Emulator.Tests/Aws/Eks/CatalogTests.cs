using Amazon.EKS;
using Amazon.EKS.Model;

namespace EksIngress.Emulator.Tests.Aws.Eks;

/// <summary>What EKS offers whatever clusters there are.</summary>
public sealed class CatalogTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClusterVersions_Default_IsTheOneThatClustersGet()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var request = await bed.NewClusterAsync();
        request.Version = null;

        var standard = await bed.Eks.DescribeClusterVersionsAsync(new DescribeClusterVersionsRequest { DefaultOnly = true }, Token);
        var all = await bed.Eks.DescribeClusterVersionsAsync(new DescribeClusterVersionsRequest { IncludeAll = true }, Token);
        var cluster = (await bed.Eks.CreateClusterAsync(request, Token)).Cluster;

        var version = Assert.Single(standard.ClusterVersions);
        Assert.Equal(cluster.Version, version.ClusterVersion);
        Assert.True(version.DefaultVersion);
        Assert.True(all.ClusterVersions.Count >= 6);
    }

    [Fact]
    public async Task AddonConfiguration_OfAVersionThatThereIs_IsASchema()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var version = (await bed.Eks.DescribeAddonVersionsAsync(new DescribeAddonVersionsRequest { AddonName = "vpc-cni" }, Token)).Addons[0].AddonVersions[0].AddonVersion;
        Task<DescribeAddonConfigurationResponse> Describe(string name, string addonVersion) =>
            bed.Eks.DescribeAddonConfigurationAsync(new DescribeAddonConfigurationRequest { AddonName = name, AddonVersion = addonVersion }, Token);

        var configuration = await Describe("vpc-cni", version);

        Assert.Equal(("vpc-cni", version), (configuration.AddonName, configuration.AddonVersion));
        Assert.Equal("object", (string?)System.Text.Json.Nodes.JsonNode.Parse(configuration.ConfigurationSchema)!["type"]);
        Assert.Equal("ResourceNotFoundException", await Failures.CodeAsync(() => Describe("nonsense", version)));
        Assert.Equal("ResourceNotFoundException", await Failures.CodeAsync(() => Describe("vpc-cni", "v0.0.0")));
    }

    [Fact]
    public async Task Fargate_AnyProfile_IsRefusedByNameWithTheWayOut()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateClusterAsync();

        var refused = await Assert.ThrowsAsync<AmazonEKSException>(() => bed.Eks.CreateFargateProfileAsync(
            new CreateFargateProfileRequest { ClusterName = "dev", FargateProfileName = "p", PodExecutionRoleArn = "arn:aws:iam::000000000000:role/x" }, Token));

        Assert.Equal("NotEmulated", refused.ErrorCode);
        Assert.Contains("CreateNodegroup", refused.Message, StringComparison.Ordinal);
        Assert.Empty((await bed.Eks.ListFargateProfilesAsync(new ListFargateProfilesRequest { ClusterName = "dev" }, Token)).FargateProfileNames ?? []);
    }
}
