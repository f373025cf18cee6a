using Amazon.EC2;
using Amazon.EC2.Model;

namespace EksIngress.Emulator.Tests.Ec2;

public sealed class NatGatewayTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateNatGateway_ScaleZero_IsPendingAndThenAvailable()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var (subnetId, _) = await PublicSubnetAsync(account);
        var address = await account.Client.AllocateAddressAsync(new AllocateAddressRequest(), Token);

        var created = (await account.Client.CreateNatGatewayAsync(new CreateNatGatewayRequest { SubnetId = subnetId, AllocationId = address.AllocationId }, Token)).NatGateway;
        var observed = await account.GetNatGatewayAsync(created.NatGatewayId);

        Assert.Equal(NatGatewayState.Pending, created.State);
        Assert.Equal(NatGatewayState.Available, observed.State);
        Assert.Equal(address.PublicIp, Assert.Single(observed.NatGatewayAddresses).PublicIp);
    }

    [Fact]
    public async Task NatGateway_AwsPace_ChangesStateWhenItsTimeHasCome()
    {
        await using var account = await Ec2Account.StartAsync(Token, timeScale: 1);
        var (subnetId, _) = await PublicSubnetAsync(account);
        var (id, allocationId) = await account.CreateNatGatewayAsync(subnetId);

        account.Time.Advance(TimeSpan.FromSeconds(89));
        Assert.Equal(NatGatewayState.Pending, (await account.GetNatGatewayAsync(id)).State);
        account.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(NatGatewayState.Available, (await account.GetNatGatewayAsync(id)).State);

        await account.Client.DeleteNatGatewayAsync(new DeleteNatGatewayRequest { NatGatewayId = id }, Token);
        Assert.Equal(NatGatewayState.Deleting, (await account.GetNatGatewayAsync(id)).State);
        await Ec2Assert.FailsAsync("InvalidIPAddress.InUse", () => account.Client.ReleaseAddressAsync(new ReleaseAddressRequest { AllocationId = allocationId }, Token));
        account.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(NatGatewayState.Deleted, (await account.GetNatGatewayAsync(id)).State);
        await account.Client.ReleaseAddressAsync(new ReleaseAddressRequest { AllocationId = allocationId }, Token);
    }

    [Fact]
    public async Task NatGateway_DeletedForAnHour_IsNotFound()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var (subnetId, _) = await PublicSubnetAsync(account);
        var (id, _) = await account.CreateNatGatewayAsync(subnetId);
        await account.Client.DeleteNatGatewayAsync(new DeleteNatGatewayRequest { NatGatewayId = id }, Token);
        Assert.Equal(NatGatewayState.Deleted, (await account.GetNatGatewayAsync(id)).State);

        // Requests are signed with the machine's clock, so time passes behind the wire from here on.
        account.Time.Advance(TimeSpan.FromHours(1));

        Assert.Null(account.Network.Find<Emulator.Aws.Ec2.NatGateway>(account.Region, id));
    }

    [Fact]
    public async Task CreateNatGateway_NoInternetGateway_FailsAndSaysWhy()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var subnetId = await account.CreateSubnetAsync(await account.CreateVpcAsync());
        var (id, allocationId) = await account.CreateNatGatewayAsync(subnetId);

        var observed = await account.GetNatGatewayAsync(id);

        Assert.Equal(NatGatewayState.Failed, observed.State);
        Assert.Equal("Gateway.NotAttached", observed.FailureCode);
        await account.Client.ReleaseAddressAsync(new ReleaseAddressRequest { AllocationId = allocationId }, Token);
    }

    [Fact]
    public async Task CreateNatGateway_SameClientToken_MakesOne()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var (subnetId, otherSubnetId) = await PublicSubnetAsync(account);
        var address = await account.Client.AllocateAddressAsync(new AllocateAddressRequest(), Token);
        var request = new CreateNatGatewayRequest { SubnetId = subnetId, AllocationId = address.AllocationId, ClientToken = "once" };

        var first = await account.Client.CreateNatGatewayAsync(request, Token);
        var second = await account.Client.CreateNatGatewayAsync(request, Token);
        request.SubnetId = otherSubnetId;

        Assert.Equal(first.NatGateway.NatGatewayId, second.NatGateway.NatGatewayId);
        await Ec2Assert.FailsAsync("IdempotentParameterMismatch", () => account.Client.CreateNatGatewayAsync(request, Token));
    }

    [Fact]
    public async Task NatGateway_WhileItLives_HoldsSubnetGatewayAndAddress()
    {
        await using var account = await Ec2Account.StartAsync(Token);
        var vpcId = await account.CreateVpcAsync();
        var subnetId = await account.CreateSubnetAsync(vpcId);
        var internetGateway = await account.CreateAttachedInternetGatewayAsync(vpcId);
        var (_, allocationId) = await account.CreateNatGatewayAsync(subnetId);

        await Ec2Assert.FailsAsync("DependencyViolation", () => account.Client.DeleteSubnetAsync(new DeleteSubnetRequest { SubnetId = subnetId }, Token));
        await Ec2Assert.FailsAsync("DependencyViolation", () => account.Client.DetachInternetGatewayAsync(new DetachInternetGatewayRequest { InternetGatewayId = internetGateway, VpcId = vpcId }, Token));
        await Ec2Assert.FailsAsync("InvalidIPAddress.InUse", () => account.Client.ReleaseAddressAsync(new ReleaseAddressRequest { AllocationId = allocationId }, Token));
        await Ec2Assert.FailsAsync("Resource.AlreadyAssociated", () => account.Client.CreateNatGatewayAsync(new CreateNatGatewayRequest { SubnetId = subnetId, AllocationId = allocationId }, Token));
    }

    private static async Task<(string SubnetId, string OtherSubnetId)> PublicSubnetAsync(Ec2Account account)
    {
        var vpcId = await account.CreateVpcAsync();
        await account.CreateAttachedInternetGatewayAsync(vpcId);
        return (await account.CreateSubnetAsync(vpcId), await account.CreateSubnetAsync(vpcId, "10.0.1.0/24"));
    }
}
