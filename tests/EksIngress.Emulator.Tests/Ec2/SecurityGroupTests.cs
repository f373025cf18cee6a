using Amazon.EC2.Model;

namespace EksIngress.Emulator.Tests.Ec2;

public sealed class SecurityGroupTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Authorize_PortsFromBlocksAndGroups_AreDescribedByPermission()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var vpcId = await account.CreateVpcAsync();
        var frontend = await account.CreateSecurityGroupAsync(vpcId, "frontend");
        var backend = await account.CreateSecurityGroupAsync(vpcId, "backend");

        var added = await account.Client.AuthorizeSecurityGroupIngressAsync(
            new AuthorizeSecurityGroupIngressRequest
            {
                GroupId = backend,
                IpPermissions =
                [
                    new IpPermission
                    {
                        IpProtocol = "tcp",
                        FromPort = 80,
                        ToPort = 80,
                        Ipv4Ranges = [new IpRange { CidrIp = "10.1.2.3/8", Description = "inside" }],
                        Ipv6Ranges = [new Ipv6Range { CidrIpv6 = "2001:DB8::1/32" }],
                    },
                    new IpPermission { IpProtocol = "-1", UserIdGroupPairs = [new UserIdGroupPair { GroupId = frontend, Description = "elbv2.k8s.aws/targetGroupBinding=shared" }] },
                ],
            },
            Token);

        var group = await account.GetSecurityGroupAsync(backend);
        var http = Assert.Single(group.IpPermissions, permission => permission.IpProtocol == "tcp");
        var all = Assert.Single(group.IpPermissions, permission => permission.IpProtocol == "-1");
        Assert.Equal((80, 80), (http.FromPort, http.ToPort));
        Assert.Equal(("10.0.0.0/8", "inside"), (Assert.Single(http.Ipv4Ranges).CidrIp, http.Ipv4Ranges[0].Description));
        Assert.Equal("2001:db8::/32", Assert.Single(http.Ipv6Ranges).CidrIpv6);
        Assert.Null(all.FromPort);
        Assert.Equal((frontend, "elbv2.k8s.aws/targetGroupBinding=shared"), (Assert.Single(all.UserIdGroupPairs).GroupId, all.UserIdGroupPairs[0].Description));
        Assert.Equal(3, added.SecurityGroupRules.Count);
        Assert.Equal("0.0.0.0/0", Assert.Single(Assert.Single(group.IpPermissionsEgress).Ipv4Ranges).CidrIp);
    }

    [Fact]
    public async Task Authorize_SameRuleAgain_FailsAndNamesIt()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var group = await account.CreateSecurityGroupAsync(await account.CreateVpcAsync());
        await account.Client.AuthorizeSecurityGroupIngressAsync(Http(group, "0.0.0.0/0"), Token);

        var error = await Ec2Assert.FailsAsync("InvalidPermission.Duplicate", () => account.Client.AuthorizeSecurityGroupIngressAsync(Http(group, "0.0.0.0/0", "other words"), Token));

        Assert.Equal("the specified rule \"peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW\" already exists", error.Message);
    }

    [Theory]
    [InlineData("tcp", 80, null, "10.0.0.0/8")]
    [InlineData("tcp", 80, 79, "10.0.0.0/8")]
    [InlineData("tcp", 80, 65536, "10.0.0.0/8")]
    [InlineData("tcp", -1, -1, "10.0.0.0/8")]
    [InlineData("http", 80, 80, "10.0.0.0/8")]
    [InlineData("256", 80, 80, "10.0.0.0/8")]
    [InlineData("tcp", 80, 80, "10.0.0.0")]
    [InlineData("tcp", 80, 80, "10.0.0.0/33")]
    public async Task Authorize_NoSuchTraffic_FailsWithInvalidParameterValue(string protocol, int from, int? to, string cidr)
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var group = await account.CreateSecurityGroupAsync(await account.CreateVpcAsync());

        await Ec2Assert.FailsAsync("InvalidParameterValue", () => account.Client.AuthorizeSecurityGroupIngressAsync(
            new AuthorizeSecurityGroupIngressRequest
            {
                GroupId = group,
                IpPermissions = [new IpPermission { IpProtocol = protocol, FromPort = from, ToPort = to, Ipv4Ranges = [new IpRange { CidrIp = cidr }] }],
            },
            Token));
    }

    [Fact]
    public async Task Authorize_GroupOfAnotherVpc_FailsWithNotFound()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var group = await account.CreateSecurityGroupAsync(await account.CreateVpcAsync());
        var foreign = await account.CreateSecurityGroupAsync(await account.CreateVpcAsync("10.1.0.0/16"));

        await Ec2Assert.FailsAsync("InvalidGroup.NotFound", () => account.Client.AuthorizeSecurityGroupIngressAsync(
            new AuthorizeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [new IpPermission { IpProtocol = "-1", UserIdGroupPairs = [new UserIdGroupPair { GroupId = foreign }] }] },
            Token));
    }

    [Fact]
    public async Task Authorize_TooManyRules_FailsAndAddsNone()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var group = await account.CreateSecurityGroupAsync(await account.CreateVpcAsync());
        var ranges = Enumerable.Range(0, 61).Select(i => new IpRange { CidrIp = $"10.0.{i}.0/24" }).ToList();

        await Ec2Assert.FailsAsync("RulesPerSecurityGroupLimitExceeded", () => account.Client.AuthorizeSecurityGroupIngressAsync(
            new AuthorizeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [new IpPermission { IpProtocol = "tcp", FromPort = 1, ToPort = 1, Ipv4Ranges = ranges }] },
            Token));

        Assert.Empty((await account.GetSecurityGroupAsync(group)).IpPermissions ?? []);
    }

    [Fact]
    public async Task Revoke_ByPermissionAndById_RemovesThem()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var group = await account.CreateSecurityGroupAsync(await account.CreateVpcAsync());
        await account.Client.AuthorizeSecurityGroupIngressAsync(Http(group, "10.0.0.0/8", "described"), Token);
        var second = await account.Client.AuthorizeSecurityGroupIngressAsync(Http(group, "11.0.0.0/8"), Token);

        await account.Client.RevokeSecurityGroupIngressAsync(new RevokeSecurityGroupIngressRequest { GroupId = group, IpPermissions = Http(group, "10.0.0.0/8").IpPermissions }, Token);
        await account.Client.RevokeSecurityGroupIngressAsync(new RevokeSecurityGroupIngressRequest { GroupId = group, SecurityGroupRuleIds = [second.SecurityGroupRules[0].SecurityGroupRuleId] }, Token);

        Assert.Empty((await account.GetSecurityGroupAsync(group)).IpPermissions ?? []);
        await Ec2Assert.FailsAsync("InvalidPermission.NotFound", () => account.Client.RevokeSecurityGroupIngressAsync(
            new RevokeSecurityGroupIngressRequest { GroupId = group, IpPermissions = Http(group, "10.0.0.0/8").IpPermissions }, Token));
    }

    [Fact]
    public async Task RevokeEgress_TheRuleOfANewGroup_LeavesNone()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var group = await account.CreateSecurityGroupAsync(await account.CreateVpcAsync());

        await account.Client.RevokeSecurityGroupEgressAsync(
            new RevokeSecurityGroupEgressRequest { GroupId = group, IpPermissions = [new IpPermission { IpProtocol = "-1", Ipv4Ranges = [new IpRange { CidrIp = "0.0.0.0/0" }] }] },
            Token);

        var rules = await account.Client.DescribeSecurityGroupRulesAsync(new DescribeSecurityGroupRulesRequest { Filters = [new Filter("group-id", [group])] }, Token);
        Assert.Empty(rules.SecurityGroupRules ?? []);
    }

    [Theory]
    [InlineData("sg-web", "InvalidParameterValue")]
    [InlineData("default", "InvalidParameterValue")]
    [InlineData("wéb", "InvalidParameterValue")]
    [InlineData("web", "InvalidGroup.Duplicate")]
    public async Task Create_NameNotAllowedOrTaken_FailsWithItsCode(string name, string code)
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var vpcId = await account.CreateVpcAsync();
        await account.CreateSecurityGroupAsync(vpcId);

        await Ec2Assert.FailsAsync(code, () => account.CreateSecurityGroupAsync(vpcId, name));
    }

    [Fact]
    public async Task Delete_ReferencedByAnotherGroup_FailsUntilTheRuleIsGone()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var vpcId = await account.CreateVpcAsync();
        var frontend = await account.CreateSecurityGroupAsync(vpcId, "frontend");
        var backend = await account.CreateSecurityGroupAsync(vpcId, "backend");
        var permissions = new List<IpPermission> { new() { IpProtocol = "-1", UserIdGroupPairs = [new UserIdGroupPair { GroupId = frontend }] } };
        await account.Client.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest { GroupId = backend, IpPermissions = permissions }, Token);

        await Ec2Assert.FailsAsync("DependencyViolation", () => account.Client.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = frontend }, Token));
        await account.Client.RevokeSecurityGroupIngressAsync(new RevokeSecurityGroupIngressRequest { GroupId = backend, IpPermissions = permissions }, Token);
        await account.Client.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = frontend }, Token);

        await Ec2Assert.FailsAsync("InvalidGroup.NotFound", () => account.GetSecurityGroupAsync(frontend));
    }

    private static AuthorizeSecurityGroupIngressRequest Http(string groupId, string cidr, string? description = null) => new()
    {
        GroupId = groupId,
        IpPermissions = [new IpPermission { IpProtocol = "tcp", FromPort = 80, ToPort = 80, Ipv4Ranges = [new IpRange { CidrIp = cidr, Description = description }] }],
    };
}
