using System.Text.Json.Nodes;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Emulator.LoadBalancerController;
using EksIngress.Testing;
using Microsoft.Extensions.DependencyInjection;
using Tag = Amazon.EC2.Model.Tag;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>The controller as a pod beside a small Kubernetes API, with a role that it gets by its token, on the emulated AWS.</summary>
internal sealed class ControllerWorld : IAsyncDisposable
{
    public const string Ingresses = "/apis/networking.k8s.io/v1/ingresses";
    public const string Services = "/api/v1/services";
    public const string EndpointSlices = "/apis/discovery.k8s.io/v1/endpointslices";
    public const string Bindings = "/apis/elbv2.k8s.aws/v1beta1/targetgroupbindings";
    private const string Subject = "system:serviceaccount:kube-system:aws-load-balancer-controller";

    private readonly RunningEmulator _emulator;
    private readonly IssuerOnly _issuer;
    private readonly CancellationTokenSource _stop = new();
    private readonly string _tokenFile = Path.GetTempFileName();
    private Task _running = Task.CompletedTask;

    private ControllerWorld(RunningEmulator emulator, IssuerOnly issuer, MiniKubernetesApi api)
    {
        _emulator = emulator;
        _issuer = issuer;
        Api = api;
        var admin = new BasicAWSCredentials(emulator.AccessKeyId, emulator.SecretAccessKey);
        Ec2 = new AmazonEC2Client(admin, Configure(new AmazonEC2Config()));
        Elb = new AmazonElasticLoadBalancingV2Client(admin, Configure(new AmazonElasticLoadBalancingV2Config()));
        Iam = new AmazonIdentityManagementServiceClient(admin, Configure(new AmazonIdentityManagementServiceConfig()));
    }

    public MiniKubernetesApi Api { get; }

    public AmazonEC2Client Ec2 { get; }

    public AmazonElasticLoadBalancingV2Client Elb { get; }

    public AmazonIdentityManagementServiceClient Iam { get; }

    public List<string> Log { get; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ControllerWorld> StartAsync(
        string trustedSubject = Subject, string policy = ControllerPolicy.Document, bool withRole = true)
    {
        var issuer = new IssuerOnly();
        var emulator = await RunningEmulator.StartAsync(
            new RunningEmulatorOptions { ConfigureServices = services => services.AddSingleton<IKubernetesClusters>(issuer) }, Token);
        var world = new ControllerWorld(emulator, issuer, await MiniKubernetesApi.StartAsync());
        var vpcId = await world.CreateNetworkAsync();
        var roleArn = await world.CreateRoleAsync(trustedSubject, policy);
        world.Api.Put("/apis/networking.k8s.io/v1/ingressclasses", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "alb" },
            ["spec"] = new JsonObject { ["controller"] = "ingress.k8s.aws/alb" },
        });
        world.Api.Put("/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "default" } });
        world.Run(vpcId, withRole ? roleArn : null);
        return world;
    }

    public void PutIngress(string name, string path = "/", string service = "web", JsonObject? annotations = null) => Api.Put(Ingresses, new JsonObject
    {
        ["apiVersion"] = "networking.k8s.io/v1",
        ["kind"] = "Ingress",
        ["metadata"] = new JsonObject
        {
            ["namespace"] = "default",
            ["name"] = name,
            ["annotations"] = annotations ?? new JsonObject
            {
                ["alb.ingress.kubernetes.io/scheme"] = "internet-facing",
                ["alb.ingress.kubernetes.io/target-type"] = "ip",
            },
        },
        ["spec"] = new JsonObject
        {
            ["ingressClassName"] = "alb",
            ["rules"] = new JsonArray(new JsonObject
            {
                ["http"] = new JsonObject
                {
                    ["paths"] = new JsonArray(new JsonObject
                    {
                        ["path"] = path,
                        ["pathType"] = "Prefix",
                        ["backend"] = new JsonObject { ["service"] = new JsonObject { ["name"] = service, ["port"] = new JsonObject { ["number"] = 80 } } },
                    }),
                },
            }),
        },
    });

    public void PutService(string name, params (string Address, int Port)[] endpoints)
    {
        Api.Put(Services, new JsonObject
        {
            ["metadata"] = new JsonObject { ["namespace"] = "default", ["name"] = name },
            ["spec"] = new JsonObject { ["type"] = "ClusterIP", ["ports"] = new JsonArray(new JsonObject { ["name"] = "http", ["port"] = 80, ["targetPort"] = 8080 }) },
        });
        PutEndpoints(name, endpoints);
    }

    public void PutEndpoints(string service, params (string Address, int Port)[] endpoints) => Api.Put(EndpointSlices, new JsonObject
    {
        ["metadata"] = new JsonObject
        {
            ["namespace"] = "default",
            ["name"] = $"{service}-1",
            ["labels"] = new JsonObject { ["kubernetes.io/service-name"] = service },
        },
        ["addressType"] = "IPv4",
        ["ports"] = new JsonArray(new JsonObject { ["name"] = "http", ["port"] = endpoints.FirstOrDefault().Port }),
        ["endpoints"] = new JsonArray([.. endpoints.Select(endpoint => new JsonObject
        {
            ["addresses"] = new JsonArray(endpoint.Address),
            ["conditions"] = new JsonObject { ["ready"] = true },
        })]),
    });

