using System.Diagnostics;
using System.Text.Json.Nodes;
using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using Amazon.EC2.Model;
using Amazon.EKS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.IdentityManagement.Model;
using EksIngress.Emulator;
using EksIngress.Emulator.Aws.Shield;
using EksIngress.Emulator.Aws.Waf;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Provisioner.Tests.Emulated;
using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Tag = Amazon.EC2.Model.Tag;

namespace EksIngress.Provisioner.Tests.PolicyMutations;

/// <summary>An environment that the provisioner built, with two Services, certificates, a trust store, a web ACL and Shield Advanced.</summary>
public sealed class PolicyMutationBed : IAsyncLifetime
{
    private const string RoleTag = "kubernetes.io/role/elb";

    private static readonly string[] s_services = ["web", "api"];

    private List<string> _subnets = [];

    public DoctorFixture World { get; } = new() { Options = new() { ConfigureServices = services => services.AddSingleton<IPodProgram>(new IdleProgram()) } };

    internal ControllerSpans Spans { get; } = new();

    /// <summary>What stands for words in braces in annotations.</summary>
    internal Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await World.InitializeAsync();
        World.Emulator.Services.GetRequiredService<Guarded<ShieldState>>().Update(state => state with { IsSubscribed = true });
        World.Emulator.Services.GetRequiredService<Guarded<WebAclState>>().Update(state => state with
        {
            WebAcls = state.WebAcls.SetItem(
                PolicyMutationTable.WebAclArn, new WebAcl(PolicyMutationTable.WebAclArn, PolicyMutationTable.WebAclId, World.Emulator.Region, "guard", "", [], "lock")),
        });
        foreach (var service in s_services)
        {
            await AddServiceAsync(service);
        }

