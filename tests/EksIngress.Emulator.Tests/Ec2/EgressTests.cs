using Amazon.EC2.Model;

namespace EksIngress.Emulator.Tests.Ec2;

/// <summary>Rules for what goes out, and what describes a network around them.</summary>
public sealed class EgressTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Authorize_AndRevoke_ChangeTheRulesOutAlone()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var group = await account.CreateSecurityGroupAsync(await account.CreateVpcAsync());
        await account.Client.RevokeSecurityGroupEgressAsync(new RevokeSecurityGroupEgressRequest { GroupId = group, IpPermissions = [new IpPermission { IpProtocol = "-1", Ipv4Ranges = [new IpRange { CidrIp = "0.0.0.0/0" }] }] }, Token);

        var added = await account.Client.AuthorizeSecurityGroupEgressAsync(new AuthorizeSecurityGroupEgressRequest { GroupId = group, IpPermissions = [Https("10.0.0.0/8")] }, Token);

        var rule = Assert.Single(added.SecurityGroupRules);
        Assert.True(rule.IsEgress);
        Assert.Equal(("tcp", 443, 443, "10.0.0.0/8"), (rule.IpProtocol, rule.FromPort, rule.ToPort, rule.CidrIpv4));
        var described = await account.GetSecurityGroupAsync(group);
        Assert.Empty(described.IpPermissions ?? []);
        Assert.Equal(443, Assert.Single(described.IpPermissionsEgress).FromPort);
    }

    [Fact]
    public async Task Authorize_TwiceToNobodyOrWithoutPorts_IsRefused()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var group = await account.CreateSecurityGroupAsync(await account.CreateVpcAsync());
        Task Authorize(string id, IpPermission permission) => account.Client.AuthorizeSecurityGroupEgressAsync(new AuthorizeSecurityGroupEgressRequest { GroupId = id, IpPermissions = [permission] }, Token);
        await Authorize(group, Https("10.0.0.0/8"));

        await Ec2Assert.FailsAsync("InvalidPermission.Duplicate", () => Authorize(group, Https("10.0.0.0/8")));
        await Ec2Assert.FailsAsync("InvalidGroup.NotFound", () => Authorize("sg-00000000000000000", Https("10.0.0.0/8")));
        await Ec2Assert.FailsAsync("InvalidParameterValue", () => Authorize(group, new IpPermission { IpProtocol = "tcp", Ipv4Ranges = [new IpRange { CidrIp = "10.0.0.0/8" }] }));
    }

    [Fact]
    public async Task InternetGateways_DescribedByIdAndFilter()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var vpc = await account.CreateVpcAsync();
        var attached = await account.CreateAttachedInternetGatewayAsync(vpc);
        var detached = (await account.Client.CreateInternetGatewayAsync(new CreateInternetGatewayRequest(), Token)).InternetGateway.InternetGatewayId;

        var ofVpc = await account.Client.DescribeInternetGatewaysAsync(new DescribeInternetGatewaysRequest { Filters = [new Filter("attachment.vpc-id", [vpc])] }, Token);
        var byId = await account.Client.DescribeInternetGatewaysAsync(new DescribeInternetGatewaysRequest { InternetGatewayIds = [detached] }, Token);

        Assert.Equal(attached, Assert.Single(ofVpc.InternetGateways).InternetGatewayId);
        Assert.Equal((vpc, "available"), (ofVpc.InternetGateways[0].Attachments[0].VpcId, ofVpc.InternetGateways[0].Attachments[0].State.Value));
        Assert.Empty(Assert.Single(byId.InternetGateways).Attachments ?? []);
        await Ec2Assert.FailsAsync("InvalidInternetGatewayID.NotFound", () => account.Client.DescribeInternetGatewaysAsync(new DescribeInternetGatewaysRequest { InternetGatewayIds = ["igw-00000000000000000"] }, Token));
    }

    [Fact]
    public async Task Addresses_DescribedByIdAndIp()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var one = await account.Client.AllocateAddressAsync(new AllocateAddressRequest(), Token);
        var two = await account.Client.AllocateAddressAsync(new AllocateAddressRequest(), Token);

        var byIp = await account.Client.DescribeAddressesAsync(new DescribeAddressesRequest { PublicIps = [two.PublicIp] }, Token);
        var byId = await account.Client.DescribeAddressesAsync(new DescribeAddressesRequest { AllocationIds = [one.AllocationId] }, Token);

        Assert.Equal(two.AllocationId, Assert.Single(byIp.Addresses).AllocationId);
        Assert.Equal(one.PublicIp, Assert.Single(byId.Addresses).PublicIp);
        await Ec2Assert.FailsAsync("InvalidAddress.NotFound", () => account.Client.DescribeAddressesAsync(new DescribeAddressesRequest { PublicIps = ["192.0.2.250"] }, Token));
        await Ec2Assert.FailsAsync("InvalidAllocationID.NotFound", () => account.Client.DescribeAddressesAsync(new DescribeAddressesRequest { AllocationIds = ["eipalloc-00000000000000000"] }, Token));
    }

    private static IpPermission Https(string cidr) => new() { IpProtocol = "tcp", FromPort = 443, ToPort = 443, Ipv4Ranges = [new IpRange { CidrIp = cidr }] };
}
