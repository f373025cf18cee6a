using Amazon.EC2;
using Amazon.EC2.Model;

namespace EksIngress.Emulator.Tests.Ec2;

public sealed class TagTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TagSpecifications_OnCreate_AreOnTheResource()
    {
        await using var account = await Ec2Account.StartAsync(Token);

        var vpc = (await account.Client.CreateVpcAsync(
            new CreateVpcRequest { CidrBlock = "10.0.0.0/16", TagSpecifications = [new TagSpecification { ResourceType = ResourceType.Vpc, Tags = [new Tag("Name", "a"), new Tag("empty", "")] }] }, Token)).Vpc;
        var tags = await account.Client.DescribeTagsAsync(new DescribeTagsRequest { Filters = [new Filter("resource-id", [vpc.VpcId])] }, Token);

        Assert.Equal([("Name", "a"), ("empty", "")], vpc.Tags.Select(tag => (tag.Key, tag.Value)));
        Assert.Equal([("Name", ResourceType.Vpc), ("empty", ResourceType.Vpc)], tags.Tags.Select(tag => (tag.Key, tag.ResourceType)));
    }

    [Fact]
    public async Task DeleteTags_ByKeyOrKeyAndValue_LeavesTheRest()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var vpcId = await account.CreateVpcAsync();
        await account.Client.CreateTagsAsync(new CreateTagsRequest { Resources = [vpcId], Tags = [new Tag("a", "1"), new Tag("b", "2"), new Tag("c", "3")] }, Token);

        await account.Client.DeleteTagsAsync(new DeleteTagsRequest { Resources = [vpcId], Tags = [new Tag { Key = "a" }, new Tag("b", "other"), new Tag("c", "3")] }, Token);

        var vpc = Assert.Single((await account.Client.DescribeVpcsAsync(new DescribeVpcsRequest(), Token)).Vpcs);
        Assert.Equal("b", Assert.Single(vpc.Tags).Key);
    }

    [Fact]
    public async Task CreateTags_NotAllowed_FailsWithItsCode()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var vpcId = await account.CreateVpcAsync();
        Task Create(params IEnumerable<Tag> tags) => account.Client.CreateTagsAsync(new CreateTagsRequest { Resources = [vpcId], Tags = [.. tags] }, Token);

        await Ec2Assert.FailsAsync("InvalidParameterValue", () => Create(new Tag("aws:x", "1")));
        await Ec2Assert.FailsAsync("InvalidParameterValue", () => Create(new Tag(new string('k', 129), "1")));
        await Ec2Assert.FailsAsync("InvalidParameterValue", () => Create(new Tag("k", new string('v', 257))));
        await Ec2Assert.FailsAsync("InvalidParameterValue", () => Create(new Tag("k", "1"), new Tag("k", "2")));
        await Ec2Assert.FailsAsync("TagLimitExceeded", () => Create(Enumerable.Range(0, 51).Select(i => new Tag($"k{i}", ""))));
    }

    [Fact]
    public async Task CreateVpc_TagsForAnotherKind_FailsAndMakesNothing()
    {
        await using var account = await Ec2Account.StartAsync(Token);

        await Ec2Assert.FailsAsync("InvalidParameterValue", () => account.Client.CreateVpcAsync(
            new CreateVpcRequest { CidrBlock = "10.0.0.0/16", TagSpecifications = [new TagSpecification { ResourceType = ResourceType.Subnet, Tags = [new Tag("Name", "a")] }] }, Token));

        Assert.Empty(account.Network.All<Emulator.Aws.Ec2.Vpc>(account.Region));
    }
}
