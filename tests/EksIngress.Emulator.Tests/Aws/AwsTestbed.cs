using System.Globalization;
using Amazon.CertificateManager;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.EKS;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Emulator.Tests.Kubernetes;
using EksIngress.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.Aws;

/// <summary>An emulator with clusters that have no API server, and SDK clients for it.</summary>
internal sealed class AwsTestbed : IAsyncDisposable
{
    private readonly List<IDisposable> _clients = [];

    private AwsTestbed(RunningEmulator emulator, FakeKubernetes kubernetes)
    {
        Emulator = emulator;
        Kubernetes = kubernetes;
        Administrator = new BasicAWSCredentials(emulator.AccessKeyId, emulator.SecretAccessKey);
        Iam = Client(new AmazonIdentityManagementServiceClient(Administrator, Config(new AmazonIdentityManagementServiceConfig())));
        Eks = EksAs(Administrator);
        Ec2 = Client(new AmazonEC2Client(Administrator, Config(new AmazonEC2Config())));
        Sts = StsAs(Administrator);
        Acm = AcmAs(Administrator);
    }

    public RunningEmulator Emulator { get; }

    public FakeKubernetes Kubernetes { get; }

    public AWSCredentials Administrator { get; }

    public IAmazonIdentityManagementService Iam { get; }

    public IAmazonEKS Eks { get; }

    public IAmazonEC2 Ec2 { get; }

    public IAmazonSecurityTokenService Sts { get; }

    public IAmazonCertificateManager Acm { get; }

