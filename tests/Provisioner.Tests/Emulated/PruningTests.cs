using Amazon.EKS.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using EksIngress.Model.Environments;
using EksIngress.Provisioner.Aws;
using EksIngress.Testing;
using k8s;
using k8s.Models;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>
/// What leaves a specification: apply says what goes, removes it and nothing else, against the emulator's own API server, controller and account.
/// Workloads have no replicas, so that there are no programs to run.
/// </summary>
public sealed class PruningTests : IAsyncLifetime
{
    private static readonly CertificateRequestSpec Certificate = new() { DomainName = "shop.example" };

    private readonly ProvisionerRun _run = new();
    private readonly string _name = "p" + Guid.NewGuid().ToString("N")[..8];
    private RunningEmulator _emulator = null!;
    private AwsClients _aws = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EnvironmentSpec Small => Specs.Dev with
    {
        Name = _name,
        Workloads = [Specs.Dev.Workloads[1] with { Replicas = 0 }],
        Ingresses = [new() { Name = "web", Rules = [new() { Path = "/b", Workload = "service-b" }] }],
    };

    private EnvironmentSpec Large => Small with
    {
        NodeGroups = [.. Small.NodeGroups, new() { Name = "spot" }],
        Workloads =
        [
            .. Small.Workloads,
            Specs.Dev.Workloads[0] with
            {
                Replicas = 0,
                Environment = [new() { Name = "GREETING", Value = "hello" }],
                DisruptionBudget = new() { MaxUnavailable = "1" },
                IamRole = Specs.Dev.Workloads[0].IamRole! with { Identity = WorkloadIdentity.PodIdentity },
            },
            new() { Name = "worker", Namespace = "jobs", Image = "worker:1", Replicas = 0, HasService = false, IamRole = new() { Name = _name + "-hand-named" } },
        ],
        Ingresses =
        [
            Small.Ingresses[0] with { Rules = [.. Small.Ingresses[0].Rules, new() { Path = "/a", Workload = "service-a" }] },
            new()
            {
                Name = "answers",
                Class = "own",
                Https = new() { Requests = [Certificate] },
                Rules = [new() { Path = "/", FixedResponse = new() { StatusCode = 200 } }],
            },
        ],
    };

