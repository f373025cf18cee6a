using Amazon.EKS.Model;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.IdentityManagement.Model;
using EksIngress.Provisioner.Aws;
using EksIngress.Testing;
using k8s;
using k8s.Models;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>
/// Each link between an Ingress and its ALB, broken in turn in an environment that worked: no ALB appears, and the Ingress
/// carries the event that a user would read on AWS.
/// </summary>
public sealed class TrustChainTests : IAsyncLifetime
{
    private readonly ProvisionerRun _run = new();
    private readonly string _name = "t" + Guid.NewGuid().ToString("N")[..8];
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));
    private RunningEmulator _emulator = null!;
    private AwsClients _aws = null!;
    private k8s.Kubernetes _kubernetes = null!;

    private CancellationToken Token => _deadline.Token;

    private string ControllerRole => $"{_name}-eu-west-1-aws-load-balancer-controller";

    public async ValueTask InitializeAsync()
    {
        _emulator = await RunningEmulator.StartAsync(null, Token);
        _run.SetAccount(_emulator).Publish(Specs.Dev with { Name = _name, Workloads = [], Ingresses = [] });
        _aws = Account.Connect(_emulator);
        Assert.True(await _run.RunAsync("apply", _run.Folder) == 0, _run.Output + _run.Error);
        _kubernetes = await EmulatedCluster.ConnectAsync(_run, _aws, _name, Token);
    }

    public async ValueTask DisposeAsync()
    {
        _kubernetes?.Dispose();
        _aws?.Dispose();
        await _emulator.DisposeAsync();
        _run.Dispose();
        _deadline.Dispose();
    }

    [Fact]
    public async Task Chain_Whole_MakesAnAlb()
    {
        await CreateIngressAsync();

        await WaitForEventAsync("SuccessfullyReconciled", "Successfully reconciled");

        var loadBalancer = Assert.Single((await _aws.LoadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers);
        var ingress = await _kubernetes.NetworkingV1.ReadNamespacedIngressAsync("web", "default", cancellationToken: Token);
        Assert.Equal(loadBalancer.DNSName, Assert.Single(ingress.Status.LoadBalancer.Ingress).Hostname, ignoreCase: true);
    }

    [Fact]
    public async Task Provider_Missing_NoAlb()
    {
        var provider = await FindProviderAsync();
        await _aws.Iam.DeleteOpenIDConnectProviderAsync(new DeleteOpenIDConnectProviderRequest { OpenIDConnectProviderArn = provider }, Token);

        await AssertNoAlbAsync($"InvalidIdentityToken: No OpenIDConnect provider found in your account for {await IssuerAsync()}");
    }

    [Fact]
    public async Task Audience_Wrong_NoAlb()
    {
        var provider = await FindProviderAsync();
        await _aws.Iam.DeleteOpenIDConnectProviderAsync(new DeleteOpenIDConnectProviderRequest { OpenIDConnectProviderArn = provider }, Token);
        await _aws.Iam.CreateOpenIDConnectProviderAsync(
            new CreateOpenIDConnectProviderRequest { Url = await IssuerAsync(), ClientIDList = ["another.audience"] }, Token);

        await AssertNoAlbAsync("InvalidIdentityToken: Incorrect token audience");
    }

    [Fact]
    public async Task TrustPolicy_NamesAnotherServiceAccount_NoAlb()
    {
        var role = await _aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = ControllerRole }, Token);
        var trust = Uri.UnescapeDataString(role.Role.AssumeRolePolicyDocument);
        Assert.Contains($":{ControllerPods.Name}", trust, StringComparison.Ordinal);
        await _aws.Iam.UpdateAssumeRolePolicyAsync(
            new UpdateAssumeRolePolicyRequest
            {
                RoleName = ControllerRole,
                PolicyDocument = trust.Replace($"{ControllerPods.Namespace}:{ControllerPods.Name}", $"{ControllerPods.Namespace}:somebody-else", StringComparison.Ordinal),
            },
            Token);

        await AssertNoAlbAsync("operation error STS: AssumeRoleWithWebIdentity", "AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }

    [Fact]
    public async Task Annotation_Missing_NoAlb()
    {
        await _kubernetes.CoreV1.PatchNamespacedServiceAccountAsync(
            new V1Patch("""{"metadata":{"annotations":{"eks.amazonaws.com/role-arn":null}}}""", V1Patch.PatchType.MergePatch),
            ControllerPods.Name,
            ControllerPods.Namespace,
            cancellationToken: Token);

        await AssertNoAlbAsync("no EC2 IMDS role found");
    }

    [Fact]
    public async Task Permission_Missing_NoAlb()
    {
        var attached = await _aws.Iam.ListAttachedRolePoliciesAsync(new ListAttachedRolePoliciesRequest { RoleName = ControllerRole }, Token);
        foreach (var policy in attached.AttachedPolicies)
        {
            await _aws.Iam.DetachRolePolicyAsync(new DetachRolePolicyRequest { RoleName = ControllerRole, PolicyArn = policy.PolicyArn }, Token);
        }

        await AssertNoAlbAsync("StatusCode: 403", "not authorized to perform");
    }

    private async Task AssertNoAlbAsync(params string[] expected)
    {
        await ControllerPods.RestartAsync(_kubernetes, Token);
        await CreateIngressAsync();

        var message = await WaitForEventAsync("FailedBuildModel", expected[0]);

        Assert.All(expected, text => Assert.Contains(text, message, StringComparison.Ordinal));
        var loadBalancers = await _aws.LoadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token);
        Assert.Empty(loadBalancers.LoadBalancers ?? []);
        var ingress = await _kubernetes.NetworkingV1.ReadNamespacedIngressAsync("web", "default", cancellationToken: Token);
        Assert.Empty(ingress.Status?.LoadBalancer?.Ingress ?? []);
    }

    private async Task CreateIngressAsync()
    {
        var labels = new Dictionary<string, string> { ["app"] = "web" };
        await _kubernetes.CoreV1.CreateNamespacedServiceAsync(
            new V1Service
            {
                Metadata = new V1ObjectMeta { Name = "web" },
                Spec = new V1ServiceSpec { Selector = labels, Ports = [new V1ServicePort { Name = "http", Port = 8080, TargetPort = 8080 }] },
            },
            "default",
            cancellationToken: Token);
        await _kubernetes.NetworkingV1.CreateNamespacedIngressAsync(
            new V1Ingress
            {
                Metadata = new V1ObjectMeta
                {
                    Name = "web",
                    Annotations = new Dictionary<string, string> { ["alb.ingress.kubernetes.io/target-type"] = "ip", ["alb.ingress.kubernetes.io/scheme"] = "internet-facing" },
                },
                Spec = new V1IngressSpec
                {
                    IngressClassName = "alb",
                    Rules =
                    [
                        new V1IngressRule
                        {
                            Http = new V1HTTPIngressRuleValue
                            {
                                Paths =
                                [
                                    new V1HTTPIngressPath
                                    {
                                        Path = "/",
                                        PathType = "Prefix",
                                        Backend = new V1IngressBackend { Service = new V1IngressServiceBackend { Name = "web", Port = new V1ServiceBackendPort { Number = 8080 } } },
                                    },
                                ],
                            },
                        },
                    ],
                },
            },
            "default",
            cancellationToken: Token);
    }

    /// <summary>The message of the first event of the Ingress that has the reason and the text.</summary>
    private async Task<string> WaitForEventAsync(string reason, string text)
    {
        var seen = new List<string>();
        try
        {
            await foreach (var (_, found) in _kubernetes.CoreV1.WatchListNamespacedEventAsync(
                "default", fieldSelector: "involvedObject.kind=Ingress,involvedObject.name=web", cancellationToken: Token))
            {
                seen.Add($"{found.Reason}: {found.Message}");
                if (found.Reason == reason && found.Message.Contains(text, StringComparison.Ordinal))
                {
                    return found.Message;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told below.
        }

        throw new TimeoutException($"No event {reason} with '{text}'. Seen: {string.Join(Environment.NewLine, seen)}");
    }

    private async Task<string> FindProviderAsync()
    {
        var providers = await _aws.Iam.ListOpenIDConnectProvidersAsync(new ListOpenIDConnectProvidersRequest(), Token);
        return Assert.Single(providers.OpenIDConnectProviderList).Arn;
    }

    private async Task<string> IssuerAsync() =>
        (await _aws.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = _name }, Token)).Cluster.Identity.Oidc.Issuer;
}
