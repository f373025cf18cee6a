using System.Text.Json.Nodes;
using EksIngress.Emulator.Kubernetes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.KubernetesControllers;

/// <summary>A cluster's objects with its controllers, and a kubelet that does what a test says.</summary>
internal sealed class ControllerCluster : IAsyncDisposable
{
    // Far more than any of it takes, on a machine that does other work as well.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<Controller> _controllers;
    private readonly LoopbackNetwork _network = new();
    private readonly WebhookClient _webhooks;
    private Task _kubelet = Task.CompletedTask;

    private ControllerCluster()
    {
        var store = new ObjectStore();
        Objects = new(store, new(), [new ServiceAccountAdmission(), new PodAdmission()], new ServiceAllocator(_network), Time);
        _webhooks = new(store, Time);
        var writes = new AdmittedWrites(Objects, new WebhookAdmission(store, _webhooks, NullLogger<WebhookAdmission>.Instance));
        Events = new(Objects);
        _controllers =
        [
            new NamespaceController(Objects, "CERTIFICATE", NullLogger<NamespaceController>.Instance),
            new DeploymentController(Objects, Events, NullLogger<DeploymentController>.Instance),
            new ReplicaSetController(Objects, writes, Events, NullLogger<ReplicaSetController>.Instance),
            new Scheduler(Objects, Events, NullLogger<Scheduler>.Instance),
            new EndpointSliceController(Objects, NullLogger<EndpointSliceController>.Instance),
            new GarbageCollector(Objects, NullLogger<GarbageCollector>.Instance),
        ];
    }

    public FakeTimeProvider Time { get; } = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public ObjectRegistry Objects { get; }

    public ObjectEvents Events { get; }

    public static async Task<ControllerCluster> StartAsync()
    {
        var cluster = new ControllerCluster();
        foreach (var controller in cluster._controllers)
        {
            controller.Start();
        }

        foreach (var name in new[] { "default", "team" })
        {
            cluster.Create("namespaces", new() { ["metadata"] = new JsonObject { ["name"] = name } });
        }

        // Pods are refused until then, and the next try would wait for time that a test moves by hand.
        await cluster.UntilAllAsync("serviceaccounts", items => items.Count == 2);
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _kubelet.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var controller in _controllers)
        {
            await controller.DisposeAsync();
        }

        _stop.Dispose();
        _network.Dispose();
        _webhooks.Dispose();
        Assert.False(_kubelet.IsFaulted, _kubelet.Exception?.ToString());
    }

    public JsonObject Create(string storageKey, JsonObject item) => Objects.Create(storageKey, item, new() { FieldManager = "test" });

    public JsonObject Change(string storageKey, string name, Action<JsonObject> change) =>
        Objects.Change(storageKey, new("default", name), change, new() { FieldManager = "test" }) ?? throw new InvalidOperationException($"No {storageKey} {name}.");

    /// <summary>Waits until the store holds what the test expects; looks again at every change of the kind.</summary>
    public async Task<T> UntilAsync<T>(string storageKey, Func<IReadOnlyList<JsonObject>, T?> find)
        where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        using var watch = Objects.Store.Watch(new HashSet<string> { storageKey }, initial: false);
        while (true)
        {
            if (find(Objects.List(storageKey)) is { } found)
            {
                return found;
            }

            try
            {
                await watch.Events.ReadAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                Assert.Fail($"Not in time. {storageKey}: {string.Join('\n', Objects.List(storageKey).Select(item => item.ToJsonString()))}");
            }
        }
    }

    public Task<IReadOnlyList<JsonObject>> UntilAllAsync(string storageKey, Func<IReadOnlyList<JsonObject>, bool> holds) =>
        UntilAsync(storageKey, items => holds(items) ? items : null);

    public Task<JsonObject> UntilOneAsync(string storageKey, Func<JsonObject, bool> holds) =>
        UntilAsync(storageKey, items => items.FirstOrDefault(holds));

    public JsonObject AddNode(string name, JsonObject? labels = null)
    {
        Create("nodes", new() { ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels ?? [] }, ["spec"] = new JsonObject() });
        return Objects.Change("nodes", new("", name), node =>
        {
            node.Section("status")["allocatable"] = new JsonObject { ["cpu"] = "2", ["memory"] = "4Gi", ["pods"] = "29" };
            node.SetCondition(Time, "Ready", "True");
        }, WriteOptions.KubeletStatus)!;
    }

    /// <summary>What a kubelet does: every pod on a node runs and is ready, every one that is to go ends.</summary>
    private async Task RunKubeletAsync(Func<JsonObject, bool> becomesReady, CancellationToken cancellationToken)
    {
        using var watch = Objects.Store.Watch(new HashSet<string> { "pods" }, initial: true);
        var addresses = 0;
        await foreach (var change in watch.Events.ReadAllAsync(cancellationToken))
        {
            if (change.Type is StoreEventType.Deleted or StoreEventType.Synced || Objects.Store.Find("pods", change.Value.Key()) is not { } pod)
            {
                continue;
            }

            if (pod.IsTerminating())
            {
                Objects.DeleteIfPresent("pods", pod.Key(), DeleteRequest.Immediate with { Uid = pod.Uid() });
            }
            else if (pod.Text("spec", "nodeName") is not null && pod.Text("status", "podIP") is null && becomesReady(pod))
            {
                addresses++;
                Objects.Change("pods", pod.Key(), item =>
                {
                    item.Section("status")["phase"] = "Running";
                    item.Section("status")["podIP"] = $"127.70.0.{addresses}";
                    item.SetCondition(Time, "Ready", "True");
                }, WriteOptions.KubeletStatus);
            }
        }
    }

    public void StartKubelet(Func<JsonObject, bool>? becomesReady = null) => _kubelet = RunKubeletAsync(becomesReady ?? (_ => true), _stop.Token);

    public static JsonObject Deployment(string name, int replicas, string image = "registry.test/web:1") => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" },
        ["spec"] = new JsonObject
        {
            ["replicas"] = replicas,
            ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = name } },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = name } },
                ["spec"] = new JsonObject
                {
                    ["containers"] = new JsonArray(new JsonObject
                    {
                        ["name"] = "web",
                        ["image"] = image,
                        ["ports"] = new JsonArray(new JsonObject { ["name"] = "http", ["containerPort"] = 8080 }),
                    }),
                },
            },
        },
    };

    public static void SetImage(JsonObject deployment, string image) =>
        deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = image;

    public static bool IsRolledOut(JsonObject deployment, int replicas) =>
        deployment.Number("status", "observedGeneration") == deployment.Number("metadata", "generation")
        && deployment.Number("status", "updatedReplicas") == replicas
        && deployment.Number("status", "replicas") == replicas
        && deployment.Number("status", "availableReplicas") == replicas
        && deployment.Items("status", "conditions").Any(condition => condition.Text("reason") == "NewReplicaSetAvailable");
}