    public JsonNode? StatusOf(string ingress) => Api.Find(Ingresses, "default", ingress)?["status"]?["loadBalancer"]?["ingress"]?[0];

    public bool HasLogged(params string[] parts)
    {
        lock (Log)
        {
            return Log.Exists(line => parts.All(part => line.Contains(part, StringComparison.Ordinal)));
        }
    }

    /// <summary>Waits for an event of an object and returns its message.</summary>
    public async Task<string> EventAsync(string name, string reason)
    {
        await Api.WaitForAsync(() => FindEvent(name, reason) is not null);
        return FindEvent(name, reason)!;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Ec2.Dispose();
        Elb.Dispose();
        Iam.Dispose();
        await Api.DisposeAsync();
        await _emulator.DisposeAsync();
        _issuer.Dispose();
        _stop.Dispose();
        File.Delete(_tokenFile);
    }

    private string? FindEvent(string name, string reason) => Api.All("/api/v1/events")
        .Where(item => (string?)item["involvedObject"]!["name"] == name && (string?)item["reason"] == reason)
        .Select(item => (string?)item["message"])
        .FirstOrDefault();

    private async Task<string> CreateNetworkAsync()
    {
        var vpc = (await Ec2.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "192.168.0.0/16" }, Token)).Vpc.VpcId;
        var gateway = (await Ec2.CreateInternetGatewayAsync(new CreateInternetGatewayRequest(), Token)).InternetGateway.InternetGatewayId;
        await Ec2.AttachInternetGatewayAsync(new AttachInternetGatewayRequest { VpcId = vpc, InternetGatewayId = gateway }, Token);
        foreach (var (zone, block) in new[] { ("eu-west-1a", "192.168.0.0/19"), ("eu-west-1b", "192.168.32.0/19") })
        {
            var subnet = (await Ec2.CreateSubnetAsync(new CreateSubnetRequest { VpcId = vpc, CidrBlock = block, AvailabilityZone = zone }, Token)).Subnet.SubnetId;
            await Ec2.CreateTagsAsync(new CreateTagsRequest { Resources = [subnet], Tags = [new Tag("kubernetes.io/role/elb", "1")] }, Token);
        }

        return vpc;
    }

    private async Task<string> CreateRoleAsync(string subject, string policy)
    {
        var url = IssuerOnly.Issuer;
        var provider = (await Iam.CreateOpenIDConnectProviderAsync(
            new CreateOpenIDConnectProviderRequest { Url = url, ClientIDList = ["sts.amazonaws.com"], ThumbprintList = [new string('0', 40)] }, Token)).OpenIDConnectProviderArn;
        var host = url["https://".Length..];
        var trust = new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(new JsonObject
            {
                ["Effect"] = "Allow",
                ["Principal"] = new JsonObject { ["Federated"] = provider },
                ["Action"] = "sts:AssumeRoleWithWebIdentity",
                ["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { [$"{host}:sub"] = subject, [$"{host}:aud"] = "sts.amazonaws.com" } },
            }),
        };
        var role = await Iam.CreateRoleAsync(new CreateRoleRequest { RoleName = "controller", AssumeRolePolicyDocument = trust.ToJsonString() }, Token);
        await Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = "controller", PolicyName = "controller", PolicyDocument = policy }, Token);
        return role.Role.Arn;
    }

    private void Run(string vpcId, string? roleArn)
    {
        File.WriteAllText(_tokenFile, _issuer.Token(Subject));
        var environment = new Dictionary<string, string> { ["AWS_ENDPOINT_URL"] = _emulator.AwsEndpoint.ToString() };
        if (roleArn is not null)
        {
            environment["AWS_ROLE_ARN"] = roleArn;
            environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/var/run/secrets/eks.amazonaws.com/serviceaccount/token";
        }

        var pod = new PodContext
        {
            Name = "aws-load-balancer-controller-1",
            Namespace = "kube-system",
            NodeName = "node-1",
            Args = ["--cluster-name=test", "--ingress-class=alb", "--aws-region=eu-west-1", $"--aws-vpc-id={vpcId}"],
            Environment = environment,
            ApiServer = Api.Address,
            CertificateAuthorityPem = "",
            ResolvePath = _ => _tokenFile,
            Log = line =>
            {
                lock (Log)
                {
                    Log.Add(line);
                }
            },
            SetReady = _ => { },
        };
        _running = new LoadBalancerControllerProgram(TimeProvider.System).RunAsync(pod, _stop.Token);
    }

    private T Configure<T>(T config)
        where T : ClientConfig
    {
        config.ServiceURL = _emulator.AwsEndpoint.ToString();
        config.AuthenticationRegion = _emulator.Region;
        config.MaxErrorRetry = 0;
        return config;
    }
}
