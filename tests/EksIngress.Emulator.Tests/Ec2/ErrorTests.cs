using System.Globalization;
using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;

namespace EksIngress.Emulator.Tests.Ec2;

/// <summary>Wrong input fails with the code that EC2 has for it.</summary>
public sealed class ErrorTests
{
    private const string NoVpc = "vpc-00000000000000000";
    private const string NoSubnet = "subnet-00000000000000000";
    private const string NoGroup = "sg-00000000000000000";

    // Not constants: the SDK's analyzers refuse those at build time.
    private static readonly int s_tooFew = int.Parse("4", CultureInfo.InvariantCulture);
    private static readonly int s_tooMany = int.Parse("1001", CultureInfo.InvariantCulture);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, AmazonEC2Request> OnAnEmptyAccount => new()
    {
        { "InvalidParameterValue", new CreateVpcRequest { CidrBlock = "10.0.0.0" } },
        { "InvalidParameterValue", new CreateVpcRequest { CidrBlock = "10.0.0.0/33" } },
        { "InvalidParameterValue", new CreateVpcRequest { CidrBlock = "010.0.0.0/16" } },
        { "InvalidVpc.Range", new CreateVpcRequest { CidrBlock = "10.0.0.0/15" } },
        { "InvalidVpc.Range", new CreateVpcRequest { CidrBlock = "10.0.0.0/29" } },
        { "MissingParameter", new CreateVpcRequest() },
        { "NotEmulated", new CreateVpcRequest { CidrBlock = "10.0.0.0/16", InstanceTenancy = Tenancy.Dedicated } },
        { "NotEmulated", new CreateVpcRequest { Ipv4IpamPoolId = "ipam-pool-1" } },
        { "NotEmulated", new CreateVpnGatewayRequest { Type = GatewayType.Ipsec1 } },
        { "InvalidVpcID.NotFound", new DescribeVpcsRequest { VpcIds = [NoVpc] } },
        { "InvalidVpcID.Malformed", new DescribeVpcsRequest { VpcIds = ["vpc-x"] } },
        { "InvalidVpcID.NotFound", new DeleteVpcRequest { VpcId = NoVpc } },
        { "InvalidVpcID.NotFound", new CreateSubnetRequest { VpcId = NoVpc, CidrBlock = "10.0.0.0/24" } },
        { "InvalidSubnetID.NotFound", new DescribeSubnetsRequest { SubnetIds = [NoSubnet] } },
        { "InvalidSubnetID.NotFound", new DeleteSubnetRequest { SubnetId = NoSubnet } },
        { "InvalidSubnetID.Malformed", new DeleteSubnetRequest { SubnetId = NoVpc } },
        { "InvalidInternetGatewayID.NotFound", new DeleteInternetGatewayRequest { InternetGatewayId = "igw-00000000000000000" } },
        { "InvalidAllocationID.NotFound", new ReleaseAddressRequest { AllocationId = "eipalloc-00000000000000000" } },
        { "InvalidAddress.NotFound", new DescribeAddressesRequest { PublicIps = ["203.0.113.9"] } },
        { "NatGatewayNotFound", new DeleteNatGatewayRequest { NatGatewayId = "nat-00000000000000000" } },
        { "NatGatewayMalformed", new DescribeNatGatewaysRequest { NatGatewayIds = ["nat-?"] } },
        { "InvalidRouteTableID.NotFound", new DeleteRouteTableRequest { RouteTableId = "rtb-00000000000000000" } },
        { "InvalidAssociationID.NotFound", new DisassociateRouteTableRequest { AssociationId = "rtbassoc-00000000000000000" } },
        { "InvalidGroup.NotFound", new DescribeSecurityGroupsRequest { GroupIds = [NoGroup] } },
        { "InvalidGroup.NotFound", new DeleteSecurityGroupRequest { GroupId = NoGroup } },
        { "InvalidGroupId.Malformed", new DeleteSecurityGroupRequest { GroupId = "web" } },
        { "VPCIdNotSpecified", new CreateSecurityGroupRequest { GroupName = "web", Description = "web" } },
        { "VPCIdNotSpecified", new DescribeSecurityGroupsRequest { GroupNames = ["web"] } },
        { "InvalidSecurityGroupRuleId.NotFound", new DescribeSecurityGroupRulesRequest { SecurityGroupRuleIds = ["sgr-00000000000000000"] } },
        { "InvalidNetworkInterfaceID.NotFound", new DescribeNetworkInterfacesRequest { NetworkInterfaceIds = ["eni-00000000000000000"] } },
        { "InvalidInstanceID.NotFound", new DescribeInstancesRequest { InstanceIds = ["i-00000000000000000"] } },
        { "InvalidInstanceID.Malformed", new DescribeInstancesRequest { InstanceIds = ["i-zz"] } },
        { "InvalidID", new CreateTagsRequest { Resources = ["web"], Tags = [new Tag("a", "b")] } },
        { "InvalidVpcID.NotFound", new CreateTagsRequest { Resources = [NoVpc], Tags = [new Tag("a", "b")] } },
        { "InvalidParameterValue", new DescribeVpcsRequest { MaxResults = s_tooFew } },
        { "InvalidParameterValue", new DescribeVpcsRequest { MaxResults = s_tooMany } },
        { "InvalidParameterCombination", new DescribeInstancesRequest { InstanceIds = ["i-00000000000000000"], MaxResults = 5 } },
        { "InvalidNextToken", new DescribeVpcsRequest { NextToken = "AAAA" } },
        { "InvalidParameterValue", new DescribeAvailabilityZonesRequest { ZoneNames = ["eu-west-1z"] } },
    };

