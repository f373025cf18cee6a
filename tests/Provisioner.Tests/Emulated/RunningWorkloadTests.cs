using EksIngress.Emulator.Kubernetes;
using EksIngress.Model.Environments;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Kubernetes;
using EksIngress.Testing;
using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>Workloads with pods that run, while their replicas or their nodes change hands.</summary>
public sealed class RunningWorkloadTests : IAsyncLifetime
{
    private readonly ProvisionerRun _run = new();
    private readonly string _name = "w" + Guid.NewGuid().ToString("N")[..8];
    private RunningEmulator _emulator = null!;
    private AwsClients _aws = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EnvironmentSpec Fixed => Specs.Dev with
    {
        Name = _name,
        Workloads = [new() { Name = "web", Image = "idle:1", Replicas = 3, Environment = [new() { Name = "VERSION", Value = "1" }] }],
        Ingresses = [],
    };

    private EnvironmentSpec Scaled => Fixed with
    {
        Workloads = [Fixed.Workloads[0] with { Autoscaling = new() { MinReplicas = 2, MaxReplicas = 10, TargetCpuPercent = 70 } }],
    };

    public async ValueTask InitializeAsync()
    {
        _emulator = await RunningEmulator.StartAsync(
            new() { ConfigureServices = services => services.AddSingleton<IPodProgram>(new IdleProgram()) }, Token);
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
    public async Task Apply_FixedReplicasBecomeAnAutoscalers_NoPodGoes()
    {
        await ApplyAsync(Fixed);
        using var kubernetes = await EmulatedCluster.ConnectAsync(_run, _aws, _name, Token);
        var before = await ReadAsync(kubernetes);
        var pods = await ListPodsAsync(kubernetes);
        Assert.Equal(3, pods.Count);

        await ApplyAsync(Scaled);

        var after = await ReadAsync(kubernetes);
        Assert.Equal(3, after.Spec.Replicas);
        Assert.Equal(["handover-to-hpa"], Owners(after));
        Assert.Equal(pods, await ListPodsAsync(kubernetes));

        // Not even for a moment: the history of the Deployment has no other number.
        await foreach (var (_, seen) in kubernetes.AppsV1.WatchListNamespacedDeploymentAsync("default", resourceVersion: before.Metadata.ResourceVersion, cancellationToken: Token))
        {
            Assert.Equal(3, seen.Spec.Replicas);
            if (seen.Metadata.ResourceVersion == after.Metadata.ResourceVersion)
            {
                break;
            }
        }

        using var calls = new CallRecorder(_name);
        await ApplyAsync(Scaled);
        Assert.Empty(calls.Writes);
    }

    // The autoscaler takes the number over; what it chose outlives an apply, until the specification says a number again.
    [Fact]
    public async Task Apply_AutoscalerChose_TheNumberIsItsOwnUntilItIsGivenAgain()
    {
        await ApplyAsync(Fixed);
        await ApplyAsync(Scaled);
        using var kubernetes = await EmulatedCluster.ConnectAsync(_run, _aws, _name, Token);
        await kubernetes.AppsV1.PatchNamespacedDeploymentScaleAsync(
            new V1Patch("""{"spec":{"replicas":5}}""", V1Patch.PatchType.MergePatch), "web", "default", fieldManager: "kube-controller-manager", cancellationToken: Token);

        await ApplyAsync(Scaled with { Workloads = [Scaled.Workloads[0] with { Environment = [new() { Name = "VERSION", Value = "2" }] }] });
        Assert.Equal(5, (await ReadAsync(kubernetes)).Spec.Replicas);

        await ApplyAsync(Fixed);
        var deployment = await ReadAsync(kubernetes);
        Assert.Equal(3, deployment.Spec.Replicas);
        Assert.Equal([ClusterApi.FieldManager], Owners(deployment));
    }

    [Fact]
    public async Task Apply_ConfigurationChanges_ItsPodsAreReplacedAndNoOthers()
    {
        var other = Fixed.Workloads[0] with { Name = "other" };
        await ApplyAsync(Fixed with { Workloads = [Fixed.Workloads[0], other] });
        using var kubernetes = await EmulatedCluster.ConnectAsync(_run, _aws, _name, Token);
        var (pods, others) = (await ListPodsAsync(kubernetes), await ListPodsAsync(kubernetes, "other"));

        await ApplyAsync(Fixed with { Workloads = [Fixed.Workloads[0] with { Environment = [new() { Name = "VERSION", Value = "2" }] }, other] });

        Assert.Empty(pods.Intersect(await ListPodsAsync(kubernetes), StringComparer.Ordinal));
        Assert.Equal(others, await ListPodsAsync(kubernetes, "other"));
    }

    [Fact]
    public async Task Apply_NodeGroupIsReplaced_PodsAreOnTheNewNodesWhenItIsDone()
    {
        await ApplyAsync(Fixed);
        using var kubernetes = await EmulatedCluster.ConnectAsync(_run, _aws, _name, Token);

        await ApplyAsync(Fixed with { NodeGroups = [new() { Name = "larger", InstanceTypes = ["m5.xlarge"] }] });

        Assert.Equal(["larger"], (await _aws.Eks.ListNodegroupsAsync(new() { ClusterName = _name }, Token)).Nodegroups);
        Assert.Contains("deleted node group default", _run.Output, StringComparison.Ordinal);
        var nodes = (await kubernetes.CoreV1.ListNodeAsync(labelSelector: "eks.amazonaws.com/nodegroup=larger", cancellationToken: Token)).Items.Select(node => node.Name()).ToList();
        var running = (await kubernetes.CoreV1.ListNamespacedPodAsync("default", labelSelector: "app.kubernetes.io/name=web", cancellationToken: Token)).Items
            .Where(pod => pod.Metadata.DeletionTimestamp is null && pod.Status.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) is true).ToList();
        Assert.Equal(3, running.Count);
        Assert.All(running, pod => Assert.Contains(pod.Spec.NodeName, nodes));
    }

    private static Task<V1Deployment> ReadAsync(k8s.Kubernetes kubernetes) => kubernetes.AppsV1.ReadNamespacedDeploymentAsync("web", "default", cancellationToken: Token);

    private static async Task<IReadOnlyList<string>> ListPodsAsync(k8s.Kubernetes kubernetes, string workload = "web") =>
        [.. (await kubernetes.CoreV1.ListNamespacedPodAsync("default", labelSelector: $"app.kubernetes.io/name={workload}", cancellationToken: Token)).Items
            .Where(pod => pod.Metadata.DeletionTimestamp is null).Select(pod => pod.Name()).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string> Owners(V1Deployment deployment) =>
        [.. deployment.Metadata.ManagedFields.Where(entry => entry.FieldsV1.ToString()!.Contains("f:replicas\":{}", StringComparison.Ordinal) && entry.Subresource is null).Select(entry => entry.Manager)];

    private async Task ApplyAsync(EnvironmentSpec spec)
    {
        _run.Publish(spec);
        var exitCode = await _run.RunAsync("apply", _run.Folder, "--timeout", "60");

        Assert.True(exitCode == 0, _run.Output + _run.Error);
    }
}
