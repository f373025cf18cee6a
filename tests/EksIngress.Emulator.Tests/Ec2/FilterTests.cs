using Amazon.EC2.Model;
using EksIngress.Emulator.Aws.Ec2;

namespace EksIngress.Emulator.Tests.Ec2;

public sealed class FilterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("tag:kubernetes.io/role/elb", "1", 1)]
    [InlineData("tag:kubernetes.io/role/elb", "", 0)]
    [InlineData("tag-key", "kubernetes.io/cluster/*", 2)]
    [InlineData("tag-key", "kubernetes.io/cluster", 0)]
    [InlineData("tag:Name", "*", 2)]
    [InlineData("cidr-block", "10.0.?.0/24", 2)]
    [InlineData("availability-zone", "eu-west-1a", 1)]
    [InlineData("availability-zone", "EU-WEST-1A", 0)]
    [InlineData("available-ip-address-count", "251", 2)]
    [InlineData("map-public-ip-on-launch", "false", 2)]
    [InlineData("state", "available", 2)]
    public async Task DescribeSubnets_Filter_LetsThroughWhatMatches(string name, string value, int count)
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var vpcId = await account.CreateVpcAsync();
        var first = await account.CreateSubnetAsync(vpcId);
        var second = await account.CreateSubnetAsync(vpcId, "10.0.1.0/24");
        await account.Client.CreateTagsAsync(new CreateTagsRequest { Resources = [first, second], Tags = [new Tag("kubernetes.io/cluster/demo", "shared"), new Tag("Name", "s")] }, Token);
        await account.Client.CreateTagsAsync(new CreateTagsRequest { Resources = [first], Tags = [new Tag("kubernetes.io/role/elb", "1")] }, Token);

        var subnets = await account.Client.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [new Filter(name, [value]), new Filter("vpc-id", [vpcId, "vpc-other"])] }, Token);

        Assert.Equal(count, subnets.Subnets?.Count ?? 0);
    }

    [Fact]
    public async Task Describe_UnknownFilter_FailsAndNamesIt()
    {
        await using var account = await Ec2Account.StartAsync(Token);

        var error = await Ec2Assert.FailsAsync("InvalidParameterValue", () => account.Client.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [new Filter("colour", ["red"])] }, Token));

        Assert.Equal("The filter 'colour' is invalid", error.Message);
    }

    [Fact]
    public async Task DescribeSecurityGroupRules_Pages_TogetherAreAll()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var group = await account.CreateSecurityGroupAsync(await account.CreateVpcAsync());
        await account.Client.AuthorizeSecurityGroupIngressAsync(
            new AuthorizeSecurityGroupIngressRequest
            {
                GroupId = group,
                IpPermissions = [new IpPermission { IpProtocol = "tcp", FromPort = 1, ToPort = 1, Ipv4Ranges = [.. Enumerable.Range(0, 11).Select(i => new IpRange { CidrIp = $"10.0.{i}.0/24" })] }],
            },
            Token);

        var request = new DescribeSecurityGroupRulesRequest { MaxResults = 5, Filters = [new Filter("group-id", [group])] };
        var ids = new List<string>();
        var sizes = new List<int>();
        do
        {
            var page = await account.Client.DescribeSecurityGroupRulesAsync(request, Token);
            ids.AddRange(page.SecurityGroupRules.Select(rule => rule.SecurityGroupRuleId));
            sizes.Add(page.SecurityGroupRules.Count);
            request.NextToken = page.NextToken;
        }
        while (request.NextToken is not null);

        Assert.Equal([5, 5, 2], sizes);
        Assert.Equal(12, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("?", "", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a*c*e", "abcde", true)]
    [InlineData("a*c*e", "abcd", false)]
    [InlineData("*ab", "aab", true)]
    [InlineData(@"\*", "*", true)]
    [InlineData(@"\*", "a", false)]
    [InlineData(@"a\?", "a?", true)]
    [InlineData(@"a\?", "ab", false)]
    [InlineData(@"a\\b", @"a\b", true)]
    [InlineData(@"*\?", "what?", true)]
    [InlineData("abc", "ABC", false)]
    public void Matches_Pattern_AsDocumented(string pattern, string text, bool expected) =>
        Assert.Equal(expected, Ec2FilterPattern.Matches(pattern, text));
}