    [Theory]
    [MemberData(nameof(OnAnEmptyAccount), DisableDiscoveryEnumeration = true)]
    public async Task Call_OnAnEmptyAccount_FailsWithItsCode(string code, AmazonEC2Request request)
    {
        await using var account = await Ec2Account.StartAsync(Token);

        await Ec2Assert.FailsAsync(code, () => Send(account.Client, request));
    }

    [Fact]
    public async Task CreateSubnet_WrongBlockOrZone_FailsWithItsCode()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var vpcId = await account.CreateVpcAsync();
        await account.CreateSubnetAsync(vpcId, "10.0.0.0/20");

        await Ec2Assert.FailsAsync("InvalidSubnet.Conflict", () => account.CreateSubnetAsync(vpcId, "10.0.8.0/24"));
        await Ec2Assert.FailsAsync("InvalidSubnet.Conflict", () => account.CreateSubnetAsync(vpcId, "10.0.0.0/16"));
        await Ec2Assert.FailsAsync("InvalidSubnet.Range", () => account.CreateSubnetAsync(vpcId, "10.1.0.0/24"));
        await Ec2Assert.FailsAsync("InvalidSubnet.Range", () => account.CreateSubnetAsync(vpcId, "10.0.16.0/29"));
        await Ec2Assert.FailsAsync("InvalidParameterValue", () => account.Client.CreateSubnetAsync(
            new CreateSubnetRequest { VpcId = vpcId, CidrBlock = "10.0.16.0/24", AvailabilityZone = "us-east-1a" }, Token));
    }

    [Fact]
    public async Task Delete_StillInUse_FailsWithDependencyViolation()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var vpcId = await account.CreateVpcAsync();
        var subnetId = await account.CreateSubnetAsync(vpcId);
        var internetGateway = await account.CreateAttachedInternetGatewayAsync(vpcId);
        var table = (await account.Client.CreateRouteTableAsync(new CreateRouteTableRequest { VpcId = vpcId }, Token)).RouteTable.RouteTableId;
        await account.Client.AssociateRouteTableAsync(new AssociateRouteTableRequest { RouteTableId = table, SubnetId = subnetId }, Token);

        var error = await Ec2Assert.FailsAsync("DependencyViolation", () => account.Client.DeleteVpcAsync(new DeleteVpcRequest { VpcId = vpcId }, Token));
        await Ec2Assert.FailsAsync("DependencyViolation", () => account.Client.DeleteInternetGatewayAsync(new DeleteInternetGatewayRequest { InternetGatewayId = internetGateway }, Token));
        await Ec2Assert.FailsAsync("DependencyViolation", () => account.Client.DeleteRouteTableAsync(new DeleteRouteTableRequest { RouteTableId = table }, Token));

        Assert.Equal($"The vpc '{vpcId}' has dependencies and cannot be deleted.", error.Message);
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
    }

    [Fact]
    public async Task Routes_WrongUse_FailsWithItsCode()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var vpcId = await account.CreateVpcAsync();
        var otherGateway = await account.CreateAttachedInternetGatewayAsync(await account.CreateVpcAsync("10.9.0.0/16"));
        var gateway = await account.CreateAttachedInternetGatewayAsync(vpcId);
        var table = (await account.Client.CreateRouteTableAsync(new CreateRouteTableRequest { VpcId = vpcId }, Token)).RouteTable.RouteTableId;
        var subnetId = await account.CreateSubnetAsync(vpcId);
        await account.Client.AssociateRouteTableAsync(new AssociateRouteTableRequest { RouteTableId = table, SubnetId = subnetId }, Token);
        Task Create(string destination, string? target) =>
            account.Client.CreateRouteAsync(new CreateRouteRequest { RouteTableId = table, DestinationCidrBlock = destination, GatewayId = target }, Token);
        Task Delete(string destination) =>
            account.Client.DeleteRouteAsync(new DeleteRouteRequest { RouteTableId = table, DestinationCidrBlock = destination }, Token);

        await Create("0.0.0.0/0", gateway);

        await Ec2Assert.FailsAsync("RouteAlreadyExists", () => Create("0.0.0.0/0", gateway));
        await Ec2Assert.FailsAsync("InvalidParameterValue", () => Create("8.8.8.0/24", otherGateway));
        await Ec2Assert.FailsAsync("InvalidParameterCombination", () => Create("8.8.8.0/24", null));
        await Ec2Assert.FailsAsync("InvalidParameterValue", () => account.Client.ReplaceRouteAsync(new ReplaceRouteRequest { RouteTableId = table, DestinationCidrBlock = "8.8.8.0/24", GatewayId = gateway }, Token));
        await Ec2Assert.FailsAsync("InvalidRoute.NotFound", () => Delete("8.8.8.0/24"));
        await Ec2Assert.FailsAsync("InvalidParameterValue", () => Delete("10.0.0.0/16"));
        await Ec2Assert.FailsAsync("Resource.AlreadyAssociated", () => account.Client.AssociateRouteTableAsync(new AssociateRouteTableRequest { RouteTableId = table, SubnetId = subnetId }, Token));
        await Ec2Assert.FailsAsync("Resource.AlreadyAssociated", () => account.Client.AttachInternetGatewayAsync(new AttachInternetGatewayRequest { InternetGatewayId = gateway, VpcId = vpcId }, Token));
    }

    [Fact]
    public async Task CreateVpc_DryRun_ChangesNothing()
    {
        await using var account = await Ec2Account.StartAsync(Token);

        var error = await Ec2Assert.FailsAsync("DryRunOperation", () => account.Client.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.0.0.0/16", DryRun = true }, Token));

        Assert.Equal(HttpStatusCode.PreconditionFailed, error.StatusCode);
        Assert.Empty(account.Network.All<Emulator.Aws.Ec2.Vpc>(account.Region));
    }

    [Fact]
    public async Task Quotas_Reached_FailWithTheirCodes()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        for (var i = 0; i < 5; i++)
        {
            await account.CreateVpcAsync($"10.{i}.0.0/16");
            await account.Client.AllocateAddressAsync(new AllocateAddressRequest(), Token);
        }

        await Ec2Assert.FailsAsync("VpcLimitExceeded", () => account.CreateVpcAsync());
        await Ec2Assert.FailsAsync("AddressLimitExceeded", () => account.Client.AllocateAddressAsync(new AllocateAddressRequest(), Token));
    }

    // The client has a method per operation and none for all.
    private static Task Send(AmazonEC2Client client, AmazonEC2Request request)
    {
        var operation = request.GetType().Name[..^"Request".Length];
        var method = typeof(AmazonEC2Client).GetMethod($"{operation}Async", [request.GetType(), typeof(CancellationToken)])
            ?? throw new InvalidOperationException($"The client has no {operation}Async.");
        return (Task)method.Invoke(client, [request, Token])!;
    }
}
