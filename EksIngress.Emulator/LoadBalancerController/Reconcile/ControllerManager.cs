using EksIngress.Alb;
using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.Reconcile;

/// <summary>Turns changes in the cluster into keys to reconcile, and works the keys.</summary>
internal sealed class ControllerManager(
    ControllerParts parts,
    SecretWatches secrets,
    IngressGroupReconciler groups,
    TargetGroupBindingReconciler bindings,
    ManagerSettings settings)
{
    private const string ServiceNameLabel = "kubernetes.io/service-name";

    private readonly ClusterInformers _informers = parts.Informers;
    private readonly ControllerConfiguration _configuration = parts.Configuration;

    // As controllers that set no limiter of their own have it: 10 retries a second over all keys, 100 at once.
    private readonly WorkQueue<IngressGroupId> _groupQueue = new(
        settings.Time,
        (key, exception) => LogPanic(parts.Log, "ingress", key.ToString(), exception),
        retries: new TokenBucket(10, 100, settings.Time));

    private readonly WorkQueue<NamespacedName> _bindingQueue = new(
        settings.Time, (key, exception) => LogPanic(parts.Log, "targetGroupBinding", key.ToString(), exception), settings.LongestBindingDelay);

    /// <summary>Begins with everything there is; the caches are in sync by then.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _informers.Ingresses.Changed += OnIngress;
        _informers.IngressClasses.Changed += OnClass;
        _informers.IngressClassParams.Changed += OnClass;
        _informers.Services.Changed += OnService;
        _informers.EndpointSlices.Changed += OnEndpointSlice;
        _informers.Pods.Changed += OnPod;
        _informers.Nodes.Changed += OnNode;
        _informers.TargetGroupBindings.Changed += OnBinding;
        secrets.Changed += _groupQueue.Add;
        AddEverything();
        try
        {
            await Task.WhenAll(
                _groupQueue.RunAsync(settings.IngressWorkers, WorkGroupAsync, cancellationToken),
                _bindingQueue.RunAsync(settings.BindingWorkers, WorkBindingAsync, cancellationToken),
                ResyncAsync(cancellationToken));
        }
        finally
        {
            _informers.Ingresses.Changed -= OnIngress;
            _informers.IngressClasses.Changed -= OnClass;
            _informers.IngressClassParams.Changed -= OnClass;
            _informers.Services.Changed -= OnService;
            _informers.EndpointSlices.Changed -= OnEndpointSlice;
            _informers.Pods.Changed -= OnPod;
            _informers.Nodes.Changed -= OnNode;
            _informers.TargetGroupBindings.Changed -= OnBinding;
            secrets.Changed -= _groupQueue.Add;
        }
    }

    private async Task<ReconcileResult> WorkGroupAsync(IngressGroupId key, CancellationToken cancellationToken)
    {
        var result = await groups.ReconcileAsync(key, cancellationToken);
        settings.Metrics.CountReconcile("ingress", result.Name);
        return result;
    }

    private async Task<ReconcileResult> WorkBindingAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        var result = await bindings.ReconcileAsync(key, cancellationToken);
        settings.Metrics.CountReconcile("targetGroupBinding", result.Name);
        return result;
    }

    // What somebody changed in AWS is found and repaired then, at the latest.
    private async Task ResyncAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(settings.SyncPeriod, settings.Time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            AddEverything();
        }
    }

    private void AddEverything()
    {
        foreach (var ingress in _informers.Ingresses.Items)
        {
            Add(ingress);
        }

        foreach (var binding in _informers.TargetGroupBindings.Items)
        {
            _bindingQueue.Add(KeyOf(binding.Metadata));
        }
    }

    // Status and finalizers are the controller's own writes and lead to nothing new.
    private void OnIngress(V1Ingress? before, V1Ingress? after)
    {
        if (before is not null && after is not null && Same(before.Metadata, after.Metadata))
        {
            return;
        }

        Add(before);
        Add(after);
    }

    private static bool Same(V1ObjectMeta before, V1ObjectMeta after) =>
        before.Generation == after.Generation &&
        before.DeletionTimestamp == after.DeletionTimestamp &&
        before.Uid == after.Uid &&
        (before.Annotations?.Count ?? 0) == (after.Annotations?.Count ?? 0) &&
        (before.Annotations ?? new Dictionary<string, string>()).All(pair => after.Annotations!.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private void OnClass<T>(T? before, T? after)
        where T : class
    {
        foreach (var ingress in _informers.Ingresses.Items)
        {
            Add(ingress);
        }
    }

    private void OnService(V1Service? before, V1Service? after)
    {
        if (before is not null && after is not null && Same(before.Metadata, after.Metadata)
            && k8s.KubernetesJson.Serialize(before.Spec) == k8s.KubernetesJson.Serialize(after.Spec))
        {
            return;
        }

        var metadata = (after ?? before)!.Metadata;
        // Any Ingress of the namespace may name it, in its paths or in an annotation.
        foreach (var ingress in _informers.Ingresses.Items.Where(ingress => ingress.Metadata.NamespaceProperty == metadata.NamespaceProperty))
        {
            Add(ingress);
        }

        AddBindingsOf(metadata.NamespaceProperty, metadata.Name);
    }

    private void OnEndpointSlice(V1EndpointSlice? before, V1EndpointSlice? after)
    {
        var metadata = (after ?? before)!.Metadata;
        if (metadata.Labels?.TryGetValue(ServiceNameLabel, out var service) == true)
        {
            AddBindingsOf(metadata.NamespaceProperty, service);
        }
    }

    // A pod that comes into the cache after its endpoint is found by its Service; one that waits for its health by its gates.
    private void OnPod(V1Pod? before, V1Pod? after)
    {
        var pod = (after ?? before)!;
        foreach (var name in PodReadinessGates.BindingsOf(pod))
        {
            _bindingQueue.Add(new(pod.Metadata.NamespaceProperty, name));
        }

        if (before is null || after is null)
        {
            foreach (var service in _informers.Services.Items.Where(service => service.Metadata.NamespaceProperty == pod.Metadata.NamespaceProperty
                && service.Spec.Selector is { Count: > 0 } selector
                && selector.All(pair => pod.Metadata.Labels?.TryGetValue(pair.Key, out var value) == true && value == pair.Value)))
            {
                AddBindingsOf(pod.Metadata.NamespaceProperty, service.Metadata.Name);
            }
        }
    }

    private void OnNode(V1Node? before, V1Node? after)
    {
        foreach (var binding in _informers.TargetGroupBindings.Items.Where(binding => binding.Spec.TargetType == "instance"))
        {
            if (Serves(before, binding) != Serves(after, binding))
            {
                _bindingQueue.Add(KeyOf(binding.Metadata));
            }
        }
    }

    // Empty when the node is no target of the binding.
    private static string Serves(V1Node? node, TargetGroupBindingObject binding)
    {
        if (node is null)
        {
            return "";
        }

        var model = ClusterView.Read<Node>(node);
        try
        {
            return TrafficNodes.IsSuitable(model)
                && TrafficNodes.IsSelected(model, ClusterView.Read<TargetGroupBinding>(binding).Spec.NodeSelector)
                && model.Status.Find("Ready") is { } status and not "False"
                ? status
                : "";
        }
        catch (AlbModelException)
        {
            // A selector that is none is told when the binding itself is looked at.
            return "";
        }
    }

    private void OnBinding(TargetGroupBindingObject? before, TargetGroupBindingObject? after)
    {
        if (after is not null && (before is null || before.Metadata.Generation != after.Metadata.Generation || before.Metadata.DeletionTimestamp != after.Metadata.DeletionTimestamp))
        {
            _bindingQueue.Add(KeyOf(after.Metadata));
        }
    }

    private void AddBindingsOf(string ns, string service)
    {
        foreach (var binding in _informers.TargetGroupBindings.Items.Where(binding =>
            binding.Metadata.NamespaceProperty == ns && binding.Spec.ServiceRef.Name == service))
        {
            _bindingQueue.Add(KeyOf(binding.Metadata));
        }
    }

    private void Add(V1Ingress? ingress)
    {
        if (ingress is null)
        {
            return;
        }

        var model = ClusterView.ToModel(ingress);
        foreach (var group in IngressGroupLoader.FindGroupsPendingFinalization(model))
        {
            _groupQueue.Add(group);
        }

        try
        {
            if (new IngressGroupLoader(_configuration, new ClusterView(_informers)).FindGroupId(model) is { } wanted)
            {
                _groupQueue.Add(wanted);
            }
        }
        catch (AlbModelException exception)
        {
            groups.RecordInvalidGroup(ingress, exception.Message);
        }
    }

    private static void LogPanic(ControllerLog log, string controller, string key, Exception exception) =>
        log.Error(controller, "Observed a panic", exception.ToString(), ("key", key));

    private static NamespacedName KeyOf(V1ObjectMeta metadata) => new(metadata.NamespaceProperty, metadata.Name);
}
