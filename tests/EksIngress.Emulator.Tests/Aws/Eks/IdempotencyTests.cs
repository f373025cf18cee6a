using System.Text.Json.Nodes;
using Amazon.EKS;
using Amazon.EKS.Model;

namespace EksIngress.Emulator.Tests.Aws.Eks;

/// <summary>A request sent again with its token changes nothing and gets the same answer; another request gets no other's answer.</summary>
public sealed class IdempotencyTests : IAsyncLifetime
{
    private AwsTestbed _bed = null!;
    private string _role = "";
    private List<string> _subnets = [];

    public static TheoryData<string> Creations => ["cluster", "node group", "add-on", "access entry", "pod identity"];

    public static TheoryData<string> Updates => ["cluster config", "cluster version", "node group config", "node group version", "add-on"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(Token);
        var cluster = await _bed.CreateClusterAsync();
        _subnets = cluster.ResourcesVpcConfig.SubnetIds;
        _role = (await _bed.CreateNodeRoleAsync("node")).Arn;
    }

    public async ValueTask DisposeAsync() => await _bed.DisposeAsync();

    [Theory]
    [MemberData(nameof(Creations))]
    public async Task Creation_SentAgain_IsTheSameOnlyWithItsToken(string kind)
    {
        var first = await CreateAsync(kind, "token-1");
        var again = await CreateAsync(kind, "token-1");

        Assert.Equal(first, again);
        await Assert.ThrowsAsync<ResourceInUseException>(() => CreateAsync(kind, "token-2"));
        await Assert.ThrowsAsync<ResourceInUseException>(() => CreateAsync(kind, null));
        var other = await Assert.ThrowsAsync<InvalidParameterException>(() => CreateAsync(kind, "token-1", "another"));
        Assert.Contains("token-1", other.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Updates))]
    public async Task Update_SentAgain_IsTheSameUpdate(string kind)
    {
        await PrepareAsync();

        var first = await UpdateAsync(kind, "token-1", 0);
        var again = await UpdateAsync(kind, "token-1", 0);
        var other = await Assert.ThrowsAsync<InvalidParameterException>(() => UpdateAsync(kind, "token-1", 1));

        Assert.Equal(first, again);
        Assert.Contains("token-1", other.Message, StringComparison.Ordinal);
    }

    private async Task<string> CreateAsync(string kind, string? token, string tag = "one") => kind switch
    {
        "cluster" => (await _bed.Eks.CreateClusterAsync(
            new CreateClusterRequest { Name = "second", RoleArn = "arn:aws:iam::000000000000:role/cluster", ClientRequestToken = token, Tags = new() { ["tag"] = tag }, ResourcesVpcConfig = new VpcConfigRequest { SubnetIds = _subnets } }, Token)).Cluster.Arn,
        "node group" => (await _bed.Eks.CreateNodegroupAsync(new CreateNodegroupRequest { ClusterName = "dev", NodegroupName = "main", NodeRole = _role, Subnets = _subnets, ClientRequestToken = token, Tags = new() { ["tag"] = tag } }, Token)).Nodegroup.NodegroupArn,
        "add-on" => (await _bed.Eks.CreateAddonAsync(new CreateAddonRequest { ClusterName = "dev", AddonName = "vpc-cni", ClientRequestToken = token, Tags = new() { ["tag"] = tag } }, Token)).Addon.AddonArn,
        "access entry" => (await _bed.Eks.CreateAccessEntryAsync(new CreateAccessEntryRequest { ClusterName = "dev", PrincipalArn = _role, ClientRequestToken = token, Tags = new() { ["tag"] = tag } }, Token)).AccessEntry.AccessEntryArn,
        _ => (await _bed.Eks.CreatePodIdentityAssociationAsync(
            new CreatePodIdentityAssociationRequest { ClusterName = "dev", Namespace = "default", ServiceAccount = "web", RoleArn = _role, ClientRequestToken = token, Tags = new() { ["tag"] = tag } }, Token)).Association.AssociationArn,
    };

    private async Task PrepareAsync()
    {
        await CreateAsync("node group", "a");
        await CreateAsync("add-on", "b");
        await _bed.WaitForNodegroupAsync(NodegroupStatus.ACTIVE);
        await Eventually.UntilAsync(async () => (await _bed.Eks.DescribeAddonAsync(new DescribeAddonRequest { ClusterName = "dev", AddonName = "vpc-cni" }, Token)).Addon.Status == AddonStatus.ACTIVE);
    }

    private async Task<string> UpdateAsync(string kind, string token, int variant) => kind switch
    {
        "cluster config" => (await _bed.Eks.UpdateClusterConfigAsync(
            new UpdateClusterConfigRequest { Name = "dev", ClientRequestToken = token, Logging = new Logging { ClusterLogging = [new LogSetup { Enabled = true, Types = [variant == 0 ? "api" : "audit"] }] } }, Token)).Update.Id,
        "cluster version" => (await _bed.Eks.UpdateClusterVersionAsync(new UpdateClusterVersionRequest { Name = "dev", ClientRequestToken = token, Version = variant == 0 ? "1.35" : "1.36" }, Token)).Update.Id,
        "node group config" => (await _bed.Eks.UpdateNodegroupConfigAsync(
            new UpdateNodegroupConfigRequest { ClusterName = "dev", NodegroupName = "main", ClientRequestToken = token, ScalingConfig = new NodegroupScalingConfig { MinSize = 1, DesiredSize = 1 + variant, MaxSize = 3 } }, Token)).Update.Id,
        "node group version" => (await _bed.Eks.UpdateNodegroupVersionAsync(new UpdateNodegroupVersionRequest { ClusterName = "dev", NodegroupName = "main", ClientRequestToken = token, Force = variant == 1 }, Token)).Update.Id,
        _ => (await _bed.Eks.UpdateAddonAsync(
            new UpdateAddonRequest { ClusterName = "dev", AddonName = "vpc-cni", ClientRequestToken = token, ConfigurationValues = new JsonObject { ["n"] = variant }.ToJsonString() }, Token)).Update.Id,
    };
}
