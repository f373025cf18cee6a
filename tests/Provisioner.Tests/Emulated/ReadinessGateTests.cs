using System.Net;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Model.Environments;
using EksIngress.Provisioner.Aws;
using EksIngress.Testing;
using k8s;
using k8s.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>The label of a published namespace, the gates that the emulated controller gives for it, and rollouts that wait for them.</summary>
public sealed class ReadinessGateTests : IAsyncLifetime
{
    private const string Label = "elbv2.k8s.aws/pod-readiness-gate-inject";
    private const string ManagedBy = "app.kubernetes.io/managed-by";

    private readonly ProvisionerRun _run = new();
    private readonly string _name = "g" + Guid.NewGuid().ToString("N")[..8];
    private RunningEmulator _emulator = null!;
    private AwsClients _aws = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _emulator = await RunningEmulator.StartAsync(
            new() { ConfigureServices = services => services.AddSingleton<IPodProgram>(new HealthProgram()) }, Token);
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
    public async Task Apply_FirstBuildThenARollout_NewPodsWaitForTheLoadBalancer()
    {
        await ApplyAsync(Spec("/health", version: "1"));
        using var kubernetes = await EmulatedCluster.ConnectAsync(_run, _aws, _name, Token);
        Assert.Equal("enabled", (await LabelsAsync(kubernetes))[Label]);

        // There was no target group to wait for when they were made.
        Assert.All(await PodsAsync(kubernetes), pod => Assert.Null(pod.Spec.ReadinessGates));
        await LabelAsync(kubernetes, $$"""{"team":"shop","{{ManagedBy}}":"terraform"}""");

        await ApplyAsync(Spec("/health", version: "2"));

        var pods = await PodsAsync(kubernetes);
        Assert.Equal(2, pods.Count);
        Assert.All(pods, pod => Assert.Equal("True", Assert.Single(pod.Status.Conditions, condition => condition.Type == Assert.Single(pod.Spec.ReadinessGates).ConditionType).Status));
        var labels = await LabelsAsync(kubernetes);
        Assert.Equal(("enabled", "shop", "terraform"), (labels[Label], labels["team"], labels[ManagedBy]));
        Assert.DoesNotContain("eksingress.dev/environment", labels.Keys);

        using var calls = new CallRecorder(_name);
        await ApplyAsync(Spec("/health", version: "2"));
        Assert.Empty(calls.Writes);

        await _run.RunAsync("alb", "lint", "--live", "--cluster-name", _name);
        Assert.DoesNotContain("ALB800", _run.Output + _run.Error, StringComparison.Ordinal);
        await LabelAsync(kubernetes, $$"""{"{{Label}}":null}""");
        await _run.RunAsync("alb", "lint", "--live", "--cluster-name", _name);
        Assert.Contains("ALB800", _run.Output, StringComparison.Ordinal);
    }

    // The new pods answer at another path than the one at which the load balancer still asks them: they wait for an Ingress that comes after them.
    [Fact]
    public async Task Apply_HealthCheckChangesWithTheProgram_TheIngressComesThoughThePodsWait()
    {
        await ApplyAsync(Spec("/one", version: "1", replicas: 1));
        using var kubernetes = await EmulatedCluster.ConnectAsync(_run, _aws, _name, Token);

        await ApplyAsync(Spec("/two", version: "2", replicas: 1));

        Assert.Contains("waits for its load balancer: Target.ResponseCodeMismatch: Health checks failed with these codes: [404]", _run.Output, StringComparison.Ordinal);
        var pod = Assert.Single(await PodsAsync(kubernetes));
        Assert.Equal(("/two", "True"), (pod.Spec.Containers[0].ReadinessProbe.HttpGet.Path, pod.Status.Conditions.Single(condition => condition.Type == "Ready").Status));
    }

