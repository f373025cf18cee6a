using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.Runtime;
using EksIngress.Testing;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;
using DescribeTagsRequest = Amazon.ElasticLoadBalancingV2.Model.DescribeTagsRequest;
using ElbLoadBalancer = Amazon.ElasticLoadBalancingV2.Model.LoadBalancer;
using SubnetMapping = Amazon.ElasticLoadBalancingV2.Model.SubnetMapping;
using TargetGroup = Amazon.ElasticLoadBalancingV2.Model.TargetGroup;

namespace EksIngress.Emulator.Tests.ElbV2;

/// <summary>An emulator with a network that load balancers can live in, and SDK clients of its administrator.</summary>
public sealed class ElbTestbed : IAsyncDisposable
{
    private ElbTestbed(RunningEmulator emulator)
    {
        Emulator = emulator;
        var credentials = new BasicAWSCredentials(emulator.AccessKeyId, emulator.SecretAccessKey);
        Elb = ElbClient(credentials);
        Acm = new AmazonCertificateManagerClient(credentials, new AmazonCertificateManagerConfig { ServiceURL = emulator.AwsEndpoint.ToString(), AuthenticationRegion = emulator.Region });
        Ec2 = new AmazonEC2Client(credentials, new AmazonEC2Config { ServiceURL = emulator.AwsEndpoint.ToString(), AuthenticationRegion = emulator.Region });
    }

    public RunningEmulator Emulator { get; }

    public AmazonElasticLoadBalancingV2Client Elb { get; }

    public AmazonCertificateManagerClient Acm { get; }

    public AmazonEC2Client Ec2 { get; }

    public string VpcId { get; private set; } = "";

    /// <summary>Two, in two zones.</summary>
    public IReadOnlyList<string> Subnets { get; private set; } = [];

