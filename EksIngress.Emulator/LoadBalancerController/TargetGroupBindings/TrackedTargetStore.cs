using System.Collections.Concurrent;
using System.Net;
using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Keeps in a ConfigMap which targets of a target group of several clusters this cluster has registered.</summary>
internal sealed class TrackedTargetStore(IKubernetes client)
{
    private readonly ConcurrentDictionary<NamespacedName, IReadOnlySet<string>> _known = new();

    /// <summary>Those of the targets that may be deregistered.</summary>
    /// <returns>The targets, and whether nothing is tracked yet.</returns>
    /// <exception cref="HttpOperationException">The API refused.</exception>
    public async Task<(IReadOnlyList<TargetFact> Targets, bool IsNew)> FilterAsync(
        TargetGroupBindingObject binding, IReadOnlyList<TargetFact> targets, CancellationToken cancellationToken)
    {
        if (binding.Spec.MultiClusterTargetGroup != true)
        {
            return (targets, false);
        }

        var tracked = await FindAsync(KeyOf(binding), cancellationToken);
        return (TrackedTargets.Filter(targets, tracked), tracked is null);
    }

    /// <summary>Tracks endpoints; a binding that others do not share tracks nothing.</summary>
    /// <param name="binding">The binding.</param>
    /// <param name="force">False leaves what was tracked before as it is.</param>
    /// <param name="endpoints">What the target group holds from this cluster.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="HttpOperationException">The API refused.</exception>
    public async Task TrackAsync(
        TargetGroupBindingObject binding, bool force, IReadOnlyList<TargetEndpoint> endpoints, CancellationToken cancellationToken)
    {
        var key = KeyOf(binding);
        if (binding.Spec.MultiClusterTargetGroup != true || (!force && _known.ContainsKey(key)))
        {
            return;
        }

        var value = TrackedTargets.Write(endpoints.Select(endpoint => endpoint.Identify(binding.Spec.TargetGroupProtocol)));
        var map = new V1ConfigMap
        {
            Metadata = new V1ObjectMeta { Name = TrackedTargets.ConfigMapName(key.Name), NamespaceProperty = key.Namespace },
            Data = new Dictionary<string, string> { [TrackedTargets.DataKey] = value },
        };
        try
        {
            await client.CoreV1.ReplaceNamespacedConfigMapAsync(map, map.Metadata.Name, key.Namespace, cancellationToken: cancellationToken);
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.NotFound)
        {
            await client.CoreV1.CreateNamespacedConfigMapAsync(map, key.Namespace, cancellationToken: cancellationToken);
        }

        _known[key] = TrackedTargets.Read(value);
    }

    /// <summary>Forgets what a binding that goes has tracked.</summary>
    /// <exception cref="HttpOperationException">The API refused.</exception>
    public async Task CleanUpAsync(TargetGroupBindingObject binding, CancellationToken cancellationToken)
    {
        var key = KeyOf(binding);
        _known.TryRemove(key, out _);
        if (binding.Spec.MultiClusterTargetGroup != true)
        {
            return;
        }

        try
        {
            await client.CoreV1.DeleteNamespacedConfigMapAsync(TrackedTargets.ConfigMapName(key.Name), key.Namespace, cancellationToken: cancellationToken);
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.NotFound)
        {
            // There never was one.
        }
    }

    private async Task<IReadOnlySet<string>?> FindAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        try
        {
            var map = await client.CoreV1.ReadNamespacedConfigMapAsync(TrackedTargets.ConfigMapName(key.Name), key.Namespace, cancellationToken: cancellationToken);
            return _known[key] = TrackedTargets.Read(map.Data is { } data && data.TryGetValue(TrackedTargets.DataKey, out var value) ? value : "");
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static NamespacedName KeyOf(TargetGroupBindingObject binding) => new(binding.Metadata.NamespaceProperty, binding.Metadata.Name);
}