    [Fact]
    public async Task Apply_GatesAreTurnedOff_OurLabelGoesAndWhatOthersSaidStays()
    {
        var spec = Spec("/health", version: "1", replicas: 0);
        await ApplyAsync(spec);
        using var kubernetes = await EmulatedCluster.ConnectAsync(_run, _aws, _name, Token);
        await LabelAsync(kubernetes, """{"team":"shop"}""");

        await TurnOffAsync(spec);
        var labels = await LabelsAsync(kubernetes);
        Assert.Equal((false, "shop"), (labels.ContainsKey(Label), labels["team"]));
        using (var calls = new CallRecorder(_name))
        {
            await ApplyAsync(spec with { PodReadinessGates = false });
            Assert.Empty(calls.Writes);
        }

        // A label that somebody set as well is theirs.
        await LabelAsync(kubernetes, $$"""{"{{Label}}":"enabled"}""");
        await ApplyAsync(spec);
        await TurnOffAsync(spec);
        Assert.Equal("enabled", (await LabelsAsync(kubernetes))[Label]);
    }

    private EnvironmentSpec Spec(string path, string version, int replicas = 2) => Specs.Dev with
    {
        Name = _name,
        PodReadinessGates = true,
        Workloads =
        [
            new()
            {
                Name = "web",
                Image = "health:1",
                Replicas = replicas,
                PreStopSleepSeconds = 0,
                Readiness = new() { Path = path },
                Environment = [new() { Name = "HEALTH_PATH", Value = path }, new() { Name = "VERSION", Value = version }],
            },
        ],
        Ingresses =
        [
            new()
            {
                Name = "web",
                HealthCheck = new() { Path = path, IntervalSeconds = 5, TimeoutSeconds = 2 },
                DefaultBackend = new() { Workload = "web" },
            },
        ],
    };

    private async Task TurnOffAsync(EnvironmentSpec spec)
    {
        _run.Publish(spec with { PodReadinessGates = false });
        Assert.Equal(0, await _run.RunAsync("plan", _run.Folder));
        Assert.Contains("deletes the labels of Namespace default", _run.Output, StringComparison.Ordinal);
        await ApplyAsync(spec with { PodReadinessGates = false });
        Assert.Contains("deleted the labels of Namespace default", _run.Output, StringComparison.Ordinal);
    }

    private async Task ApplyAsync(EnvironmentSpec spec)
    {
        _run.Publish(spec);
        var exitCode = await _run.RunAsync("apply", _run.Folder, "--timeout", "120");

        Assert.True(exitCode == 0, _run.Output + _run.Error);
    }

    private static async Task<IDictionary<string, string>> LabelsAsync(k8s.Kubernetes kubernetes) =>
        (await kubernetes.CoreV1.ReadNamespaceAsync("default", cancellationToken: Token)).Metadata.Labels;

    private static Task LabelAsync(k8s.Kubernetes kubernetes, string labels) => kubernetes.CoreV1.PatchNamespaceAsync(
        new V1Patch($$$"""{"metadata":{"labels":{{{labels}}}}}""", V1Patch.PatchType.MergePatch), "default", fieldManager: "kubectl-label", cancellationToken: Token);

    private static async Task<IReadOnlyList<V1Pod>> PodsAsync(k8s.Kubernetes kubernetes) =>
        [.. (await kubernetes.CoreV1.ListNamespacedPodAsync("default", labelSelector: "app.kubernetes.io/name=web", cancellationToken: Token)).Items
            .Where(pod => pod.Metadata.DeletionTimestamp is null)];

    /// <summary>Images <c>health:VERSION</c>: a web server that is well at one path and knows no other.</summary>
    private sealed class HealthProgram : IPodProgram
    {
        public bool Runs(string image) => image.StartsWith("health:", StringComparison.Ordinal);

        public async Task RunAsync(PodContext pod, CancellationToken cancellationToken)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(pod.PodIP, 8080));
            await using var app = builder.Build();
            app.Run(context =>
            {
                context.Response.StatusCode = (int)(context.Request.Path == pod.Environment["HEALTH_PATH"] ? HttpStatusCode.OK : HttpStatusCode.NotFound);
                return Task.CompletedTask;
            });
            await app.StartAsync(cancellationToken);
            pod.SetReady(true);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
    }
}
