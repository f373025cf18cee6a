using EksIngress.Alb;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.Reconcile;

/// <summary>Turns changes in the cluster into keys to reconcile, and works the keys.</summary>
internal sealed class ControllerManager
{
    private const int Workers = 3;
    private const string ServiceNameLabel = "kubernetes.io/service-name";

    private readonly ClusterInformers _informers;
    private readonly ControllerConfiguration _configuration;
    private readonly IngressGroupReconciler _groups;
    private readonly TargetGroupBindingReconciler _bindings;
    private readonly WorkQueue<IngressGroupId> _groupQueue;
    private readonly WorkQueue<NamespacedName> _bindingQueue;
    private readonly WorkQueue<NamespacedName> _invalidQueue;

    public ControllerManager(
        ClusterInformers informers,
        ControllerConfiguration configuration,
        IngressGroupReconciler groups,
        TargetGroupBindingReconciler bindings,
        TimeProvider time)
    {
        _informers = informers;
        _configuration = configuration;
        _groups = groups;
        _bindings = bindings;
        _groupQueue = new WorkQueue<IngressGroupId>(time);
        _bindingQueue = new WorkQueue<NamespacedName>(time);
        _invalidQueue = new WorkQueue<NamespacedName>(time);
    }

    /// <summary>Begins with everything there is; the caches are in sync by then.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _informers.Ingresses.Changed += OnIngress;
        _informers.IngressClasses.Changed += (_, _) => AddAllGroups();
        _informers.IngressClassParams.Changed += (_, _) => AddAllGroups();
        _informers.Services.Changed += OnService;
        _informers.EndpointSlices.Changed += OnEndpointSlice;
        _informers.TargetGroupBindings.Changed += (before, after) =>
        {
            if (after is not null && (before is null || before.Metadata.Generation != after.Metadata.Generation || before.Metadata.DeletionTimestamp != after.Metadata.DeletionTimestamp))
            {
                _bindingQueue.Add(KeyOf(after.Metadata));
            }
        };
        AddAllGroups();
        foreach (var binding in _informers.TargetGroupBindings.Items)
        {
            _bindingQueue.Add(KeyOf(binding.Metadata));
        }

        await Task.WhenAll(
            _groupQueue.RunAsync(Workers, _groups.ReconcileAsync, cancellationToken),
            _bindingQueue.RunAsync(Workers, _bindings.ReconcileAsync, cancellationToken),
            _invalidQueue.RunAsync(1, RecordInvalidAsync, cancellationToken));
    }

    // Status and finalizers are the controller's own writes and lead to nothing new.
    private void OnIngress(V1Ingress? before, V1Ingress? after)
    {
        if (before is not null && after is not null && Same(ClusterView.ToModel(before), ClusterView.ToModel(after), before, after))
        {
            return;
        }

        Add(before);
        Add(after);
    }

    private static bool Same(Ingress before, Ingress after, V1Ingress rawBefore, V1Ingress rawAfter) =>
        rawBefore.Metadata.Generation == rawAfter.Metadata.Generation &&
        before.Metadata.DeletionTimestamp == after.Metadata.DeletionTimestamp &&
        before.Metadata.Annotations.Count == after.Metadata.Annotations.Count &&
        before.Metadata.Annotations.All(pair => after.Metadata.Annotations.GetValueOrDefault(pair.Key) == pair.Value);

    private void OnService(V1Service? before, V1Service? after)
    {
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

    private void AddBindingsOf(string ns, string service)
    {
        foreach (var binding in _informers.TargetGroupBindings.Items.Where(binding =>
            binding.Metadata.NamespaceProperty == ns && binding.Spec.ServiceRef.Name == service))
        {
            _bindingQueue.Add(KeyOf(binding.Metadata));
        }
    }

    private void AddAllGroups()
    {
        foreach (var ingress in _informers.Ingresses.Items)
        {
            Add(ingress);
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
        catch (AlbModelException)
        {
            // Told on the Ingress by a worker: this is the thread of the watch.
            _invalidQueue.Add(KeyOf(ingress.Metadata));
        }
    }

    private async Task<bool> RecordInvalidAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_informers.Ingresses.Find(key) is not { } ingress)
        {
            return true;
        }

        try
        {
            new IngressGroupLoader(_configuration, new ClusterView(_informers)).FindGroupId(ClusterView.ToModel(ingress));
        }
        catch (AlbModelException exception)
        {
            await _groups.RecordInvalidGroupAsync(ingress, exception.Message, cancellationToken);
        }

        return true;
    }

    private static NamespacedName KeyOf(V1ObjectMeta metadata) => new(metadata.NamespaceProperty, metadata.Name);
}
