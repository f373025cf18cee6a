using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using EksIngress.Emulator.Aws.Ec2;
using EksIngress.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.Ec2;

/// <summary>An empty account, as the real SDK's client sees it over HTTP, and shorthands for what many tests need.</summary>
internal sealed class Ec2Account : IAsyncDisposable
{
    private readonly RunningEmulator _emulator;

    private Ec2Account(RunningEmulator emulator, FakeTimeProvider time)
    {
        _emulator = emulator;
        Time = time;
        Client = ClientIn(emulator.Region);
        Network = emulator.Services.GetRequiredService<Ec2Network>();
    }

    public AmazonEC2Client Client { get; }

    public Ec2Network Network { get; }

    public FakeTimeProvider Time { get; }

    public string Region => _emulator.Region;

    public static async Task<Ec2Account> StartAsync(CancellationToken cancellationToken, double timeScale = 0)
    {
        // Requests carry the machine's time, so the emulator's clock starts there too.
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var emulator = await RunningEmulator.StartAsync(
            new RunningEmulatorOptions
            {
                TimeProvider = time,
                Settings = new Dictionary<string, string?> { ["TimeScale"] = timeScale.ToString(System.Globalization.CultureInfo.InvariantCulture) },
            },
            cancellationToken);
        return new Ec2Account(emulator, time);
    }

    public AmazonEC2Client ClientIn(string region) => new(
        new BasicAWSCredentials(_emulator.AccessKeyId, _emulator.SecretAccessKey),
        new AmazonEC2Config { ServiceURL = _emulator.AwsEndpoint.ToString(), AuthenticationRegion = region, MaxErrorRetry = 0 });

    public async Task<string> CreateVpcAsync(string cidr = "10.0.0.0/16") =>
        (await Client.CreateVpcAsync(new CreateVpcRequest { CidrBlock = cidr }, TestContext.Current.CancellationToken)).Vpc.VpcId;

    public async Task<string> CreateSubnetAsync(string vpcId, string cidr = "10.0.0.0/24") =>
        (await Client.CreateSubnetAsync(new CreateSubnetRequest { VpcId = vpcId, CidrBlock = cidr }, TestContext.Current.CancellationToken)).Subnet.SubnetId;

    public async Task<string> CreateSecurityGroupAsync(string vpcId, string name = "web") =>
        (await Client.CreateSecurityGroupAsync(new CreateSecurityGroupRequest { VpcId = vpcId, GroupName = name, Description = name }, TestContext.Current.CancellationToken)).GroupId;

    public async Task<string> CreateAttachedInternetGatewayAsync(string vpcId)
    {
        var gateway = (await Client.CreateInternetGatewayAsync(new CreateInternetGatewayRequest(), TestContext.Current.CancellationToken)).InternetGateway;
        await Client.AttachInternetGatewayAsync(new AttachInternetGatewayRequest { InternetGatewayId = gateway.InternetGatewayId, VpcId = vpcId }, TestContext.Current.CancellationToken);
        return gateway.InternetGatewayId;
    }

    public async Task<(string GatewayId, string AllocationId)> CreateNatGatewayAsync(string subnetId)
    {
        var address = await Client.AllocateAddressAsync(new AllocateAddressRequest(), TestContext.Current.CancellationToken);
        var gateway = await Client.CreateNatGatewayAsync(new CreateNatGatewayRequest { SubnetId = subnetId, AllocationId = address.AllocationId }, TestContext.Current.CancellationToken);
        return (gateway.NatGateway.NatGatewayId, address.AllocationId);
    }

    public async Task<Amazon.EC2.Model.NatGateway> GetNatGatewayAsync(string id) =>
        Assert.Single((await Client.DescribeNatGatewaysAsync(new DescribeNatGatewaysRequest { NatGatewayIds = [id] }, TestContext.Current.CancellationToken)).NatGateways);

    public async Task<Amazon.EC2.Model.SecurityGroup> GetSecurityGroupAsync(string id) =>
        Assert.Single((await Client.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { GroupIds = [id] }, TestContext.Current.CancellationToken)).SecurityGroups);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _emulator.DisposeAsync();
    }
}
