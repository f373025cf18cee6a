using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.EC2.Model;
using Amazon.EKS;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Certificates;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Model.Environments;
using EksIngress.Provisioner.Aws;
using EksIngress.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>What a specification can say beyond the defaults, built in an emulated account with the real SDK clients.</summary>
public sealed class RichEnvironmentTests : IAsyncLifetime
{
    private readonly ProvisionerRun _run = new();
    private readonly string _name = "r" + Guid.NewGuid().ToString("N")[..8];
    private RunningEmulator _emulator = null!;
    private AwsClients _aws = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EnvironmentSpec Spec => Specs.Dev with { Name = _name, Ingresses = [] };

    private ConcurrentDictionary<string, JsonObject> Objects =>
        ((FakeKubernetesClusters)_emulator.Services.GetRequiredService<IKubernetesClusters>()).Objects;

    public async ValueTask InitializeAsync()
    {
        _emulator = await RunningEmulator.StartAsync(
            new RunningEmulatorOptions
            {
                ConfigureServices = services => services.AddSingleton<IKubernetesClusters>(provider => new FakeKubernetesClusters(
                    provider.GetRequiredService<IEksIdentities>, provider.GetRequiredService<CertificateAuthority>)),
            },
            Token);
        _run.Set("AWS_ENDPOINT_URL", _emulator.AwsEndpoint.AbsoluteUri)
            .Set("AWS_ACCESS_KEY_ID", _emulator.AccessKeyId)
            .Set("AWS_SECRET_ACCESS_KEY", _emulator.SecretAccessKey);
        _aws = Account.Connect(_emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _emulator.DisposeAsync();
        _run.Dispose();
    }

    [Fact]
    public async Task Apply_ClusterAndNodeGroupSettings_AreMadeAndFollowed()
    {
        var spec = Spec with
        {
            EndpointAccess = new() { PublicCidrs = ["203.0.113.0/24"] },
            AuthenticationMode = ClusterAuthenticationMode.ApiAndConfigMap,
            Tags = new Dictionary<string, string> { ["team"] = "shop" },
            NodeGroups =
            [
                new() { Name = "default" },
                new()
                {
                    Name = "spot",
                    CapacityType = CapacityType.Spot,
                    AmiType = "BOTTLEROCKET_x86_64",
                    DiskSizeGiB = 50,
                    Labels = new Dictionary<string, string> { ["team"] = "shop" },
                    Taints = [new() { Key = "dedicated", Value = "shop", Effect = Model.Environments.TaintEffect.NoSchedule }],
                },
            ],
        };
        await ApplyAsync(spec);

        var cluster = (await _aws.Eks.DescribeClusterAsync(new() { Name = _name }, Token)).Cluster;
        Assert.Equal(["203.0.113.0/24"], cluster.ResourcesVpcConfig.PublicAccessCidrs);
        Assert.Equal(AuthenticationMode.API_AND_CONFIG_MAP, cluster.AccessConfig.AuthenticationMode);
        Assert.Equal("shop", cluster.Tags["team"]);
        var vpc = Assert.Single((await _aws.Ec2.DescribeVpcsAsync(new DescribeVpcsRequest { VpcIds = [cluster.ResourcesVpcConfig.VpcId] }, Token)).Vpcs);
        Assert.Contains(vpc.Tags, tag => tag is { Key: "team", Value: "shop" });
        var group = (await _aws.Eks.DescribeNodegroupAsync(new() { ClusterName = _name, NodegroupName = "spot" }, Token)).Nodegroup;
        Assert.Equal(("SPOT", "BOTTLEROCKET_x86_64", 50, "shop"), (group.CapacityType.Value, group.AmiType.Value, group.DiskSize, group.Labels["team"]));
        Assert.Equal(("dedicated", "shop", "NO_SCHEDULE"), (group.Taints[0].Key, group.Taints[0].Value, group.Taints[0].Effect.Value));
        await AssertUnchangedAsync();

        await ApplyAsync(spec with
        {
            EndpointAccess = new() { Private = false },
            AuthenticationMode = ClusterAuthenticationMode.Api,
            NodeGroups = [spec.NodeGroups[0], spec.NodeGroups[1] with { Labels = new Dictionary<string, string> { ["tier"] = "web" }, Taints = null }],
        });

        cluster = (await _aws.Eks.DescribeClusterAsync(new() { Name = _name }, Token)).Cluster;
        Assert.Equal((true, false), (cluster.ResourcesVpcConfig.EndpointPublicAccess, cluster.ResourcesVpcConfig.EndpointPrivateAccess));
        Assert.Equal(["0.0.0.0/0"], cluster.ResourcesVpcConfig.PublicAccessCidrs);
        Assert.Equal(AuthenticationMode.API, cluster.AccessConfig.AuthenticationMode);
        group = (await _aws.Eks.DescribeNodegroupAsync(new() { ClusterName = _name, NodegroupName = "spot" }, Token)).Nodegroup;
        Assert.Equal(["tier"], group.Labels.Keys);
        Assert.Empty(group.Taints ?? []);
        await AssertUnchangedAsync();

        Assert.Equal(1, await RunAsync("apply", spec));
        Assert.Contains("EKS does not go back", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_ExistingVpc_IsUsedAndNeitherChangedNorRemoved()
    {
        await ApplyAsync(Spec);
        var owned = (await _aws.Eks.DescribeClusterAsync(new() { Name = _name }, Token)).Cluster.ResourcesVpcConfig;
        var subnets = (await _aws.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { SubnetIds = owned.SubnetIds }, Token)).Subnets;
        var existing = new ExistingNetworkSpec
        {
            VpcId = owned.VpcId,
            PrivateSubnetIds = [.. subnets.Where(subnet => subnet.Tags.Exists(tag => tag.Key == "kubernetes.io/role/internal-elb")).Select(subnet => subnet.SubnetId)],
            PublicSubnetIds = [.. subnets.Where(subnet => subnet.Tags.Exists(tag => tag.Key == "kubernetes.io/role/elb")).Select(subnet => subnet.SubnetId)],
        };
        var guest = Spec with { Name = _name + "g", Network = new() { Existing = existing } };
        var before = await Account.ListAsync(_aws, Token);

        await ApplyAsync(guest);

        var cluster = (await _aws.Eks.DescribeClusterAsync(new() { Name = guest.Name }, Token)).Cluster.ResourcesVpcConfig;
        Assert.Equal(owned.VpcId, cluster.VpcId);
        var group = (await _aws.Eks.DescribeNodegroupAsync(new() { ClusterName = guest.Name, NodegroupName = "default" }, Token)).Nodegroup;
        Assert.Equal(existing.PrivateSubnetIds.Order(StringComparer.Ordinal), group.Subnets.Order(StringComparer.Ordinal));
        await AssertUnchangedAsync();

        Assert.True(await _run.RunAsync("destroy", _run.Folder, "--timeout", "60") == 0, _run.Output + _run.Error);
        Assert.Equal(before, await Account.ListAsync(_aws, Token));
    }

    [Fact]
    public async Task Apply_ExistingVpcThatDoesNotFit_SaysWhatIsWrong()
    {
        var existing = new ExistingNetworkSpec { VpcId = "vpc-00000000", PrivateSubnetIds = ["subnet-00000001", "subnet-00000002"] };

        Assert.Equal(1, await RunAsync("apply", Spec with { Network = new() { Existing = existing } }));

        Assert.Contains("There is no VPC vpc-00000000 in eu-west-1. Correct network.existing.vpcId.", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_PodIdentityAndAutoscaling_MakesAssociationsAndAddOns()
    {
        var spec = Spec with
        {
            Workloads =
            [
                Spec.Workloads[0] with { IamRole = Spec.Workloads[0].IamRole! with { Identity = WorkloadIdentity.PodIdentity } },
                Spec.Workloads[1] with { Autoscaling = new() { MinReplicas = 1, MaxReplicas = 3, TargetCpuPercent = 70 } },
            ],
        };
        await ApplyAsync(spec);

        var association = Assert.Single((await _aws.Eks.ListPodIdentityAssociationsAsync(new() { ClusterName = _name }, Token)).Associations);
        Assert.Equal(("default", "service-a"), (association.Namespace, association.ServiceAccount));
        Assert.Equal(
            ["eks-pod-identity-agent", "metrics-server"],
            (await _aws.Eks.ListAddonsAsync(new() { ClusterName = _name }, Token)).Addons.Order(StringComparer.Ordinal));
        var role = (await _aws.Iam.GetRoleAsync(new() { RoleName = $"{_name}-eu-west-1-workload-service-a" }, Token)).Role;
        Assert.Contains("pods.eks.amazonaws.com", Uri.UnescapeDataString(role.AssumeRolePolicyDocument), StringComparison.Ordinal);
        Assert.Null(Objects["api/v1/namespaces/default/serviceaccounts/service-a"]["metadata"]!["annotations"]?["eks.amazonaws.com/role-arn"]);
        await AssertUnchangedAsync();

        await ApplyAsync(Spec);

        Assert.Empty((await _aws.Eks.ListPodIdentityAssociationsAsync(new() { ClusterName = _name }, Token)).Associations ?? []);
        role = (await _aws.Iam.GetRoleAsync(new() { RoleName = $"{_name}-eu-west-1-workload-service-a" }, Token)).Role;
        Assert.Contains("sts:AssumeRoleWithWebIdentity", Uri.UnescapeDataString(role.AssumeRolePolicyDocument), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_Parameters_ReachTheClusterAndSecretsNothingElse()
    {
        var spec = Spec with
        {
            Parameters = [new() { Name = "greeting", Default = "hello" }, new() { Name = "api-key", Secret = true }],
            Workloads =
            [
                Spec.Workloads[0] with
                {
                    Environment = [new() { Name = "GREETING", Value = "${parameters.greeting}!" }, new() { Name = "KEY", Value = "k=${parameters.api-key}", Secret = true }],
                },
                Spec.Workloads[1],
            ],
        };
        Assert.Equal(2, await RunAsync("apply", spec));
        Assert.Contains("Parameter without a value: 'api-key'. Say --parameter NAME=VALUE, or set variables such as Parameters__greeting.", _run.Error, StringComparison.Ordinal);
        Assert.Equal(2, await _run.RunAsync("apply", _run.Folder, "--parameter", "nobody=1"));
        Assert.Contains("no parameter 'nobody'; it has 'greeting', 'api-key'", _run.Error, StringComparison.Ordinal);

        _run.Set("Parameters__api_key", "hunter2");
        await ApplyAsync(spec);

        Assert.DoesNotContain("hunter2", _run.Output, StringComparison.Ordinal);
        Assert.Equal("k=hunter2", Secret("KEY"));
        Assert.Equal("hello!", Objects["api/v1/namespaces/default/configmaps/service-a-env"]["data"]!["GREETING"]!.GetValue<string>());
        var (first, other) = (Hash("service-a"), Hash("service-b"));
        Assert.NotNull(first);
        Assert.Null(other);
        await AssertUnchangedAsync();

        Assert.Equal(0, await _run.RunAsync("apply", _run.Folder, "--timeout", "60", "--parameter", "greeting=good day"));
        Assert.Equal("good day!", Objects["api/v1/namespaces/default/configmaps/service-a-env"]["data"]!["GREETING"]!.GetValue<string>());
        Assert.NotEqual(first, Hash("service-a"));
        Assert.DoesNotContain("hunter2", string.Concat(Directory.GetFiles(_run.Folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText)), StringComparison.Ordinal);

        string Secret(string key) => Encoding.UTF8.GetString(Convert.FromBase64String(Objects["api/v1/namespaces/default/secrets/service-a-secrets"]["data"]![key]!.GetValue<string>()));
        string? Hash(string workload) => Objects[$"apis/apps/v1/namespaces/default/deployments/{workload}"]["spec"]!["template"]!["metadata"]!["annotations"]?["eksingress.dev/parameters-hash"]?.GetValue<string>();
    }

    [Fact]
    public async Task Apply_ParameterThatIsWrongWhereItStands_IsSaidBeforeAnythingIsTouched()
    {
        var spec = Spec with
        {
            Parameters = [new() { Name = "host" }],
            Ingresses = [Specs.Dev.Ingresses[0] with { Rules = [new() { Host = "${parameters.host}", Workload = "service-a" }] }],
        };
        _run.Publish(spec);

        Assert.Equal(2, await _run.RunAsync("apply", _run.Folder, "--parameter", "host=Shop Example"));

        Assert.Contains("ingresses[0].rules[0].host is 'Shop Example'", _run.Error, StringComparison.Ordinal);
        Assert.Empty((await _aws.Eks.ListClustersAsync(new(), Token)).Clusters ?? []);
    }

    private async Task ApplyAsync(EnvironmentSpec spec)
    {
        var exitCode = await RunAsync("apply", spec);

        Assert.True(exitCode == 0, _run.Output + _run.Error);
    }

    private Task<int> RunAsync(string command, EnvironmentSpec spec)
    {
        _run.Publish(spec);
        return _run.RunAsync(command, _run.Folder, "--timeout", "60");
    }

    private async Task AssertUnchangedAsync()
    {
        Assert.True(await _run.RunAsync("status", _run.Folder) == 0, _run.Output + _run.Error);
        Assert.Contains("Nothing to do.", _run.Output, StringComparison.Ordinal);
    }
}
