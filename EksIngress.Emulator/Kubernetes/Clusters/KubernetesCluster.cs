using System.Net;
using System.Text.Json.Nodes;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Certificates;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>One cluster: its objects, its API server, and what runs beside it.</summary>
internal sealed partial class KubernetesCluster : IAsyncDisposable
{
    private static readonly TimeSpan FirstRestart = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastRestart = TimeSpan.FromSeconds(10);

    // The two that Kubernetes itself brings.
    private static readonly (string Name, int Value)[] s_priorities =
        [("system-cluster-critical", 2_000_000_000), ("system-node-critical", 2_000_001_000)];

    private readonly CertificateAuthority _authority;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ServiceAccountKey _key;
    private readonly ServiceAccountTokens _tokens;
    private readonly WebhookClient _webhooks;
    private readonly AdmittedWrites _writes;
    private readonly ContainerLogs _logs = new();
    private readonly ApiServer _server;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ObjectEvents _events;
    private readonly ILoggerFactory _loggers;
    private IReadOnlyList<Controller> _controllers = [];
    private Task _components = Task.CompletedTask;

    public KubernetesCluster(
        KubernetesClusterSpec spec,
        CertificateAuthority authority,
        ClusterParts parts,
        IEksIdentities identities,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        Spec = spec;
        _authority = authority;
        _time = time;
        _loggers = loggers;
        _logger = loggers.CreateLogger<KubernetesCluster>();
        var store = parts.Store;
        _key = parts.Key;
        var catalog = new ResourceCatalog();
        Objects = new ObjectRegistry(
            store,
            catalog,
            [new ServiceAccountAdmission(), new PodAdmission(), new PodIdentityWebhook(spec, identities), new ServiceAddressAdmission(), new IngressClassAdmission()],
            new ServiceAllocator(parts.Network),
            time);
        _webhooks = new WebhookClient(store, time);
        _writes = new AdmittedWrites(Objects, new WebhookAdmission(store, _webhooks, loggers.CreateLogger<WebhookAdmission>()));
        _events = new ObjectEvents(Objects);
        _tokens = new ServiceAccountTokens(_key, spec.Issuer, store, time);
        Issuer = new ServiceAccountIssuer(spec.Issuer, new Dictionary<string, System.Security.Cryptography.RSAParameters> { [_key.KeyId] = _key.Parameters });

        var authenticator = new Authenticator(spec.Name, identities, _tokens);
        var authorizer = new RbacAuthorizer(store);
        var tables = new Tables(time);
        var reads = new ReadHandlers(store, tables);
        var resources = new ResourceHandlers(
            catalog,
            reads,
            new WriteHandlers(Objects, _writes, authorizer),
            new WatchHandler(store, tables, time),
            new ScaleHandlers(_writes, reads),
            new TokenRequestHandler(store, catalog, _tokens),
            new PodHandlers(new PodLogHandler(store, catalog, _logs, time), new EvictionHandler(store, catalog, _writes)),
            new ReviewHandlers(authorizer, authenticator, _tokens));
        var pipeline = new ApiPipeline(
            authenticator, authorizer, resources, new DiscoveryHandlers(catalog, spec.Version), store, loggers.CreateLogger<ApiPipeline>());
        var certificate = authority.Issue(
            "kubernetes", ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "localhost"], [IPAddress.Loopback]);
        _server = new ApiServer(pipeline, certificate, spec.Port, loggers);
    }

    public KubernetesClusterSpec Spec { get; }

    public ObjectRegistry Objects { get; }

    public ServiceAccountIssuer Issuer { get; }

    public async Task<KubernetesClusterInfo> StartAsync(IReadOnlyList<IClusterComponent> components, CancellationToken cancellationToken)
    {
        foreach (var name in (string[])["default", "kube-node-lease", "kube-public", "kube-system"])
        {
            Objects.CreateIfMissing("namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }, WriteOptions.ControllerManager);
        }

        foreach (var (name, value) in s_priorities)
        {
            Objects.CreateIfMissing(
                "priorityclasses.scheduling.k8s.io",
                new JsonObject { ["metadata"] = new JsonObject { ["name"] = name }, ["value"] = value, ["preemptionPolicy"] = "PreemptLowerPriority" },
                WriteOptions.ControllerManager);
        }

        BootstrapRoles.CreateIn(Objects);
        await _server.StartAsync(cancellationToken);
        var info = new KubernetesClusterInfo(_server.Endpoint, _authority.CertificatePem);
        var context = new ClusterContext(Spec, info, Objects, _tokens, _logs, _events);

        // Components serve every request that comes later; their spans are not those of the call that made the cluster.
        using (ExecutionContext.SuppressFlow())
        {
            StartControllers(info);
            _components = Task.Run(() => Task.WhenAll(components.Select(component => RunAsync(component, context))), CancellationToken.None);
        }

        return info;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var controller in _controllers)
        {
            await controller.DisposeAsync();
        }

        await _components;
        await _server.DisposeAsync();
        _webhooks.Dispose();
        _key.Dispose();
        _stopping.Dispose();
    }

    private void StartControllers(KubernetesClusterInfo info)
    {
#pragma warning disable CA2000 // DisposeAsync disposes them all.
        _controllers =
        [
            new NamespaceController(Objects, info.CertificateAuthorityPem, _loggers.CreateLogger<NamespaceController>()),
            new CustomResourceController(Objects, _loggers.CreateLogger<CustomResourceController>()),
            new DeploymentController(Objects, _events, _loggers.CreateLogger<DeploymentController>()),
            new ReplicaSetController(Objects, _writes, _events, _loggers.CreateLogger<ReplicaSetController>()),
            new Scheduler(Objects, _events, _loggers.CreateLogger<Scheduler>()),
            new EndpointSliceController(Objects, _loggers.CreateLogger<EndpointSliceController>()),
            new DisruptionController(Objects, _loggers.CreateLogger<DisruptionController>()),
            new GarbageCollector(Objects, _loggers.CreateLogger<GarbageCollector>()),
        ];
#pragma warning restore CA2000
        foreach (var controller in _controllers)
        {
            controller.Start();
        }
    }

    private async Task RunAsync(IClusterComponent component, ClusterContext context)
    {
        var delay = FirstRestart;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await component.RunAsync(context, _stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The boundary of a component: its fault is logged and it starts again, as a crashed control plane process does.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogComponentFailed(exception, component.GetType().Name, Spec.Name, delay);
            }

            await Task.Delay(delay, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            delay = delay * 2 < LastRestart ? delay * 2 : LastRestart;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Component} of cluster {Cluster} failed; starting it again in {Delay}", EventName = "ClusterComponentFailed")]
    private partial void LogComponentFailed(Exception exception, string component, string cluster, TimeSpan delay);
}