    public static async Task<AwsTestbed> StartAsync(CancellationToken cancellationToken, TimeProvider? time = null, double timeScale = 0, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var kubernetes = new FakeKubernetes();
        var emulator = await RunningEmulator.StartAsync(
            new RunningEmulatorOptions
            {
                TimeProvider = time ?? TimeProvider.System,
                Settings = new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>()) { ["TimeScale"] = timeScale.ToString(CultureInfo.InvariantCulture) },
                ConfigureServices = services => services.AddSingleton<IKubernetesClusters>(kubernetes),
            },
            cancellationToken);
        return new AwsTestbed(emulator, kubernetes);
    }

    /// <summary>With its state in a folder, for the next to go on with, and clusters that outlive it.</summary>
    public static async Task<AwsTestbed> StartAsync(string directory, FakeKubernetes kubernetes, TimeProvider time, double timeScale, CancellationToken cancellationToken)
    {
        var emulator = await RunningEmulator.StartAsync(
            new RunningEmulatorOptions
            {
                Directory = directory,
                TimeProvider = time,
                Settings = new Dictionary<string, string?> { ["TimeScale"] = timeScale.ToString(CultureInfo.InvariantCulture) },
                ConfigureServices = services => services.AddSingleton<IKubernetesClusters>(kubernetes),
            },
            cancellationToken);
        return new AwsTestbed(emulator, kubernetes);
    }

    /// <summary>With clusters that have their API server, and a node that runs the program.</summary>
    public static async Task<AwsTestbed> StartWithClustersAsync(IPodProgram program, CancellationToken cancellationToken)
    {
        var emulator = await RunningEmulator.StartAsync(
            new RunningEmulatorOptions
            {
                Settings = new Dictionary<string, string?> { ["AttachKey"] = AttachedPod.Key },
                ConfigureServices = services => services.AddSingleton(program),
            },
            cancellationToken);
        return new AwsTestbed(emulator, new FakeKubernetes());
    }

    public IAmazonEKS EksAs(AWSCredentials credentials) => Client(new AmazonEKSClient(credentials, Config(new AmazonEKSConfig())));

    public IAmazonIdentityManagementService IamAs(AWSCredentials credentials) =>
        Client(new AmazonIdentityManagementServiceClient(credentials, Config(new AmazonIdentityManagementServiceConfig())));

    public IAmazonEC2 Ec2As(AWSCredentials credentials) => Client(new AmazonEC2Client(credentials, Config(new AmazonEC2Config())));

    public IAmazonSecurityTokenService StsAs(AWSCredentials credentials) =>
        Client(new AmazonSecurityTokenServiceClient(credentials, Config(new AmazonSecurityTokenServiceConfig())));

    public IAmazonCertificateManager AcmAs(AWSCredentials credentials) =>
        Client(new AmazonCertificateManagerClient(credentials, Config(new AmazonCertificateManagerConfig())));

    public T Config<T>(T config)
        where T : ClientConfig
    {
        config.ServiceURL = Emulator.AwsEndpoint.ToString();
        config.AuthenticationRegion = Emulator.Region;
        config.MaxErrorRetry = 0;
        return config;
    }

    /// <summary>A role with that trust policy and, when given, an inline policy.</summary>
    public async Task<Role> CreateRoleAsync(string name, string trust, string? statements = null)
    {
        var token = TestContext.Current.CancellationToken;
        var role = await Iam.CreateRoleAsync(new CreateRoleRequest { RoleName = name, AssumeRolePolicyDocument = Document(trust) }, token);
        if (statements is not null)
        {
            await Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = name, PolicyName = "inline", PolicyDocument = Document(statements) }, token);
        }

        return role.Role;
    }

    public Task<Role> CreateServiceRoleAsync(string name, string service) =>
        CreateRoleAsync(name, $$"""{"Effect":"Allow","Principal":{"Service":"{{service}}"},"Action":"sts:AssumeRole"}""");

    /// <summary>A user with an inline policy and an access key.</summary>
    public async Task<AWSCredentials> CreateUserAsync(string name, string statements)
    {
        var token = TestContext.Current.CancellationToken;
        await Iam.CreateUserAsync(new CreateUserRequest { UserName = name }, token);
        await Iam.PutUserPolicyAsync(new PutUserPolicyRequest { UserName = name, PolicyName = "inline", PolicyDocument = Document(statements) }, token);
        var key = (await Iam.CreateAccessKeyAsync(new CreateAccessKeyRequest { UserName = name }, token)).AccessKey;
        return new BasicAWSCredentials(key.AccessKeyId, key.SecretAccessKey);
    }

    /// <summary>A role with which instances become nodes.</summary>
    public async Task<Role> CreateNodeRoleAsync(string name)
    {
        var role = await CreateServiceRoleAsync(name, "ec2.amazonaws.com");
        foreach (var policy in new[] { "AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonEKS_CNI_Policy" })
        {
            await Iam.AttachRolePolicyAsync(new AttachRolePolicyRequest { RoleName = name, PolicyArn = "arn:aws:iam::aws:policy/" + policy }, TestContext.Current.CancellationToken);
        }

        return role;
    }

    /// <summary>A VPC and one public subnet per zone.</summary>
    public async Task<(string VpcId, List<string> SubnetIds)> CreateNetworkAsync(params string[] zones)
    {
        var token = TestContext.Current.CancellationToken;
        var vpc = await Ec2.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.0.0.0/16" }, token);
        await Ec2.ModifyVpcAttributeAsync(new ModifyVpcAttributeRequest { VpcId = vpc.Vpc.VpcId, EnableDnsHostnames = true }, token);
        var gateway = (await Ec2.CreateInternetGatewayAsync(new CreateInternetGatewayRequest(), token)).InternetGateway.InternetGatewayId;
        await Ec2.AttachInternetGatewayAsync(new AttachInternetGatewayRequest { InternetGatewayId = gateway, VpcId = vpc.Vpc.VpcId }, token);
        var tables = await Ec2.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { Filters = [new Filter("vpc-id", [vpc.Vpc.VpcId])] }, token);
        await Ec2.CreateRouteAsync(new CreateRouteRequest { RouteTableId = tables.RouteTables[0].RouteTableId, DestinationCidrBlock = "0.0.0.0/0", GatewayId = gateway }, token);
        var subnets = new List<string>();
        foreach (var (zone, index) in zones.Select((zone, index) => (zone, index)))
        {
            var subnet = await Ec2.CreateSubnetAsync(new CreateSubnetRequest { VpcId = vpc.Vpc.VpcId, CidrBlock = $"10.0.{index}.0/24", AvailabilityZone = zone }, token);
            await Ec2.ModifySubnetAttributeAsync(new ModifySubnetAttributeRequest { SubnetId = subnet.Subnet.SubnetId, MapPublicIpOnLaunch = true }, token);
            subnets.Add(subnet.Subnet.SubnetId);
        }

        return (vpc.Vpc.VpcId, subnets);
    }

    public static string Document(string statements) => $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""";

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await Emulator.DisposeAsync();
    }

    private T Client<T>(T client)
        where T : IDisposable
    {
        _clients.Add(client);
        return client;
    }
}
