using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Amazon.CertificateManager;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.Faults;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Emulator.Tests.Kubernetes;
using EksIngress.Model.Naming;
using EksIngress.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>A cluster with two nodes in a VPC and the controller as the provisioner installs it: with its role, its webhooks and its pods.</summary>
internal sealed class ControllerBed : IAsyncDisposable
{
    public const string Issuer = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";

    private static readonly string[] s_reads = ["Describe", "Get", "List"];

    private readonly RunningEmulator _emulator;
    private readonly HttpClient _client;
    private readonly ActivityListener _listener;
    private readonly CallRecorder _recorder;
    private readonly string _role = $"controller-{Guid.NewGuid():N}";

    private ControllerBed(RunningEmulator emulator, CallRecorder recorder)
    {
        _emulator = emulator;
        _recorder = recorder;
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null } };
        _client = new HttpClient(handler);
        _client.DefaultRequestHeaders.Authorization = new("Bearer", "k8s-aws-v1.admin");
        var admin = new BasicAWSCredentials(emulator.AccessKeyId, emulator.SecretAccessKey);
        Ec2 = new AmazonEC2Client(admin, Configure(new AmazonEC2Config()));
        Elb = new AmazonElasticLoadBalancingV2Client(admin, Configure(new AmazonElasticLoadBalancingV2Config()));
        Iam = new AmazonIdentityManagementServiceClient(admin, Configure(new AmazonIdentityManagementServiceConfig()));
        Acm = new AmazonCertificateManagerClient(admin, Configure(new AmazonCertificateManagerConfig()));
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public static string ClusterName => ResourceNames.Cluster(ControllerBedOptions.Spec);

    public AmazonEC2Client Ec2 { get; }

    public AmazonElasticLoadBalancingV2Client Elb { get; }

    public AmazonIdentityManagementServiceClient Iam { get; }

    public AmazonCertificateManagerClient Acm { get; }

    public RunningEmulator Emulator => _emulator;

    public FaultPlan Faults => _emulator.Services.GetRequiredService<FaultPlan>();

    /// <summary>
    /// Names of the AWS calls that the controller's role made, in order. After <see cref="SettleAsync"/> they hold every call whose effect was seen before.
    /// </summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public IEnumerable<string> Writes => Calls.Where(call => !s_reads.Any(verb => call.StartsWith(verb, StringComparison.Ordinal)));

    public WebProgram Web { get; } = new();

    /// <summary>The controller's role.</summary>
    public string RoleArn { get; private set; } = "";

    public string VpcId { get; private set; } = "";

    public string NodeGroupId { get; private set; } = "";

    /// <summary>Instances of the nodes.</summary>
    public List<string> Instances { get; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ControllerBed> StartAsync(ControllerBedOptions? options = null)
    {
        options ??= new ControllerBedOptions();
        ControllerBed? bed = null;
        var recorder = new CallRecorder(span => bed!.Record(span));
        var emulator = await RunningEmulator.StartAsync(
            new()
            {
                Settings = options.Settings,
                ConfigureServices = services =>
                {
                    services.Replace(ServiceDescriptor.Singleton<IEksIdentities, FakeIdentities>());
                    services.AddSingleton<IPodProgram>(_ => bed!.Web);
                    services.AddSingleton<IStartupFilter>(recorder);
                },
            },
            Token);
        var clusters = emulator.Services.GetRequiredService<IKubernetesClusters>();
        bed = new ControllerBed(emulator, recorder);
        try
        {
            var info = await clusters.StartAsync(new(ClusterName, "1.34", "eu-west-1", Issuer, emulator.AwsEndpoint), Token);
            bed._client.BaseAddress = info.Endpoint;
            var setup = new ControllerBedSetup(bed, options);
            (bed.VpcId, bed.NodeGroupId) = await setup.CreateNetworkAsync(clusters);
            bed.RoleArn = await setup.CreateRoleAsync(bed._role);
            await setup.InstallAsync();
            if (options.IsExpectedToRun)
            {
                await bed.ControllerReadyAsync(options.Replicas);
            }

            return bed;
        }
        catch
        {
            await bed.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until calls that run now are recorded.</summary>
    public Task SettleAsync() => _recorder.SettleAsync(Token);

    /// <summary>Holds back answers to a method of AWS, once the method has done its work.</summary>
    public CallRecorder.Hold HoldAnswersTo(string method) => _recorder.HoldAnswersTo(method);

    private void Record(Activity span)
    {
        if (span.GetTagItem("aws.caller.arn") is string caller && caller.Contains(_role, StringComparison.Ordinal) && span.GetTagItem("rpc.method") is string method)
        {
            Calls.Enqueue(method);
        }
    }

    public async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string path, JsonNode? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString());
            request.Content.Headers.ContentType = new(contentType);
        }

        using var response = await _client.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(text)! : new JsonObject { ["text"] = text });
    }

    /// <summary>Applies and expects to succeed.</summary>
    public async Task<JsonNode> ApplyAsync(JsonObject item)
    {
        var metadata = item["metadata"]!;
        var path = $"{PathOf(item)}/{metadata["name"]}?fieldManager=test&force=true";
        var (status, body) = await SendAsync(HttpMethod.Patch, path, item, "application/apply-patch+yaml");
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Created, $"{path}: {body.ToJsonString()}");
        return body;
    }

    public Task<(HttpStatusCode Status, JsonNode Body)> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<JsonNode?> FindAsync(string path) => await SendAsync(HttpMethod.Get, path) is (HttpStatusCode.OK, var body) ? body : null;

    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path) => [.. (await SendAsync(HttpMethod.Get, path)).Body["items"]!.AsArray().OfType<JsonNode>()];

    public Task<JsonNode> WaitAsync(string path, Func<JsonNode, bool> holds) =>
        Eventually.GetAsync(async () => await FindAsync(path) is { } found && holds(found) ? found : null);

    public Task GoneAsync(string path) => Eventually.UntilAsync(async () => await FindAsync(path) is null);

    /// <summary>Waits for an event of an object and returns its message.</summary>
    public Task<string> EventAsync(string name, string reason, string ns = "default", Func<string, bool>? holds = null) => Eventually.GetAsync(async () =>
        (await ListAsync($"/api/v1/namespaces/{ns}/events")).Where(item => (string?)item["involvedObject"]!["name"] == name && (string?)item["reason"] == reason)
            .Select(item => (string?)item["message"]).FirstOrDefault(message => message is not null && (holds is null || holds(message))));

    /// <summary>A Deployment of <see cref="WebProgram"/> pods and its Service.</summary>
    public async Task AddWebAsync(string name, int replicas = 1, string serviceType = "ClusterIP", string? tag = null)
    {
        await ApplyAsync(Manifest.Deployment(name, replicas, tag ?? name));
        await ApplyAsync(Manifest.Service(name, serviceType));
        await WaitAsync($"/apis/apps/v1/namespaces/default/deployments/{name}", item => (int?)item["status"]?["availableReplicas"] == replicas);
    }

    public Task<JsonNode> AddressedAsync(string ingress) =>
        WaitAsync($"/apis/networking.k8s.io/v1/namespaces/default/ingresses/{ingress}", item => item["status"]?["loadBalancer"]?["ingress"] is not null);

    /// <summary>Asks the ALB of an Ingress until it answers as expected.</summary>
    public async Task AnswersAsync(string ingress, string path, string expected)
    {
        var status = (await AddressedAsync(ingress))["status"]!["loadBalancer"]!["ingress"]![0]!;
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{status["ports"]![0]!["port"]}") };
        await Eventually.UntilAsync(async () =>
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Token);
            return await response.Content.ReadAsStringAsync(Token) == expected;
        });
    }

    public async Task<JsonNode> BindingAsync(string service) => await Eventually.GetAsync(async () =>
        (await ListAsync("/apis/elbv2.k8s.aws/v1beta1/namespaces/default/targetgroupbindings")).FirstOrDefault(item => (string?)item["spec"]!["serviceRef"]!["name"] == service));

    public async Task<IReadOnlyList<string>> TargetsAsync(string arn) =>
    [
        .. ((await Elb.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = arn }, Token)).TargetHealthDescriptions ?? [])
            .Where(description => description.TargetHealth.State.Value != "draining")
            .Select(description => $"{description.Target.Id}:{description.Target.Port}")
            .Order(StringComparer.Ordinal),
    ];

    public async Task<string> LoadBalancerArnAsync() =>
        (await Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers.Single().LoadBalancerArn;

    public async Task<Listener> ListenerAsync() => (await Elb.DescribeListenersAsync(
        new DescribeListenersRequest { LoadBalancerArn = await LoadBalancerArnAsync() }, Token)).Listeners.Single();

    /// <summary>Allows the controller's role something more.</summary>
    public Task AllowAsync(params string[] actions) => Iam.PutRolePolicyAsync(
        new PutRolePolicyRequest
        {
            RoleName = _role,
            PolicyName = "more",
            PolicyDocument = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["{{string.Join("\",\"", actions)}}"],"Resource":"*"}]}""",
        },
        Token);

    public async Task<IReadOnlyList<Rule>> RulesAsync()
    {
        var listener = await ListenerAsync();
        return [.. (await Elb.DescribeRulesAsync(new DescribeRulesRequest { ListenerArn = listener.ListenerArn }, Token)).Rules.Where(rule => rule.IsDefault != true)];
    }

    public async Task<IReadOnlyList<IpPermission>> NodeRulesAsync() => (await Ec2.DescribeSecurityGroupsAsync(
        new DescribeSecurityGroupsRequest { GroupIds = [NodeGroupId] }, Token)).SecurityGroups.Single().IpPermissions ?? [];

    /// <summary>Ends the controller's pod as a crash would; its ReplicaSet makes another.</summary>
    public async Task RestartControllerAsync()
    {
        var before = Assert.Single(await ControllerPodsAsync());
        await DeleteAsync($"/api/v1/namespaces/kube-system/pods/{before["metadata"]!["name"]}?gracePeriodSeconds=0");

        // The lease of the one that ended would run for another 15 seconds.
        await DeleteAsync("/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/aws-load-balancer-controller-leader");
        await Eventually.UntilAsync(async () => await ControllerPodsAsync() is [{ } after] && (string?)after["metadata"]!["uid"] != (string?)before["metadata"]!["uid"]);
        await ControllerReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        Ec2.Dispose();
        Elb.Dispose();
        Iam.Dispose();
        Acm.Dispose();
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    public async Task<IReadOnlyList<JsonNode>> ControllerPodsAsync() =>
        await ListAsync("/api/v1/namespaces/kube-system/pods?labelSelector=app.kubernetes.io%2Fname%3Daws-load-balancer-controller");

    /// <summary>Its webhooks can be called: the endpoint follows the pod's readiness by a moment.</summary>
    /// <param name="replicas">How many pods must be ready.</param>
    public Task ControllerReadyAsync(int replicas = 1) => Eventually.UntilAsync(async () =>
        (await ListAsync("/apis/discovery.k8s.io/v1/namespaces/kube-system/endpointslices"))
            .SelectMany(slice => slice["endpoints"]?.AsArray().OfType<JsonNode>() ?? [])
            .Count(endpoint => (bool?)endpoint["conditions"]?["ready"] == true) == replicas);

    public async Task<string> ControllerLogAsync()
    {
        var name = Assert.Single(await ControllerPodsAsync())["metadata"]!["name"];
        return (string?)(await SendAsync(HttpMethod.Get, $"/api/v1/namespaces/kube-system/pods/{name}/log")).Body["text"] ?? "";
    }

    /// <summary>Collection that an object belongs to.</summary>
    public static string PathOf(JsonObject item)
    {
        var version = item["apiVersion"]!.ToString();
        var kind = item["kind"]!.ToString().ToLowerInvariant();
        var plural = kind.EndsWith('s') ? kind is "ingress" or "ingressclass" ? kind + "es" : kind : kind + "s";
        var root = version == "v1" ? "/api/v1" : $"/apis/{version}";
        return item["metadata"]!["namespace"] is { } ns ? $"{root}/namespaces/{ns}/{plural}" : $"{root}/{plural}";
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
