using Amazon.EC2;
using Amazon.EC2.Model;

namespace EksIngress.Emulator.Tests.Ec2;

/// <summary>A network as eksctl lays it out, made and taken down again.</summary>
public sealed class NetworkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Network_MadeAndTakenDownInOrder_LeavesNothing()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var client = account.Client;
        var vpcId = await account.CreateVpcAsync("192.168.0.0/16");
        var publicSubnet = await account.CreateSubnetAsync(vpcId, "192.168.0.0/19");
        var privateSubnet = await account.CreateSubnetAsync(vpcId, "192.168.96.0/19");
        var internetGateway = await account.CreateAttachedInternetGatewayAsync(vpcId);
        var (natGateway, allocation) = await account.CreateNatGatewayAsync(publicSubnet);
        var publicTable = (await client.CreateRouteTableAsync(new CreateRouteTableRequest { VpcId = vpcId }, Token)).RouteTable.RouteTableId;
        var privateTable = (await client.CreateRouteTableAsync(new CreateRouteTableRequest { VpcId = vpcId }, Token)).RouteTable.RouteTableId;
        await client.CreateRouteAsync(new CreateRouteRequest { RouteTableId = publicTable, DestinationCidrBlock = "0.0.0.0/0", GatewayId = internetGateway }, Token);
        await client.CreateRouteAsync(new CreateRouteRequest { RouteTableId = privateTable, DestinationCidrBlock = "0.0.0.0/0", NatGatewayId = natGateway }, Token);
        var publicAssociation = await client.AssociateRouteTableAsync(new AssociateRouteTableRequest { RouteTableId = publicTable, SubnetId = publicSubnet }, Token);
        await client.AssociateRouteTableAsync(new AssociateRouteTableRequest { RouteTableId = privateTable, SubnetId = privateSubnet }, Token);

        var tables = await client.DescribeRouteTablesAsync(
            new DescribeRouteTablesRequest { Filters = [new Filter("route.gateway-id", [internetGateway])] }, Token);
        var table = Assert.Single(tables.RouteTables);
        Assert.Equal(publicSubnet, Assert.Single(table.Associations).SubnetId);
        Assert.All(table.Routes, route => Assert.Equal(RouteState.Active, route.State));

        await client.DeleteNatGatewayAsync(new DeleteNatGatewayRequest { NatGatewayId = natGateway }, Token);
        await client.ReleaseAddressAsync(new ReleaseAddressRequest { AllocationId = allocation }, Token);
        await client.DisassociateRouteTableAsync(new DisassociateRouteTableRequest { AssociationId = publicAssociation.AssociationId }, Token);
        await client.DeleteRouteTableAsync(new DeleteRouteTableRequest { RouteTableId = publicTable }, Token);
        await client.DeleteSubnetAsync(new DeleteSubnetRequest { SubnetId = privateSubnet }, Token);
        await client.DeleteSubnetAsync(new DeleteSubnetRequest { SubnetId = publicSubnet }, Token);
        await client.DeleteRouteTableAsync(new DeleteRouteTableRequest { RouteTableId = privateTable }, Token);
        await client.DetachInternetGatewayAsync(new DetachInternetGatewayRequest { InternetGatewayId = internetGateway, VpcId = vpcId }, Token);
        await client.DeleteInternetGatewayAsync(new DeleteInternetGatewayRequest { InternetGatewayId = internetGateway }, Token);
        await client.DeleteVpcAsync(new DeleteVpcRequest { VpcId = vpcId }, Token);
        account.Time.Advance(TimeSpan.FromHours(1));

        Assert.Empty(account.Network.All<Emulator.Aws.Ec2.Ec2Resource>(account.Region));
    }

    [Fact]
    public async Task CreateVpc_New_HasMainRouteTableDefaultGroupAndDnsSupport()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var vpcId = await account.CreateVpcAsync("10.1.2.3/16");
        var ofVpc = new List<Filter> { new("vpc-id", [vpcId]) };

        var vpc = Assert.Single((await account.Client.DescribeVpcsAsync(new DescribeVpcsRequest(), Token)).Vpcs);
        var table = Assert.Single((await account.Client.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { Filters = ofVpc }, Token)).RouteTables);
        var group = Assert.Single((await account.Client.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { Filters = ofVpc }, Token)).SecurityGroups);
        var support = await account.Client.DescribeVpcAttributeAsync(new DescribeVpcAttributeRequest { VpcId = vpcId, Attribute = VpcAttributeName.EnableDnsSupport }, Token);
        var hostnames = await account.Client.DescribeVpcAttributeAsync(new DescribeVpcAttributeRequest { VpcId = vpcId, Attribute = VpcAttributeName.EnableDnsHostnames }, Token);

        Assert.Equal("10.1.0.0/16", vpc.CidrBlock);
        Assert.Equal(VpcState.Available, vpc.State);
        Assert.True(Assert.Single(table.Associations).Main);
        Assert.Equal(("local", "10.1.0.0/16"), (Assert.Single(table.Routes).GatewayId, table.Routes[0].DestinationCidrBlock));
        Assert.Equal("default", group.GroupName);
        Assert.Equal(group.GroupId, Assert.Single(Assert.Single(group.IpPermissions).UserIdGroupPairs).GroupId);
        Assert.True(support.EnableDnsSupport);
        Assert.False(hostnames.EnableDnsHostnames);
    }

    [Fact]
    public async Task ModifyAttributes_DnsHostnamesAndPublicIps_AreKept()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var vpcId = await account.CreateVpcAsync();
        var subnetId = await account.CreateSubnetAsync(vpcId);

        await account.Client.ModifyVpcAttributeAsync(new ModifyVpcAttributeRequest { VpcId = vpcId, EnableDnsHostnames = true }, Token);
        await account.Client.ModifySubnetAttributeAsync(new ModifySubnetAttributeRequest { SubnetId = subnetId, MapPublicIpOnLaunch = true }, Token);

        var hostnames = await account.Client.DescribeVpcAttributeAsync(new DescribeVpcAttributeRequest { VpcId = vpcId, Attribute = VpcAttributeName.EnableDnsHostnames }, Token);
        var subnet = Assert.Single((await account.Client.DescribeSubnetsAsync(new DescribeSubnetsRequest { SubnetIds = [subnetId] }, Token)).Subnets);
        Assert.True(hostnames.EnableDnsHostnames);
        Assert.True(subnet.MapPublicIpOnLaunch);
        Assert.Equal(251, subnet.AvailableIpAddressCount);
    }

    [Fact]
    public async Task CreateSubnet_OnAnOutpost_SaysSo()
    {
        const string Outpost = "arn:aws:outposts:eu-west-1:000000000000:outpost/op-0123456789abcdef0";
        await using var account = await Ec2Account.StartAsync(Token);
        var vpcId = await account.CreateVpcAsync();
        CreateSubnetRequest Request(string outpost, string? zone = "eu-west-1a") =>
            new() { VpcId = vpcId, CidrBlock = "10.0.0.0/24", OutpostArn = outpost, AvailabilityZone = zone };

        await Ec2Assert.FailsAsync("MissingParameter", () => account.Client.CreateSubnetAsync(Request(Outpost, zone: null), Token));
        await Ec2Assert.FailsAsync("InvalidParameterValue", () => account.Client.CreateSubnetAsync(Request(Outpost.Replace("eu-west-1", "eu-west-2", StringComparison.Ordinal)), Token));
        await account.Client.CreateSubnetAsync(Request(Outpost), Token);
        await account.CreateSubnetAsync(vpcId, "10.0.1.0/24");

        var found = await account.Client.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [new Filter("outpost-arn", [Outpost])] }, Token);
        Assert.Equal(Outpost, Assert.Single(found.Subnets).OutpostArn);
    }

    [Fact]
    public async Task CreateSubnet_WithoutZone_SpreadsOverTheZones()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var vpcId = await account.CreateVpcAsync();
        for (var i = 0; i < 3; i++)
        {
            await account.CreateSubnetAsync(vpcId, $"10.0.{i}.0/24");
        }

        var subnets = (await account.Client.DescribeSubnetsAsync(new DescribeSubnetsRequest(), Token)).Subnets;

        Assert.Equal(["eu-west-1a", "eu-west-1b", "eu-west-1c"], subnets.Select(subnet => subnet.AvailabilityZone).Order(StringComparer.Ordinal));
        Assert.Equal(["euw1-az1", "euw1-az2", "euw1-az3"], subnets.Select(subnet => subnet.AvailabilityZoneId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Regions_SameAccount_SeeOnlyTheirOwn()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        await account.CreateVpcAsync();
        using var elsewhere = account.ClientIn("us-east-1");

        var vpcs = await elsewhere.DescribeVpcsAsync(new DescribeVpcsRequest(), Token);
        var zones = await elsewhere.DescribeAvailabilityZonesAsync(new DescribeAvailabilityZonesRequest(), Token);

        Assert.Empty(vpcs.Vpcs ?? []);
        Assert.Equal(["use1-az1", "use1-az2", "use1-az3"], zones.AvailabilityZones.Select(zone => zone.ZoneId));
    }

    [Fact]
    public async Task ReplaceRoute_NatGatewayReplaced_LeadsToTheNewOne()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var vpcId = await account.CreateVpcAsync();
        await account.CreateAttachedInternetGatewayAsync(vpcId);
        var subnetId = await account.CreateSubnetAsync(vpcId);
        var (first, _) = await account.CreateNatGatewayAsync(subnetId);
        var (second, _) = await account.CreateNatGatewayAsync(subnetId);
        var table = (await account.Client.CreateRouteTableAsync(new CreateRouteTableRequest { VpcId = vpcId }, Token)).RouteTable.RouteTableId;
        await account.Client.CreateRouteAsync(new CreateRouteRequest { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0", NatGatewayId = first }, Token);

        await account.Client.ReplaceRouteAsync(new ReplaceRouteRequest { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0", NatGatewayId = second }, Token);

        var observed = Assert.Single((await account.Client.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { RouteTableIds = [table] }, Token)).RouteTables);
        Assert.Equal(second, Assert.Single(observed.Routes, route => route.DestinationCidrBlock == "0.0.0.0/0").NatGatewayId);
    }

    [Fact]
    public async Task DescribeRouteTables_TargetGone_RouteIsABlackhole()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var vpcId = await account.CreateVpcAsync();
        var internetGateway = await account.CreateAttachedInternetGatewayAsync(vpcId);
        var table = (await account.Client.CreateRouteTableAsync(new CreateRouteTableRequest { VpcId = vpcId }, Token)).RouteTable.RouteTableId;
        await account.Client.CreateRouteAsync(new CreateRouteRequest { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0", GatewayId = internetGateway }, Token);

        await account.Client.DetachInternetGatewayAsync(new DetachInternetGatewayRequest { InternetGatewayId = internetGateway, VpcId = vpcId }, Token);

        var blackholes = await account.Client.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { Filters = [new Filter("route.state", ["blackhole"])] }, Token);
        Assert.Equal(table, Assert.Single(blackholes.RouteTables).RouteTableId);
    }
}