    /// <summary>Sends what it is told and nothing more: the emulator's telemetry instruments every client of the process, but not this one.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ElbTestbed> StartAsync(RunningEmulatorOptions? options = null)
    {
        var bed = new ElbTestbed(await RunningEmulator.StartAsync(options, Token));
        bed.VpcId = (await bed.Ec2.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.20.0.0/16" }, Token)).Vpc.VpcId;
        var subnets = new List<string>();
        foreach (var (zone, cidr) in new[] { ("a", "10.20.0.0/24"), ("b", "10.20.1.0/24") })
        {
            var subnet = await bed.Ec2.CreateSubnetAsync(
                new CreateSubnetRequest { VpcId = bed.VpcId, CidrBlock = cidr, AvailabilityZone = bed.Emulator.Region + zone },
                Token);
            subnets.Add(subnet.Subnet.SubnetId);
        }

        bed.Subnets = subnets;
        return bed;
    }

    public AmazonElasticLoadBalancingV2Client ElbClient(AWSCredentials credentials) => new(
        credentials,
        new AmazonElasticLoadBalancingV2Config
        {
            ServiceURL = Emulator.AwsEndpoint.ToString(),
            AuthenticationRegion = Emulator.Region,
            MaxErrorRetry = 0,
        });

    public async Task<ElbLoadBalancer> CreateLoadBalancerAsync(string name = "front") =>
        (await Elb.CreateLoadBalancerAsync(new CreateLoadBalancerRequest { Name = name, Scheme = LoadBalancerSchemeEnum.Internal, Subnets = [.. Subnets] }, Token))
            .LoadBalancers.Single();

    public async Task<TargetGroup> CreateTargetGroupAsync(string name = "group", Action<CreateTargetGroupRequest>? configure = null)
    {
        var request = new CreateTargetGroupRequest
        {
            Name = name,
            Protocol = ProtocolEnum.HTTP,
            Port = 8080,
            VpcId = VpcId,
            TargetType = TargetTypeEnum.Ip,
            HealthCheckIntervalSeconds = 15,
            HealthyThresholdCount = 2,
        };
        configure?.Invoke(request);
        return (await Elb.CreateTargetGroupAsync(request, Token)).TargetGroups.Single();
    }

    public async Task<Listener> CreateListenerAsync(string loadBalancerArn, Action action, int port = 80) =>
        (await Elb.CreateListenerAsync(
            new CreateListenerRequest { LoadBalancerArn = loadBalancerArn, Port = port, Protocol = ProtocolEnum.HTTP, DefaultActions = [action] },
            Token)).Listeners.Single();

    /// <summary>An internal Network Load Balancer in both subnets, without security groups.</summary>
    public async Task<ElbLoadBalancer> CreateNetworkLoadBalancerAsync(string name = "net", Action<CreateLoadBalancerRequest>? configure = null)
    {
        var request = new CreateLoadBalancerRequest
        {
            Name = name,
            Type = LoadBalancerTypeEnum.Network,
            Scheme = LoadBalancerSchemeEnum.Internal,
            SubnetMappings = [.. Subnets.Select(id => new SubnetMapping { SubnetId = id })],
        };
        configure?.Invoke(request);
        return (await Elb.CreateLoadBalancerAsync(request, Token)).LoadBalancers.Single();
    }

    /// <summary>A target group for one Application Load Balancer.</summary>
    public async Task<TargetGroup> CreateAlbTargetGroupAsync(string name = "alb", Action<CreateTargetGroupRequest>? configure = null)
    {
        var request = new CreateTargetGroupRequest { Name = name, Protocol = ProtocolEnum.TCP, Port = 80, VpcId = VpcId, TargetType = TargetTypeEnum.Alb };
        configure?.Invoke(request);
        return (await Elb.CreateTargetGroupAsync(request, Token)).TargetGroups.Single();
    }

    public async Task<Listener> CreateTcpListenerAsync(string loadBalancerArn, string targetGroupArn, int port = 80) =>
        (await Elb.CreateListenerAsync(
            new CreateListenerRequest { LoadBalancerArn = loadBalancerArn, Port = port, Protocol = ProtocolEnum.TCP, DefaultActions = [Forward(targetGroupArn)] },
            Token)).Listeners.Single();

    public Task RegisterAlbAsync(string targetGroupArn, string loadBalancerArn, int? port = null) => Elb.RegisterTargetsAsync(
        new RegisterTargetsRequest { TargetGroupArn = targetGroupArn, Targets = [new TargetDescription { Id = loadBalancerArn, Port = port }] }, Token);

    /// <summary>A certificate for the host, issued at once.</summary>
    public async Task<string> CreateCertificateAsync(string host) =>
        (await Acm.RequestCertificateAsync(new RequestCertificateRequest { DomainName = host, ValidationMethod = ValidationMethod.DNS, KeyAlgorithm = KeyAlgorithm.EC_prime256v1 }, Token)).CertificateArn;

    public async Task<Listener> CreateHttpsListenerAsync(string loadBalancerArn, Action action, string certificateArn, int port = 443, string? sslPolicy = null) =>
        (await Elb.CreateListenerAsync(
            new CreateListenerRequest
            {
                LoadBalancerArn = loadBalancerArn,
                Port = port,
                Protocol = ProtocolEnum.HTTPS,
                SslPolicy = sslPolicy,
                Certificates = [new Certificate { CertificateArn = certificateArn }],
                DefaultActions = [action],
            },
            Token)).Listeners.Single();

    public async Task<Rule> CreateRuleAsync(string listenerArn, int priority, Action action, params RuleCondition[] conditions) =>
        (await Elb.CreateRuleAsync(
            new CreateRuleRequest { ListenerArn = listenerArn, Priority = priority, Actions = [action], Conditions = [.. conditions] },
            Token)).Rules.Single();

    /// <summary>Where a listener answers on this machine.</summary>
    public async Task<Uri> AddressOfAsync(string listenerArn)
    {
        var tags = await Elb.DescribeTagsAsync(new DescribeTagsRequest { ResourceArns = [listenerArn] }, Token);
        var port = tags.TagDescriptions.Single().Tags.Single(tag => tag.Key == "aws:emulator:local-port").Value;
        return new Uri($"http://127.0.0.1:{port}");
    }

    /// <summary>What answered there with this text does so no more. The port is free: by now it may be that of any other listener of this machine.</summary>
    public static async Task AssertGoneAsync(Uri address, string text)
    {
        using var client = new HttpClient();
        try
        {
            using var response = await client.GetAsync(address, Token);
            Assert.NotEqual(text, await response.Content.ReadAsStringAsync(Token));
        }
        catch (HttpRequestException)
        {
            // Nobody has the port, or somebody who comes or goes himself.
        }
    }

    /// <summary>Registers targets and waits until the group has as many healthy ones.</summary>
    public async Task RegisterAsync(string targetGroupArn, params TargetServer[] targets)
    {
        await Elb.RegisterTargetsAsync(
            new RegisterTargetsRequest { TargetGroupArn = targetGroupArn, Targets = [.. targets.Select(target => target.Description)] },
            Token);
        await WaitForHealthAsync(targetGroupArn, health => health.Count(target => target.State == TargetHealthStateEnum.Healthy) >= targets.Length);
    }

    public async Task WaitForHealthAsync(string targetGroupArn, Func<IReadOnlyList<TargetHealth>, bool> wanted)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        while (!wanted(await HealthAsync(targetGroupArn)))
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async Task<IReadOnlyList<TargetHealth>> HealthAsync(string targetGroupArn)
    {
        var described = await Elb.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = targetGroupArn }, Token);
        return [.. (described.TargetHealthDescriptions ?? []).Select(description => description.TargetHealth)];
    }

    public static Action Forward(string targetGroupArn) => new() { Type = ActionTypeEnum.Forward, TargetGroupArn = targetGroupArn };

    public static Action Fixed(string statusCode, string? contentType = null, string? body = null) => new()
    {
        Type = ActionTypeEnum.FixedResponse,
        FixedResponseConfig = new FixedResponseActionConfig { StatusCode = statusCode, ContentType = contentType, MessageBody = body },
    };

    public static RuleCondition Path(params string[] values) => new()
    {
        Field = "path-pattern",
        PathPatternConfig = new PathPatternConditionConfig { Values = [.. values] },
    };

    public static RuleCondition Host(params string[] values) => new()
    {
        Field = "host-header",
        HostHeaderConfig = new HostHeaderConditionConfig { Values = [.. values] },
    };

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Elb.Dispose();
        Acm.Dispose();
        Ec2.Dispose();
        await Emulator.DisposeAsync();
    }
}