    public async ValueTask InitializeAsync()
    {
        _emulator = await RunningEmulator.StartAsync(null, Token);
        _run.SetAccount(_emulator);
        _aws = Account.Connect(_emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _emulator.DisposeAsync();
        _run.Dispose();
    }

    [Fact]
    public async Task Apply_EverythingThatCanLeave_GoesAndTheAccountIsAsIfItHadNeverBeen()
    {
        await ApplyAsync(Small);
        var (account, objects) = (await ListAccountAsync(), await ListObjectsAsync());
        await ApplyAsync(Large);
        Assert.NotEqual(account.Order(StringComparer.Ordinal), (await ListAccountAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await _aws.LoadBalancing.DescribeLoadBalancersAsync(new(), Token)).LoadBalancers.Count);

        _run.Publish(Small);
        Assert.Equal(0, await _run.RunAsync("plan", _run.Folder));
        var plan = _run.Output;
        await ApplyAsync(Small);

        string[] gone =
        [
            "node group spot", "Ingress default/answers", "IngressClass own", "IngressClassParams own",
            "Deployment default/service-a", "Service default/service-a", "ConfigMap default/service-a-env", "ServiceAccount default/service-a",
            "PodDisruptionBudget default/service-a", "Deployment jobs/worker", "ServiceAccount jobs/worker",
            "association of service account default/service-a", "add-on eks-pod-identity-agent",
            $"role {_name}-eu-west-1-workload-service-a", $"policy {_name}-eu-west-1-workload-service-a", $"role {_name}-hand-named", "for shop.example",
        ];
        Assert.All(gone, what => Assert.Contains(what, plan, StringComparison.Ordinal));
        Assert.All(gone, what => Assert.Contains(what, _run.Output, StringComparison.Ordinal));
        Assert.Contains("Namespace jobs stays: objects of others may live in it", plan, StringComparison.Ordinal);
        Assert.Contains("Namespace jobs stays: objects of others may live in it", _run.Output, StringComparison.Ordinal);
        Assert.Equal(account, await ListAccountAsync());
        Assert.Equal(objects.Append("Namespace /jobs").Order(StringComparer.Ordinal), await ListObjectsAsync());

        using var calls = new CallRecorder(_name);
        await ApplyAsync(Small);
        Assert.Empty(calls.Writes);
    }

    [Fact]
    public async Task Apply_ThingsOfOthers_StayThoughTheSpecificationDoesNotHaveThem()
    {
        await ApplyAsync(Small);
        using var kubernetes = await EmulatedCluster.ConnectAsync(_run, _aws, _name, Token);

        // By hand, even with our labels: a copy, as someone makes one to try something.
        var copy = await kubernetes.CoreV1.ReadNamespacedServiceAsync("service-b", "default", cancellationToken: Token);
        await kubernetes.CoreV1.CreateNamespacedConfigMapAsync(
            new V1ConfigMap { Metadata = new() { Name = "copy", Labels = copy.Metadata.Labels, Annotations = copy.Metadata.Annotations } }, "default", cancellationToken: Token);
        var group = (await _aws.Eks.DescribeNodegroupAsync(new() { ClusterName = _name, NodegroupName = "default" }, Token)).Nodegroup;
        await _aws.Eks.CreateNodegroupAsync(
            new CreateNodegroupRequest
            {
                ClusterName = _name,
                NodegroupName = "theirs",
                NodeRole = group.NodeRole,
                Subnets = group.Subnets,
                ScalingConfig = new() { MinSize = 0, DesiredSize = 0, MaxSize = 1 },
                Tags = new() { ["eksingress.dev/environment"] = _name + "-other" },
            },
            Token);
        await _aws.Eks.CreateAddonAsync(new CreateAddonRequest { ClusterName = _name, AddonName = "metrics-server" }, Token);
        var role = $"{_name}-eu-west-1-workload-theirs";
        await _aws.Iam.CreateRoleAsync(
            new CreateRoleRequest { RoleName = role, AssumeRolePolicyDocument = Trust, Description = $"Mine of environment {_name}", Tags = [new() { Key = "eksingress.dev/environment", Value = _name }] }, Token);
        await _aws.Certificates.RequestCertificateAsync(
            new() { DomainName = "theirs.example", ValidationMethod = "DNS", Tags = [new() { Key = "eksingress.dev/environment", Value = _name + "-other" }] }, Token);

        await ApplyAsync(Small);

        Assert.NotNull(await kubernetes.CoreV1.ReadNamespacedConfigMapAsync("copy", "default", cancellationToken: Token));
        Assert.Contains("theirs", (await _aws.Eks.ListNodegroupsAsync(new() { ClusterName = _name }, Token)).Nodegroups);
        Assert.Contains("metrics-server", (await _aws.Eks.ListAddonsAsync(new() { ClusterName = _name }, Token)).Addons);
        Assert.Equal(role, (await _aws.Iam.GetRoleAsync(new() { RoleName = role }, Token)).Role.RoleName);
        Assert.Single((await _aws.Certificates.ListCertificatesAsync(new(), Token)).CertificateSummaryList);
    }

    [Fact]
    public async Task Apply_TwoEnvironmentsInOneAccount_PruneEachItsOwn()
    {
        var other = Large with { Name = _name + "2" };
        await ApplyAsync(Large);
        await ApplyAsync(other with { Workloads = [.. other.Workloads.SkipLast(1)] });
        var before = await ListAccountAsync();

        await ApplyAsync(Small);

        var gone = before.Except(await ListAccountAsync(), StringComparer.Ordinal).ToList();
        Assert.Contains($"node group {_name}/spot", gone);
        Assert.Contains($"role {_name}-eu-west-1-workload-service-a", gone);
        Assert.All(gone, what => Assert.DoesNotContain($"{_name}2", what, StringComparison.Ordinal));
        Assert.Equal(2, (await _aws.LoadBalancing.DescribeLoadBalancersAsync(new(), Token)).LoadBalancers.Count(item => item.LoadBalancerName.Contains("web", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Apply_PermissionLeaves_IsTakenFromTheRole()
    {
        const string Table = "arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess", Bucket = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
        var spec = Small with { Ingresses = [], Workloads = [Small.Workloads[0] with { IamRole = new() { ManagedPolicyArns = [Table, Bucket] } }] };
        await ApplyAsync(spec);
        var role = $"{_name}-eu-west-1-workload-service-b";
        Assert.Equal(2, (await _aws.Iam.ListAttachedRolePoliciesAsync(new() { RoleName = role }, Token)).AttachedPolicies.Count);

        await ApplyAsync(spec with { Workloads = [spec.Workloads[0] with { IamRole = new() { ManagedPolicyArns = [Bucket] } }] });

        Assert.Equal(Bucket, Assert.Single((await _aws.Iam.ListAttachedRolePoliciesAsync(new() { RoleName = role }, Token)).AttachedPolicies).PolicyArn);
        Assert.Contains($"deleted attachment of {Table} to role {role}", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_CertificateThatALoadBalancerOfOthersUses_StaysAndIsNamed()
    {
        await ApplyAsync(Large);
        var certificate = Assert.Single((await _aws.Certificates.ListCertificatesAsync(new(), Token)).CertificateSummaryList).CertificateArn;
        var subnets = (await _aws.Ec2.DescribeSubnetsAsync(new() { Filters = [new("tag:kubernetes.io/role/elb", ["1"])] }, Token)).Subnets;
        var balancer = (await _aws.LoadBalancing.CreateLoadBalancerAsync(new() { Name = "theirs", Subnets = [.. subnets.Select(subnet => subnet.SubnetId)] }, Token)).LoadBalancers[0];
        await _aws.LoadBalancing.CreateListenerAsync(
            new()
            {
                LoadBalancerArn = balancer.LoadBalancerArn,
                Protocol = "HTTPS",
                Port = 443,
                Certificates = [new() { CertificateArn = certificate }],
                DefaultActions = [new() { Type = "fixed-response", FixedResponseConfig = new() { StatusCode = "404" } }],
            },
            Token);

        await ApplyAsync(Small);

        Assert.Contains($"{balancer.LoadBalancerArn}, which does not belong to this environment, uses it", _run.Output, StringComparison.Ordinal);
        Assert.Equal(certificate, Assert.Single((await _aws.Certificates.ListCertificatesAsync(new(), Token)).CertificateSummaryList).CertificateArn);
    }

    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private async Task ApplyAsync(EnvironmentSpec spec)
    {
        _run.Publish(spec);
        var exitCode = await _run.RunAsync("apply", _run.Folder, "--timeout", "90");

        Assert.True(exitCode == 0, _run.Output + _run.Error);
    }

    /// <summary>What an environment can leave behind in an account, by name.</summary>
    private async Task<IReadOnlyList<string>> ListAccountAsync()
    {
        var all = new List<string>();
        foreach (var cluster in (await _aws.Eks.ListClustersAsync(new(), Token)).Clusters)
        {
            all.AddRange((await _aws.Eks.ListNodegroupsAsync(new() { ClusterName = cluster }, Token)).Nodegroups.Select(name => $"node group {cluster}/{name}"));
            all.AddRange(((await _aws.Eks.ListAddonsAsync(new() { ClusterName = cluster }, Token)).Addons ?? []).Select(name => $"add-on {cluster}/{name}"));
            all.AddRange(((await _aws.Eks.ListPodIdentityAssociationsAsync(new() { ClusterName = cluster }, Token)).Associations ?? [])
                .Select(item => $"association {cluster}/{item.Namespace}/{item.ServiceAccount}"));
        }

        all.AddRange((await _aws.Iam.ListRolesAsync(new(), Token)).Roles
            .Where(role => !role.Path.StartsWith("/aws-service-role/", StringComparison.Ordinal)).Select(role => $"role {role.RoleName}"));
        all.AddRange((await _aws.Iam.ListPoliciesAsync(new() { Scope = PolicyScopeType.Local }, Token)).Policies.Select(policy => $"policy {policy.PolicyName}"));
        all.AddRange(((await _aws.Certificates.ListCertificatesAsync(new(), Token)).CertificateSummaryList ?? []).Select(item => $"certificate {item.CertificateArn}"));
        all.AddRange((await _aws.LoadBalancing.DescribeLoadBalancersAsync(new(), Token)).LoadBalancers.Select(item => $"load balancer {item.LoadBalancerName}"));
        return [.. all.Order(StringComparer.Ordinal)];
    }

    /// <summary>The environment's objects in its cluster, by its label.</summary>
    private async Task<IReadOnlyList<string>> ListObjectsAsync()
    {
        using var kubernetes = await EmulatedCluster.ConnectAsync(_run, _aws, _name, Token);
        var selector = $"eksingress.dev/environment={_name}";
        IEnumerable<IEnumerable<IKubernetesObject<V1ObjectMeta>>> lists =
        [
            (await kubernetes.AppsV1.ListDeploymentForAllNamespacesAsync(labelSelector: selector, cancellationToken: Token)).Items,
            (await kubernetes.CoreV1.ListServiceForAllNamespacesAsync(labelSelector: selector, cancellationToken: Token)).Items,
            (await kubernetes.CoreV1.ListServiceAccountForAllNamespacesAsync(labelSelector: selector, cancellationToken: Token)).Items,
            (await kubernetes.CoreV1.ListConfigMapForAllNamespacesAsync(labelSelector: selector, cancellationToken: Token)).Items,
            (await kubernetes.CoreV1.ListSecretForAllNamespacesAsync(labelSelector: selector, cancellationToken: Token)).Items,
            (await kubernetes.CoreV1.ListNamespaceAsync(labelSelector: selector, cancellationToken: Token)).Items,
            (await kubernetes.PolicyV1.ListPodDisruptionBudgetForAllNamespacesAsync(labelSelector: selector, cancellationToken: Token)).Items,
            (await kubernetes.NetworkingV1.ListIngressForAllNamespacesAsync(labelSelector: selector, cancellationToken: Token)).Items,
            (await kubernetes.NetworkingV1.ListIngressClassAsync(labelSelector: selector, cancellationToken: Token)).Items,
        ];
        return [.. lists.SelectMany(items => items.Select(item => $"{item.GetType().Name.Replace("V1", "", StringComparison.Ordinal)} {item.Namespace()}/{item.Name()}")).Order(StringComparer.Ordinal)];
    }
}
