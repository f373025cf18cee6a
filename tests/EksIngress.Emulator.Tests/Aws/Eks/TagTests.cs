using Amazon.EKS;
using Amazon.EKS.Model;

namespace EksIngress.Emulator.Tests.Aws.Eks;

/// <summary>Tags of everything that EKS has an ARN for.</summary>
public sealed class TagTests : IAsyncLifetime
{
    private AwsTestbed _bed = null!;
    private Cluster _cluster = null!;

    private IAmazonEKS Eks => _bed.Eks;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(Token);
        _cluster = await _bed.CreateClusterAsync();
    }

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Theory]
    [InlineData("cluster")]
    [InlineData("nodegroup")]
    [InlineData("addon")]
    [InlineData("access entry")]
    [InlineData("pod identity association")]
    public async Task Tags_AddedListedAndRemoved(string kind)
    {
        var arn = await MakeAsync(kind);
        var before = await TagsAsync(arn);

        await Eks.TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = new Dictionary<string, string> { ["team"] = "a", ["env"] = "dev", ["x y"] = "" } }, Token);
        await Eks.TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = new Dictionary<string, string> { ["team"] = "b" } }, Token);
        // Two keys in one query string.
        await Eks.UntagResourceAsync(new UntagResourceRequest { ResourceArn = arn, TagKeys = ["env", "x y", "nobody"] }, Token);

        Assert.Equal(new Dictionary<string, string>(before) { ["team"] = "b" }, await TagsAsync(arn));
    }

    [Fact]
    public async Task Tags_OfWhatIsNotThere_AreNotFound()
    {
        var arn = _cluster.Arn + "x";

        Assert.Equal("NotFoundException", await Failures.CodeAsync(() => TagsAsync(arn)));
        Assert.Equal("NotFoundException", await Failures.CodeAsync(() => Eks.TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = new Dictionary<string, string> { ["a"] = "b" } }, Token)));
        Assert.Equal("NotFoundException", await Failures.CodeAsync(() => Eks.UntagResourceAsync(new UntagResourceRequest { ResourceArn = arn, TagKeys = ["a"] }, Token)));
    }

    [Fact]
    public async Task Tags_None_AreRefused()
    {
        Assert.Equal("BadRequestException", await Failures.CodeAsync(() => Eks.TagResourceAsync(new TagResourceRequest { ResourceArn = _cluster.Arn, Tags = [] }, Token)));
        Assert.Equal("BadRequestException", await Failures.CodeAsync(() => Eks.UntagResourceAsync(new UntagResourceRequest { ResourceArn = _cluster.Arn, TagKeys = [] }, Token)));
    }

    private async Task<string> MakeAsync(string kind)
    {
        switch (kind)
        {
            case "nodegroup":
                var node = await _bed.CreateNodeRoleAsync("node");
                return (await Eks.CreateNodegroupAsync(new CreateNodegroupRequest { ClusterName = "dev", NodegroupName = "main", NodeRole = node.Arn, Subnets = _cluster.ResourcesVpcConfig.SubnetIds }, Token)).Nodegroup.NodegroupArn;
            case "addon":
                return (await Eks.CreateAddonAsync(new CreateAddonRequest { ClusterName = "dev", AddonName = "kube-proxy" }, Token)).Addon.AddonArn;
            case "access entry":
                var role = await _bed.CreateServiceRoleAsync("viewer", "ec2.amazonaws.com");
                return (await Eks.CreateAccessEntryAsync(new CreateAccessEntryRequest { ClusterName = "dev", PrincipalArn = role.Arn }, Token)).AccessEntry.AccessEntryArn;
            case "pod identity association":
                var pods = await _bed.CreateServiceRoleAsync("pods", "pods.eks.amazonaws.com");
                return (await Eks.CreatePodIdentityAssociationAsync(new CreatePodIdentityAssociationRequest { ClusterName = "dev", Namespace = "shop", ServiceAccount = "web", RoleArn = pods.Arn }, Token)).Association.AssociationArn;
            default:
                return _cluster.Arn;
        }
    }

    private async Task<Dictionary<string, string>> TagsAsync(string arn) =>
        (await Eks.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = arn }, Token)).Tags ?? [];
}
