using Amazon.EC2.Model;

namespace EksIngress.Emulator.Tests.Ec2;

/// <summary>Rules of security groups that are changed where they are: their ids stay.</summary>
public sealed class RuleChangeTests : IAsyncLifetime
{
    private Ec2Account _account = null!;
    private string _vpc = "";
    private string _group = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _account = await Ec2Account.StartAsync(Token);
        _vpc = await _account.CreateVpcAsync();
        _group = await _account.CreateSecurityGroupAsync(_vpc);
    }

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    [Fact]
    public async Task Modify_PortsPeerAndDescription_AreTheNewOnes()
    {
        var rule = await AddAsync("10.0.0.0/8", 80);

        await ModifyAsync(_group, (rule, new SecurityGroupRuleRequest { IpProtocol = "tcp", FromPort = 443, ToPort = 443, CidrIpv4 = "192.168.0.1/16", Description = "office" }));

        var described = await DescribeAsync(rule);
        Assert.Equal(("tcp", 443, 443, "192.168.0.0/16", "office"), (described.IpProtocol, described.FromPort, described.ToPort, described.CidrIpv4, described.Description));
        Assert.False(described.IsEgress);
        var permission = Assert.Single((await _account.GetSecurityGroupAsync(_group)).IpPermissions);
        Assert.Equal((443, "192.168.0.0/16"), (permission.FromPort, permission.Ipv4Ranges[0].CidrIp));
    }

    /// <summary>All at once: what one rule leaves, another may take.</summary>
    [Fact]
    public async Task Modify_TwoRulesThatChangePlaces_IsOneChange()
    {
        var (first, second) = (await AddAsync("10.0.0.0/8", 80), await AddAsync("10.0.0.0/8", 443));

        await ModifyAsync(_group, (first, Tcp(443, "10.0.0.0/8")), (second, Tcp(80, "10.0.0.0/8")));

        Assert.Equal((443, 80), ((await DescribeAsync(first)).FromPort, (await DescribeAsync(second)).FromPort));
    }

    [Fact]
    public async Task Modify_WhatMayNotBe_ChangesNothing()
    {
        var (first, second) = (await AddAsync("10.0.0.0/8", 80), await AddAsync("10.0.0.0/8", 443));
        var other = await _account.CreateSecurityGroupAsync(_vpc, "other");

        await Ec2Assert.FailsAsync("InvalidPermission.Duplicate", () => ModifyAsync(_group, (first, Tcp(443, "10.0.0.0/8"))));
        await Ec2Assert.FailsAsync("InvalidParameterValue", () => ModifyAsync(_group, (first, new SecurityGroupRuleRequest { IpProtocol = "tcp", FromPort = 80, ToPort = 80, CidrIpv6 = "2001:db8::/32" })));
        await Ec2Assert.FailsAsync("InvalidParameterCombination", () => ModifyAsync(_group, (first, new SecurityGroupRuleRequest { IpProtocol = "tcp", FromPort = 80, ToPort = 80, CidrIpv4 = "10.0.0.0/8", ReferencedGroupId = other })));
        await Ec2Assert.FailsAsync("MissingParameter", () => ModifyAsync(_group, (first, new SecurityGroupRuleRequest { IpProtocol = "tcp", FromPort = 80, ToPort = 80 })));
        await Ec2Assert.FailsAsync("InvalidSecurityGroupRuleId.NotFound", () => ModifyAsync(other, (first, Tcp(8080, "10.0.0.0/8"))));
        await Ec2Assert.FailsAsync("InvalidSecurityGroupRuleId.NotFound", () => ModifyAsync(_group, (second, Tcp(8080, "10.0.0.0/8")), ("sgr-00000000000000000", Tcp(8081, "10.0.0.0/8"))));
        await Ec2Assert.FailsAsync("InvalidGroup.NotFound", () => ModifyAsync("sg-00000000000000000", (first, Tcp(8080, "10.0.0.0/8"))));
        Assert.Equal((80, 443), ((await DescribeAsync(first)).FromPort, (await DescribeAsync(second)).FromPort));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Description_UpdatedByPermissionAndById_IsTheLast(bool isEgress)
    {
        var rule = isEgress
            ? (await _account.Client.AuthorizeSecurityGroupEgressAsync(new AuthorizeSecurityGroupEgressRequest { GroupId = _group, IpPermissions = [Permission("10.0.0.0/8", 80, "before")] }, Token)).SecurityGroupRules[0].SecurityGroupRuleId
            : await AddAsync("10.0.0.0/8", 80, "before");

        await UpdateAsync(isEgress, [Permission("10.0.0.0/8", 80, "by permission")], []);
        var byPermission = (await DescribeAsync(rule)).Description;
        await UpdateAsync(isEgress, [], [new SecurityGroupRuleDescription { SecurityGroupRuleId = rule, Description = "by id" }]);
        var byId = (await DescribeAsync(rule)).Description;
        await UpdateAsync(isEgress, [Permission("10.0.0.0/8", 80)], []);

        Assert.Equal(("by permission", "by id", null), (byPermission, byId, (await DescribeAsync(rule)).Description));
    }

    [Fact]
    public async Task Description_OfNoRuleOfThatDirection_IsRefused()
    {
        var rule = await AddAsync("10.0.0.0/8", 80);

        await Ec2Assert.FailsAsync("InvalidPermission.NotFound", () => UpdateAsync(false, [Permission("10.0.0.0/8", 81, "x")], []));
        await Ec2Assert.FailsAsync("InvalidPermission.NotFound", () => UpdateAsync(true, [Permission("10.0.0.0/8", 80, "x")], []));
        await Ec2Assert.FailsAsync("InvalidSecurityGroupRuleId.NotFound", () => UpdateAsync(true, [], [new SecurityGroupRuleDescription { SecurityGroupRuleId = rule, Description = "x" }]));
        await Ec2Assert.FailsAsync("InvalidParameterCombination", () => UpdateAsync(false, [Permission("10.0.0.0/8", 80, "x")], [new SecurityGroupRuleDescription { SecurityGroupRuleId = rule, Description = "x" }]));
        await Ec2Assert.FailsAsync("InvalidParameterValue", () => UpdateAsync(false, [], [new SecurityGroupRuleDescription { SecurityGroupRuleId = rule, Description = "größer" }]));
        await Ec2Assert.FailsAsync("MissingParameter", () => UpdateAsync(false, [], []));
    }

    [Fact]
    public async Task GroupsForVpc_AreItsOwn_FilteredAndInPages()
    {
        var other = await _account.CreateVpcAsync("10.1.0.0/16");
        await _account.CreateSecurityGroupAsync(other, "elsewhere");
        for (var number = 0; number < 4; number++)
        {
            await _account.CreateSecurityGroupAsync(_vpc, $"more{number}");
        }

        var first = await GroupsAsync(new GetSecurityGroupsForVpcRequest { VpcId = _vpc, MaxResults = 5 });
        var rest = await GroupsAsync(new GetSecurityGroupsForVpcRequest { VpcId = _vpc, MaxResults = 5, NextToken = first.NextToken });
        var named = await GroupsAsync(new GetSecurityGroupsForVpcRequest { VpcId = _vpc, Filters = [new Filter("group-name", ["web"])] });

        Assert.Equal(["default", "more0", "more1", "more2", "more3", "web"], first.SecurityGroupForVpcs.Concat(rest.SecurityGroupForVpcs).Select(group => group.GroupName).Order(StringComparer.Ordinal));
        Assert.Equal((_group, _vpc), (Assert.Single(named.SecurityGroupForVpcs).GroupId, named.SecurityGroupForVpcs[0].PrimaryVpcId));
        await Ec2Assert.FailsAsync("InvalidVpcID.NotFound", () => GroupsAsync(new GetSecurityGroupsForVpcRequest { VpcId = "vpc-00000000000000000" }));
        await Ec2Assert.FailsAsync("InvalidParameterValue", () => GroupsAsync(new GetSecurityGroupsForVpcRequest { VpcId = _vpc, Filters = [new Filter("colour", ["red"])] }));
    }

    [Fact]
    public async Task AddressPools_AreNone()
    {
        Assert.Empty((await _account.Client.DescribeCoipPoolsAsync(new DescribeCoipPoolsRequest(), Token)).CoipPools ?? []);
        Assert.Empty((await _account.Client.DescribeIpamPoolsAsync(new DescribeIpamPoolsRequest(), Token)).IpamPools ?? []);
        await Ec2Assert.FailsAsync("InvalidPoolID.NotFound", () => _account.Client.DescribeCoipPoolsAsync(new DescribeCoipPoolsRequest { PoolIds = ["ipv4pool-coip-00000000000000000"] }, Token));
        await Ec2Assert.FailsAsync("InvalidPoolID.NotFound", () => _account.Client.GetCoipPoolUsageAsync(new GetCoipPoolUsageRequest { PoolId = "ipv4pool-coip-00000000000000000" }, Token));
        await Ec2Assert.FailsAsync("InvalidIpamPoolId.NotFound", () => _account.Client.DescribeIpamPoolsAsync(new DescribeIpamPoolsRequest { IpamPoolIds = ["ipam-pool-00000000000000000"] }, Token));
    }

    private async Task<string> AddAsync(string cidr, int port, string? description = null) =>
        (await _account.Client.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest { GroupId = _group, IpPermissions = [Permission(cidr, port, description)] }, Token)).SecurityGroupRules[0].SecurityGroupRuleId;

    private Task ModifyAsync(string group, params (string Id, SecurityGroupRuleRequest Rule)[] rules) =>
        _account.Client.ModifySecurityGroupRulesAsync(
            new ModifySecurityGroupRulesRequest { GroupId = group, SecurityGroupRules = [.. rules.Select(rule => new SecurityGroupRuleUpdate { SecurityGroupRuleId = rule.Id, SecurityGroupRule = rule.Rule })] }, Token);

    private Task UpdateAsync(bool isEgress, List<IpPermission> permissions, List<SecurityGroupRuleDescription> descriptions) => isEgress
        ? _account.Client.UpdateSecurityGroupRuleDescriptionsEgressAsync(new UpdateSecurityGroupRuleDescriptionsEgressRequest { GroupId = _group, IpPermissions = permissions, SecurityGroupRuleDescriptions = descriptions }, Token)
        : _account.Client.UpdateSecurityGroupRuleDescriptionsIngressAsync(new UpdateSecurityGroupRuleDescriptionsIngressRequest { GroupId = _group, IpPermissions = permissions, SecurityGroupRuleDescriptions = descriptions }, Token);

    private async Task<SecurityGroupRule> DescribeAsync(string id) =>
        Assert.Single((await _account.Client.DescribeSecurityGroupRulesAsync(new DescribeSecurityGroupRulesRequest { SecurityGroupRuleIds = [id] }, Token)).SecurityGroupRules);

    private Task<GetSecurityGroupsForVpcResponse> GroupsAsync(GetSecurityGroupsForVpcRequest request) => _account.Client.GetSecurityGroupsForVpcAsync(request, Token);

    private static SecurityGroupRuleRequest Tcp(int port, string cidr) => new() { IpProtocol = "tcp", FromPort = port, ToPort = port, CidrIpv4 = cidr };

    private static IpPermission Permission(string cidr, int port, string? description = null) =>
        new() { IpProtocol = "tcp", FromPort = port, ToPort = port, Ipv4Ranges = [new IpRange { CidrIp = cidr, Description = description }] };
}