        var first = await RequestCertificateAsync("*.example.test");
        var second = await RequestCertificateAsync(IngressShape.Host);
        (Values["certificate"], Values["certificates"]) = (first, $"{first},{second}");
        await CreateTrustStoreAsync("clients");
        await ReadNetworkAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Spans.Dispose();
        await World.DisposeAsync();
    }

    /// <summary>Makes the account what a situation wants, under the whole policy.</summary>
    internal async Task PrepareAsync(Situation.Account account)
    {
        switch (account)
        {
            case Situation.Account.SubnetsWithoutRole:
                await World.Aws.Ec2.DeleteTagsAsync(new DeleteTagsRequest { Resources = _subnets, Tags = [new Tag(RoleTag, "1")] }, Token);
                break;
            case Situation.Account.DualStack:
                var balancer = Assert.Single((await World.Aws.LoadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers);
                await World.Aws.LoadBalancing.SetIpAddressTypeAsync(
                    new SetIpAddressTypeRequest { LoadBalancerArn = balancer.LoadBalancerArn, IpAddressType = IpAddressType.Dualstack }, Token);
                break;
            case Situation.Account.WithoutServiceLinkedRole:
                // There is none before the first load balancer.
                var roles = await World.Aws.Iam.ListRolesAsync(new ListRolesRequest { PathPrefix = "/aws-service-role/elasticloadbalancing.amazonaws.com/" }, Token);
                foreach (var role in roles.Roles ?? [])
                {
                    await World.Aws.Iam.DeleteServiceLinkedRoleAsync(new DeleteServiceLinkedRoleRequest { RoleName = role.RoleName }, Token);
                }

                break;
            default:
                break;
        }
    }

    /// <summary>Makes the account again what it was.</summary>
    internal async Task MendAsync(Situation.Account account)
    {
        if (account == Situation.Account.SubnetsWithoutRole)
        {
            await World.Aws.Ec2.CreateTagsAsync(new CreateTagsRequest { Resources = _subnets, Tags = [new Tag(RoleTag, "1")] }, Token);
        }
    }

    /// <summary>The first call of a trace that a policy denied; null when there was none so far.</summary>
    internal async Task<JsonNode?> FindDenialAsync(ActivityTraceId trace, string policyName) => (await World.DenialsAsync()).FirstOrDefault(denial =>
        (string?)denial["traceId"] == trace.ToHexString()
        && denial["decidedBy"]!.GetValue<string>().Contains($"inline policy {policyName} of role {World.ControllerRole}", StringComparison.Ordinal));

    private async Task AddServiceAsync(string name)
    {
        var labels = new Dictionary<string, string> { ["app"] = name };
        await World.Kubernetes.AppsV1.CreateNamespacedDeploymentAsync(
            new V1Deployment
            {
                Metadata = new V1ObjectMeta { Name = name },
                Spec = new V1DeploymentSpec
                {
                    Selector = new V1LabelSelector { MatchLabels = labels },
                    Template = new V1PodTemplateSpec
                    {
                        Metadata = new V1ObjectMeta { Labels = labels },
                        Spec = new V1PodSpec { Containers = [new V1Container { Name = "main", Image = "idle:1", Ports = [new V1ContainerPort { ContainerPort = 8080 }] }] },
                    },
                },
            },
            "default",
            cancellationToken: Token);
        await World.Kubernetes.CoreV1.CreateNamespacedServiceAsync(
            new V1Service
            {
                Metadata = new V1ObjectMeta { Name = name },
                Spec = new V1ServiceSpec { Selector = labels, Ports = [new V1ServicePort { Name = "http", Port = 80, TargetPort = 8080 }] },
            },
            "default",
            cancellationToken: Token);
        await foreach (var (_, slice) in World.Kubernetes.DiscoveryV1.WatchListNamespacedEndpointSliceAsync(
            "default", labelSelector: $"kubernetes.io/service-name={name}", cancellationToken: Token))
        {
            if (slice.Endpoints?.Any(endpoint => endpoint.Conditions?.Ready == true) == true)
            {
                return;
            }
        }
    }

    private async Task<string> RequestCertificateAsync(string host) => (await World.Aws.Certificates.RequestCertificateAsync(
        new RequestCertificateRequest { DomainName = host, ValidationMethod = ValidationMethod.DNS, KeyAlgorithm = KeyAlgorithm.EC_prime256v1 }, Token)).CertificateArn;

    private async Task CreateTrustStoreAsync(string name)
    {
        var bucket = Directory.CreateDirectory(Path.Combine(World.Emulator.Directory, "s3", "bundles"));
        File.Copy(World.CaFile, Path.Combine(bucket.FullName, "clients.pem"));
        await World.Aws.LoadBalancing.CreateTrustStoreAsync(
            new CreateTrustStoreRequest { Name = name, CaCertificatesBundleS3Bucket = bucket.Name, CaCertificatesBundleS3Key = "clients.pem" }, Token);
    }

    private async Task ReadNetworkAsync()
    {
        var vpcId = (await World.Aws.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = World.Name }, Token)).Cluster.ResourcesVpcConfig.VpcId;
        var subnets = (await World.Aws.Ec2.DescribeSubnetsAsync(
            new DescribeSubnetsRequest { Filters = [new Filter("vpc-id", [vpcId]), new Filter($"tag:{RoleTag}", ["1"])] }, Token)).Subnets;
        _subnets = [.. subnets.Select(subnet => subnet.SubnetId)];
        var third = (await World.Aws.Ec2.CreateSubnetAsync(
            new CreateSubnetRequest { VpcId = vpcId, CidrBlock = "192.168.64.0/24", AvailabilityZone = $"{World.Emulator.Region}c" }, Token)).Subnet.SubnetId;
        Values["subnets"] = string.Join(',', [.. _subnets, third]);
        Values["group"] = (await World.Aws.Ec2.CreateSecurityGroupAsync(
            new CreateSecurityGroupRequest { VpcId = vpcId, GroupName = "another", Description = "another" }, Token)).GroupId;
    }
}
