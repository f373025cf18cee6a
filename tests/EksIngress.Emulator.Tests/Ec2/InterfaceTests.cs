using Amazon.EC2;
using Amazon.EC2.Model;

namespace EksIngress.Emulator.Tests.Ec2;

/// <summary>Interfaces of the account's own, the addresses that come to them, and route tables that take the place of others.</summary>
public sealed class InterfaceTests : IAsyncLifetime
{
    private Ec2Account _account = null!;
    private string _vpc = "";
    private string _subnet = "";

    private AmazonEC2Client Ec2 => _account.Client;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _account = await Ec2Account.StartAsync(Token);
        _vpc = await _account.CreateVpcAsync();
        _subnet = await _account.CreateSubnetAsync(_vpc);
    }

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    [Fact]
    public async Task Interface_CreatedDescribedAndDeleted()
    {
        var group = await _account.CreateSecurityGroupAsync(_vpc);
        var created = await CreateAsync(new CreateNetworkInterfaceRequest
        {
            SubnetId = _subnet,
            Description = "mine",
            Groups = [group],
            PrivateIpAddress = "10.0.0.77",
            TagSpecifications = [new TagSpecification { ResourceType = ResourceType.NetworkInterface, Tags = [new Tag("team", "a")] }],
        });

        Assert.Equal(("10.0.0.77", "available", "mine", _vpc), (created.PrivateIpAddress, created.Status.Value, created.Description, created.VpcId));
        Assert.Equal(group, Assert.Single(created.Groups).GroupId);
        Assert.Equal("a", Assert.Single(created.TagSet).Value);
        Assert.Null(created.Attachment);
        await Ec2Assert.FailsAsync("DependencyViolation", () => Ec2.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = group }, Token));
        await Ec2Assert.FailsAsync("DependencyViolation", () => Ec2.DeleteSubnetAsync(new DeleteSubnetRequest { SubnetId = _subnet }, Token));
        await Ec2.DeleteNetworkInterfaceAsync(new DeleteNetworkInterfaceRequest { NetworkInterfaceId = created.NetworkInterfaceId }, Token);
        await Ec2.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = group }, Token);
        await Ec2.DeleteSubnetAsync(new DeleteSubnetRequest { SubnetId = _subnet }, Token);
    }

    [Fact]
    public async Task Interface_WithoutGroupsAndAddress_GetsTheDefaultOnes()
    {
        var created = await CreateAsync(new CreateNetworkInterfaceRequest { SubnetId = _subnet });

        Assert.Equal("default", Assert.Single(created.Groups).GroupName);
        Assert.Equal("10.0.0.4", created.PrivateIpAddress);
    }

    [Fact]
    public async Task Interface_AskedForAgainWithItsToken_IsTheSame()
    {
        var first = await CreateAsync(new CreateNetworkInterfaceRequest { SubnetId = _subnet, ClientToken = "t" });
        var again = await CreateAsync(new CreateNetworkInterfaceRequest { SubnetId = _subnet, ClientToken = "t" });

        Assert.Equal(first.NetworkInterfaceId, again.NetworkInterfaceId);
        await Ec2Assert.FailsAsync("IdempotentParameterMismatch", () => CreateAsync(new CreateNetworkInterfaceRequest { SubnetId = _subnet, ClientToken = "t", Description = "other" }));
    }

    [Theory]
    [InlineData("10.0.0.3", "InvalidParameterValue")]
    [InlineData("10.0.0.255", "InvalidParameterValue")]
    [InlineData("10.0.1.4", "InvalidParameterValue")]
    [InlineData("ten", "InvalidParameterValue")]
    [InlineData("10.0.0.9", "InvalidIPAddress.InUse")]
    public async Task Interface_WithAnAddressThatIsNotToBeHad_IsRefused(string address, string code)
    {
        await CreateAsync(new CreateNetworkInterfaceRequest { SubnetId = _subnet, PrivateIpAddress = "10.0.0.9" });

        await Ec2Assert.FailsAsync(code, () => CreateAsync(new CreateNetworkInterfaceRequest { SubnetId = _subnet, PrivateIpAddress = address }));
    }

    [Fact]
    public async Task Interface_OfNoSubnetOrGroup_IsRefused()
    {
        var elsewhere = await _account.CreateSecurityGroupAsync(await _account.CreateVpcAsync("10.1.0.0/16"));

        await Ec2Assert.FailsAsync("InvalidSubnetID.NotFound", () => CreateAsync(new CreateNetworkInterfaceRequest { SubnetId = "subnet-00000000000000000" }));
        await Ec2Assert.FailsAsync("InvalidGroup.NotFound", () => CreateAsync(new CreateNetworkInterfaceRequest { SubnetId = _subnet, Groups = ["sg-00000000000000000"] }));
        await Ec2Assert.FailsAsync("InvalidParameterValue", () => CreateAsync(new CreateNetworkInterfaceRequest { SubnetId = _subnet, Groups = [elsewhere] }));
        await Ec2Assert.FailsAsync("NotEmulated", () => CreateAsync(new CreateNetworkInterfaceRequest { SubnetId = _subnet, InterfaceType = NetworkInterfaceCreationType.Efa }));
        await Ec2Assert.FailsAsync("NotEmulated", () => CreateAsync(new CreateNetworkInterfaceRequest { SubnetId = _subnet, Ipv6AddressCount = 1 }));
    }

    [Fact]
    public async Task Address_AssociatedMovedAndTakenAway()
    {
        await _account.CreateAttachedInternetGatewayAsync(_vpc);
        var (first, second) = (await CreateAsync(new CreateNetworkInterfaceRequest { SubnetId = _subnet }), await CreateAsync(new CreateNetworkInterfaceRequest { SubnetId = _subnet }));
        var address = await Ec2.AllocateAddressAsync(new AllocateAddressRequest(), Token);

        var association = await AssociateAsync(address.AllocationId, first.NetworkInterfaceId);
        var again = await AssociateAsync(address.AllocationId, first.NetworkInterfaceId);
        Assert.Equal(association, again);
        Assert.Equal(address.PublicIp, (await DescribeAsync(first.NetworkInterfaceId)).Association.PublicIp);
        await Ec2Assert.FailsAsync("InvalidIPAddress.InUse", () => Ec2.ReleaseAddressAsync(new ReleaseAddressRequest { AllocationId = address.AllocationId }, Token));
        var error = await Ec2Assert.FailsAsync("Resource.AlreadyAssociated", () => AssociateAsync(address.AllocationId, second.NetworkInterfaceId, mayMove: false));
        Assert.Equal($"resource {address.AllocationId} is already associated with associate-id {association}", error.Message);

        var moved = await AssociateAsync(address.AllocationId, second.NetworkInterfaceId);
        Assert.NotEqual(association, moved);
        Assert.Null((await DescribeAsync(first.NetworkInterfaceId)).Association);
        await DisassociateAsync(moved);
        Assert.Null((await DescribeAsync(second.NetworkInterfaceId)).Association);
        await Ec2Assert.FailsAsync("InvalidAssociationID.NotFound", () => DisassociateAsync(moved));
        await Ec2.ReleaseAddressAsync(new ReleaseAddressRequest { AllocationId = address.AllocationId }, Token);
    }

    [Fact]
    public async Task Address_ToWhatCannotHaveIt_IsRefused()
    {
        var item = (await CreateAsync(new CreateNetworkInterfaceRequest { SubnetId = _subnet })).NetworkInterfaceId;
        var address = (await Ec2.AllocateAddressAsync(new AllocateAddressRequest(), Token)).AllocationId;

        await Ec2Assert.FailsAsync("Gateway.NotAttached", () => AssociateAsync(address, item));
        await _account.CreateAttachedInternetGatewayAsync(_vpc);
        await Ec2Assert.FailsAsync("InvalidNetworkInterfaceID.NotFound", () => AssociateAsync(address, "eni-00000000000000000"));
        await Ec2Assert.FailsAsync("InvalidAllocationID.NotFound", () => AssociateAsync("eipalloc-00000000000000000", item));
        await Ec2Assert.FailsAsync("InvalidInstanceID.NotFound", () => Ec2.AssociateAddressAsync(new AssociateAddressRequest { AllocationId = address, InstanceId = "i-00000000000000000" }, Token));
        await Ec2Assert.FailsAsync("MissingParameter", () => Ec2.AssociateAddressAsync(new AssociateAddressRequest { AllocationId = address }, Token));
        await Ec2Assert.FailsAsync("InvalidParameterValue", () => Ec2.AssociateAddressAsync(new AssociateAddressRequest { AllocationId = address, NetworkInterfaceId = item, PrivateIpAddress = "10.0.0.99" }, Token));
    }

    /// <summary>An address that a NAT gateway has is the gateway's.</summary>
    [Fact]
    public async Task Address_OfANatGateway_IsNotTaken()
    {
        await _account.CreateAttachedInternetGatewayAsync(_vpc);
        var (gateway, allocation) = await _account.CreateNatGatewayAsync(_subnet);
        var item = (await CreateAsync(new CreateNetworkInterfaceRequest { SubnetId = _subnet })).NetworkInterfaceId;
        var address = Assert.Single((await Ec2.DescribeAddressesAsync(new DescribeAddressesRequest { AllocationIds = [allocation] }, Token)).Addresses);

        await Ec2Assert.FailsAsync("AuthFailure", () => AssociateAsync(allocation, item));
        await Ec2Assert.FailsAsync("AuthFailure", () => DisassociateAsync(address.AssociationId));

        Assert.Equal(address.PublicIp, (await _account.GetNatGatewayAsync(gateway)).NatGatewayAddresses[0].PublicIp);
    }

    [Fact]
    public async Task RouteTable_OfASubnetAndTheMainOne_AreReplaced()
    {
        var (first, second) = (await CreateTableAsync(_vpc), await CreateTableAsync(_vpc));
        var association = (await Ec2.AssociateRouteTableAsync(new AssociateRouteTableRequest { RouteTableId = first, SubnetId = _subnet }, Token)).AssociationId;
        var main = Assert.Single((await TablesAsync(new Filter("association.main", ["true"]), new Filter("vpc-id", [_vpc]))));

        var replaced = await ReplaceAsync(association, second);
        var mainReplaced = await ReplaceAsync(main.Associations[0].RouteTableAssociationId, first);

        Assert.NotEqual(association, replaced.NewAssociationId);
        Assert.Equal(second, Assert.Single(await TablesAsync(new Filter("association.subnet-id", [_subnet]))).RouteTableId);
        Assert.Equal(first, Assert.Single(await TablesAsync(new Filter("association.main", ["true"]), new Filter("vpc-id", [_vpc]))).RouteTableId);
        Assert.Equal(RouteTableAssociationStateCode.Associated, mainReplaced.AssociationState.State);
        // What was the main one is a table like any other now.
        await Ec2.DeleteRouteTableAsync(new DeleteRouteTableRequest { RouteTableId = main.RouteTableId }, Token);
        await Ec2Assert.FailsAsync("InvalidAssociationID.NotFound", () => ReplaceAsync(association, second));
        await Ec2Assert.FailsAsync("InvalidRouteTableID.NotFound", () => ReplaceAsync(replaced.NewAssociationId, "rtb-00000000000000000"));
        var elsewhere = await CreateTableAsync(await _account.CreateVpcAsync("10.1.0.0/16"));
        await Ec2Assert.FailsAsync("InvalidParameterValue", () => ReplaceAsync(replaced.NewAssociationId, elsewhere));
    }

    private async Task<NetworkInterface> CreateAsync(CreateNetworkInterfaceRequest request) => (await Ec2.CreateNetworkInterfaceAsync(request, Token)).NetworkInterface;

    private async Task<NetworkInterface> DescribeAsync(string id) =>
        Assert.Single((await Ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest { NetworkInterfaceIds = [id] }, Token)).NetworkInterfaces);

    private async Task<string> AssociateAsync(string allocation, string item, bool? mayMove = null) =>
        (await Ec2.AssociateAddressAsync(new AssociateAddressRequest { AllocationId = allocation, NetworkInterfaceId = item, AllowReassociation = mayMove }, Token)).AssociationId;

    private Task DisassociateAsync(string association) => Ec2.DisassociateAddressAsync(new DisassociateAddressRequest { AssociationId = association }, Token);

    private async Task<string> CreateTableAsync(string vpc) => (await Ec2.CreateRouteTableAsync(new CreateRouteTableRequest { VpcId = vpc }, Token)).RouteTable.RouteTableId;

    private async Task<List<RouteTable>> TablesAsync(params Filter[] filters) => (await Ec2.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { Filters = [.. filters] }, Token)).RouteTables;

    private Task<ReplaceRouteTableAssociationResponse> ReplaceAsync(string association, string table) =>
        Ec2.ReplaceRouteTableAssociationAsync(new ReplaceRouteTableAssociationRequest { AssociationId = association, RouteTableId = table }, Token);
}
