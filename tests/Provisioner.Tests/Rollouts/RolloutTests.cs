using System.Globalization;
using System.Text;
using Amazon.CertificateManager.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Tests.Emulated;
using EksIngress.Testing;
using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Provisioner.Tests.Rollouts;

/// <summary>
/// A cluster as the provisioner builds it, an Ingress before two Deployments, and clients that never stop: whatever changes, no request
/// fails, but for those that a killed pod had. <c>bench/rollout.sh</c> runs it at full size.
/// </summary>
public sealed class RolloutTests : IAsyncLifetime
{
    private const string Namespace = "default";
    private const string Balanced = "balanced";

    // The bench's pods sleep before they end, as published ones do. The others end when their targets are gone, which no clock can miss.
    private static readonly int SleepSeconds = Setting("SLEEP", 0);

    private readonly ProvisionerRun _run = new();
    private readonly FailedExchanges _failed = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(Setting("MINUTES", 3)));
    private readonly CancellationTokenSource _end = new();
    private readonly RolloutProgram _program;
    private string _certificateArn = "";
    private RunningEmulator _emulator = null!;
    private AwsClients _aws = null!;
    private k8s.Kubernetes _kubernetes = null!;

    public RolloutTests() => _program = new RolloutProgram(SleepSeconds > 0 ? _ => Task.CompletedTask : WaitUntilReleasedAsync);

    private CancellationToken Token => _deadline.Token;

    public async ValueTask InitializeAsync()
    {
        _emulator = await RunningEmulator.StartAsync(
            new RunningEmulatorOptions
            {
                ConfigureServices = services => services.AddSingleton<IPodProgram>(_program).AddSingleton<IExchangeObserver>(_failed),
            },
            Token);
        var name = "t" + Guid.NewGuid().ToString("N")[..8];
        _run.SetAccount(_emulator).Publish(Specs.Dev with { Name = name, Workloads = [], Ingresses = [] });
        _aws = Account.Connect(_emulator);
        Assert.True(await _run.RunAsync("apply", _run.Folder) == 0, _run.Output + _run.Error);
        _kubernetes = await EmulatedCluster.ConnectAsync(_run, _aws, name, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _kubernetes?.Dispose();
        _aws?.Dispose();
        await _emulator.DisposeAsync();
        _run.Dispose();
        _deadline.Dispose();
        _end.Dispose();
    }

    [Fact]
    public async Task Load_ThroughRolloutScalingCertificatesRulesWeightsAndAKill_LosesOnlyWhatTheKilledPodHad()
    {
        await CreateAsync("blue", replicas: 3);
        await CreateAsync("green", replicas: 1);
        var first = RolloutCertificate.Create();
        _certificateArn = await ImportAsync(first, null);
        await CreateIngressAsync();
        await WaitForAlbAsync();
        await WaitForTargetsAsync(4);
        await using var load = new RolloutLoad(await AddressAsync("http", 80), Setting("CONNECTIONS", 64), Setting("REQUESTS", 5_000));
        await using var secure = new RolloutLoad(await AddressAsync("https", 443), connections: 2, requests: long.MaxValue, reconnects: true);
        await secure.AnsweredAsync(first.Thumbprint, Token);

        // Rolling update.
        await UpdateAsync("blue", """{"spec":{"template":{"spec":{"containers":[{"name":"web","env":[{"name":"VERSION","value":"blue-2"}]}]}}}}""", V1Patch.PatchType.StrategicMergePatch);
        await WaitForPodsAsync("blue", "blue-2", 3);
        await WaitForTargetsAsync(4);
        await load.AnsweredAsync("blue-2", Token);
        Assert.Empty(load.Failures);

        // 1, 5, 1.
        foreach (var replicas in new[] { 1, 5, 1 })
        {
            await UpdateAsync("blue", string.Create(CultureInfo.InvariantCulture, $$$"""{"spec":{"replicas":{{{replicas}}}}}"""), V1Patch.PatchType.MergePatch);
            await WaitForPodsAsync("blue", "blue-2", replicas);
            await WaitForTargetsAsync(replicas + 1);
            Assert.Empty(load.Failures);
        }

        // Another certificate under the same ARN: every handshake gets the one or the other.
        var second = RolloutCertificate.Create();
        await ImportAsync(second, _certificateArn);
        await secure.AnsweredAsync(second.Thumbprint, Token);
        Assert.Empty(secure.Failures);

        // Weights, down to nothing and up again, and rules before the one that is asked. One after the other: of an Ingress that changes
        // both, the controller finds no rule again, and turns one into another.
        foreach (var (blue, green, extra) in new[] { (9, 1, 0), (0, 1, 0), (0, 1, 3), (0, 1, 6), (1, 0, 6), (1, 0, 2), (1, 0, 0), (1, 1, 0) })
        {
            await ChangeIngressAsync(blue, green, extra);
            await load.AnsweredAsync(blue > 0 ? "blue-2" : "green-1", Token);
            Assert.Empty(load.Failures);
        }

        // One pod of three dies with what it has, and comes back; requests that find nobody at its address are its own as well.
        await UpdateAsync("blue", """{"spec":{"replicas":3}}""", V1Patch.PatchType.MergePatch);
        await WaitForPodsAsync("blue", "blue-2", 3);
        await WaitForTargetsAsync(4);
        Assert.Empty(load.Failures);
        var victim = (await PodsAsync("blue"))[0].Status.PodIP;
        _program.Kill(victim);
        await WaitForPodsAsync("blue", "blue-2", 3);
        await WaitForTargetsAsync(4);
        await load.EnoughAsync(Token);
        await load.StopAsync();
        await secure.StopAsync();

        string[] failures = [.. load.Failures, .. secure.Failures];
        Assert.All(_failed.All, failure => Assert.Equal(($"{victim}:{RolloutProgram.Port}", 502), (failure.Target, failure.StatusCode)));
        Assert.Equal(failures.Length, _failed.All.Count);
        Assert.All(failures, failure => Assert.Equal("502", failure));
        TestContext.Current.SendDiagnosticMessage(
            $"{load.Requests} requests and {secure.Requests} with a handshake each, {failures.Length} failed at the killed pod; answers: {string.Join(", ", load.Answers.Select(answer => $"{answer.Key} {answer.Value}"))}");
    }

    // bench/rollout.sh asks for more than CI does.
    private static int Setting(string name, int value) =>
        int.TryParse(Environment.GetEnvironmentVariable($"EKSINGRESS_ROLLOUT_{name}"), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : value;

    private async Task CreateAsync(string name, int replicas)
    {
        var labels = new Dictionary<string, string> { ["app"] = name };
        await _kubernetes.CoreV1.CreateNamespacedServiceAsync(
            new V1Service
            {
                Metadata = new V1ObjectMeta { Name = name },
                Spec = new V1ServiceSpec { Selector = labels, Ports = [new V1ServicePort { Name = "http", Port = RolloutProgram.Port, TargetPort = RolloutProgram.Port }] },
            },
            Namespace,
            cancellationToken: Token);
        await _kubernetes.AppsV1.CreateNamespacedDeploymentAsync(
            new V1Deployment
            {
                Metadata = new V1ObjectMeta { Name = name },
                Spec = new V1DeploymentSpec
                {
                    Replicas = replicas,
                    Selector = new V1LabelSelector { MatchLabels = labels },
                    Template = new V1PodTemplateSpec
                    {
                        Metadata = new V1ObjectMeta { Labels = labels },
                        Spec = new V1PodSpec
                        {
                            TerminationGracePeriodSeconds = SleepSeconds + 30,
                            Containers =
                            [
                                new V1Container
                                {
                                    Name = "web",
                                    Image = "rollout:1",
                                    Lifecycle = SleepSeconds == 0 ? null : new V1Lifecycle { PreStop = new V1LifecycleHandler { Sleep = new V1SleepAction { Seconds = SleepSeconds } } },
                                    Ports = [new V1ContainerPort { ContainerPort = RolloutProgram.Port }],
                                    Env =
                                    [
                                        new V1EnvVar { Name = "POD_IP", ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = "status.podIP" } } },
                                        new V1EnvVar { Name = "VERSION", Value = $"{name}-1" },
                                    ],
                                },
                            ],
                        },
                    },
                },
            },
            Namespace,
            cancellationToken: Token);
    }

    private Task UpdateAsync(string deployment, string patch, V1Patch.PatchType type) =>
        _kubernetes.AppsV1.PatchNamespacedDeploymentAsync(new V1Patch(patch, type), deployment, Namespace, cancellationToken: Token);

    private Task CreateIngressAsync() => _kubernetes.NetworkingV1.CreateNamespacedIngressAsync(Ingress(1, 1, 0), Namespace, cancellationToken: Token);

    private async Task ChangeIngressAsync(int blue, int green, int extraRules)
    {
        var ingress = await _kubernetes.NetworkingV1.ReadNamespacedIngressAsync(Balanced, Namespace, cancellationToken: Token);
        var wanted = Ingress(blue, green, extraRules);
        ingress.Spec = wanted.Spec;
        ingress.Metadata.Annotations = wanted.Metadata.Annotations;
        await _kubernetes.NetworkingV1.ReplaceNamespacedIngressAsync(ingress, Balanced, Namespace, cancellationToken: Token);
        await WaitForRulesAsync(blue, green, extraRules + 1);
    }

    private V1Ingress Ingress(int blue, int green, int extraRules) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = Balanced,
            Annotations = new Dictionary<string, string>
            {
                ["alb.ingress.kubernetes.io/target-type"] = "ip",
                ["alb.ingress.kubernetes.io/scheme"] = "internet-facing",
                ["alb.ingress.kubernetes.io/listen-ports"] = """[{"HTTP":80},{"HTTPS":443}]""",
                ["alb.ingress.kubernetes.io/certificate-arn"] = _certificateArn,
                [$"alb.ingress.kubernetes.io/actions.{Balanced}"] = string.Create(
                    CultureInfo.InvariantCulture,
                    $$$"""
                    {"type":"forward","forwardConfig":{"targetGroups":[
                      {"serviceName":"blue","servicePort":"{{{RolloutProgram.Port}}}","weight":{{{blue}}}},
                      {"serviceName":"green","servicePort":"{{{RolloutProgram.Port}}}","weight":{{{green}}}}]}}
                    """),
            },
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
                            .. Enumerable.Range(0, extraRules).Select(rule => Path(string.Create(CultureInfo.InvariantCulture, $"/extra-{rule}"))),
                            Path("/"),
                        ],
                    },
                },
            ],
        },
    };

    private static V1HTTPIngressPath Path(string path) => new()
    {
        Path = path,
        PathType = "Prefix",
        Backend = new V1IngressBackend { Service = new V1IngressServiceBackend { Name = Balanced, Port = new V1ServiceBackendPort { Name = "use-annotation" } } },
    };

    private async Task WaitForAlbAsync()
    {
        while ((await _kubernetes.NetworkingV1.ReadNamespacedIngressAsync(Balanced, Namespace, cancellationToken: Token)).Status?.LoadBalancer?.Ingress is not [{ Hostname: not null }])
        {
        }
    }

    private async Task<Uri> AddressAsync(string scheme, int port)
    {
        var listener = (await ListenersAsync()).Single(listener => listener.Port == port);
        var tags = await _aws.LoadBalancing.DescribeTagsAsync(new DescribeTagsRequest { ResourceArns = [listener.ListenerArn] }, Token);
        return new Uri($"{scheme}://127.0.0.1:{tags.TagDescriptions.Single().Tags.Single(tag => tag.Key == "aws:emulator:local-port").Value}/");
    }

    private async Task<List<Listener>> ListenersAsync()
    {
        var balancer = (await _aws.LoadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers.Single();
        return (await _aws.LoadBalancing.DescribeListenersAsync(new DescribeListenersRequest { LoadBalancerArn = balancer.LoadBalancerArn }, Token)).Listeners;
    }

    private async Task<string> ImportAsync(RolloutCertificate certificate, string? arn) =>
        (await _aws.Certificates.ImportCertificateAsync(
            new ImportCertificateRequest
            {
                CertificateArn = arn,
                Certificate = new MemoryStream(Encoding.ASCII.GetBytes(certificate.CertificatePem)),
                PrivateKey = new MemoryStream(Encoding.ASCII.GetBytes(certificate.KeyPem)),
            },
            Token)).CertificateArn;

    private async Task WaitForRulesAsync(int blue, int green, int rules)
    {
        foreach (var listener in await ListenersAsync())
        {
            while (!HasRules(await _aws.LoadBalancing.DescribeRulesAsync(new DescribeRulesRequest { ListenerArn = listener.ListenerArn }, Token)))
            {
            }
        }

        bool HasRules(DescribeRulesResponse response)
        {
            var found = response.Rules.FindAll(rule => rule.IsDefault != true);
            return found.Count == rules
                && found.TrueForAll(rule => rule.Actions.Single().ForwardConfig.TargetGroups.ConvertAll(tuple => tuple.Weight ?? 1) is [var first, var second] && first == blue && second == green);
        }
    }

    // So many targets are healthy, and no other is left, not even one that drains.
    private async Task WaitForTargetsAsync(int count)
    {
        while (true)
        {
            var targets = await TargetsAsync(Token);
            if (targets.Count == count && targets.TrueForAll(target => target.TargetHealth.State == TargetHealthStateEnum.Healthy))
            {
                return;
            }
        }
    }

    private async Task WaitForPodsAsync(string deployment, string version, int count)
    {
        while (true)
        {
            var pods = await PodsAsync(deployment);
            if (pods.Count == count && pods.All(pod => pod.Spec.Containers[0].Env.Any(variable => variable.Value == version)
                && pod.Status.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true))
            {
                return;
            }
        }
    }

    private async Task<IList<V1Pod>> PodsAsync(string deployment) =>
        (await _kubernetes.CoreV1.ListNamespacedPodAsync(Namespace, labelSelector: $"app={deployment}", cancellationToken: Token)).Items;

    // What a preStop hook can only guess by a pause: the pod's target is deregistered, and its requests are done.
    private async Task WaitUntilReleasedAsync(string address)
    {
        try
        {
            while ((await TargetsAsync(_end.Token)).Exists(target => target.Target.Id == address))
            {
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The test is over; nobody sends anything any more.
        }
    }

    private async Task<List<TargetHealthDescription>> TargetsAsync(CancellationToken cancellationToken)
    {
        var targets = new List<TargetHealthDescription>();
        foreach (var group in (await _aws.LoadBalancing.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), cancellationToken)).TargetGroups ?? [])
        {
            var health = await _aws.LoadBalancing.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = group.TargetGroupArn }, cancellationToken);
            targets.AddRange(health.TargetHealthDescriptions ?? []);
        }

        return targets;
    }
}
