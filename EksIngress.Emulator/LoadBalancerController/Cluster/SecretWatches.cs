using System.Collections.Concurrent;
using System.Net;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.Cluster;

/// <summary>
/// The Secrets that annotations name, each read and watched alone: the controller never lists all Secrets of the cluster. It may read none
/// unless a role says so.
/// </summary>
internal sealed class SecretWatches(IKubernetes client, ControllerLog log, TimeProvider time) : IDisposable
{
    private readonly Dictionary<NamespacedName, Watched> _watched = [];
    private readonly ConcurrentDictionary<NamespacedName, string> _versions = new();
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A Secret that went into the stack of this group is another now.</summary>
    public event Action<IngressGroupId>? Changed;

    /// <summary>From the watch when there is one, else from the API server.</summary>
    public async Task<SecretReading> ReadAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        try
        {
            var secret = FindWatched(key) ?? await client.CoreV1.ReadNamespacedSecretAsync(key.Name, key.Namespace, cancellationToken: cancellationToken);
            _versions[key] = secret.Metadata.ResourceVersion;
            return new(ClusterView.Read<Secret>(secret), null);
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return new(null, null);
        }
        catch (HttpOperationException exception)
        {
            return new(null, KubernetesFailures.Describe(exception));
        }
    }

    /// <summary>Watches what went into the stack of a group, and nothing any more that no stack holds.</summary>
    public void Watch(IngressGroupId group, IReadOnlyCollection<NamespacedName> keys)
    {
        lock (_gate)
        {
            foreach (var key in keys)
            {
                if (!_watched.TryGetValue(key, out var watched))
                {
                    _watched[key] = watched = Start(key);
                }

                watched.Groups.Add(group);
            }

            foreach (var (key, watched) in _watched.Where(pair => !keys.Contains(pair.Key)).ToList())
            {
                if (watched.Groups.Remove(group) && watched.Groups.Count == 0)
                {
                    _watched.Remove(key);
                    watched.Dispose();
                }
            }
        }
    }

    /// <summary>Completes only by failure or cancellation.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _failed.Task.WaitAsync(cancellationToken);

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var watched in _watched.Values)
            {
                watched.Dispose();
            }

            _watched.Clear();
        }
    }

    private V1Secret? FindWatched(NamespacedName key)
    {
        lock (_gate)
        {
            return _watched.GetValueOrDefault(key)?.Informer.Find(key);
        }
    }

    private Watched Start(NamespacedName key)
    {
        var selector = $"metadata.name={key.Name}";
        var informer = new Informer<V1Secret>(
            "Secret",
            new(
                async token =>
                {
                    var list = await client.CoreV1.ListNamespacedSecretAsync(key.Namespace, fieldSelector: selector, cancellationToken: token);
                    return (list.Items, list.Metadata.ResourceVersion);
                },
                (version, token) => client.CoreV1.WatchListNamespacedSecretAsync(
                    key.Namespace, fieldSelector: selector, allowWatchBookmarks: true, resourceVersion: version, onError: Throw, cancellationToken: token)),
            log,
            time);
        informer.Changed += (_, after) => OnChanged(key, after);
        var watched = new Watched(informer);
        _ = informer.RunAsync(watched.Token).ContinueWith(
            task => _failed.TrySetException(task.Exception!.InnerExceptions),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
        return watched;
    }

    // The first thing a watch tells is what was read already.
    private void OnChanged(NamespacedName key, V1Secret? after)
    {
        if (after is not null && _versions.GetValueOrDefault(key) == after.Metadata.ResourceVersion)
        {
            return;
        }

        List<IngressGroupId> groups;
        lock (_gate)
        {
            groups = _watched.TryGetValue(key, out var watched) ? [.. watched.Groups] : [];
        }

        foreach (var group in groups)
        {
            Changed?.Invoke(group);
        }
    }

    private static void Throw(Exception exception) => throw exception;

    private sealed class Watched(Informer<V1Secret> informer) : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();

        public Informer<V1Secret> Informer { get; } = informer;

        public HashSet<IngressGroupId> Groups { get; } = [];

        public CancellationToken Token => _stop.Token;

        public void Dispose()
        {
            _stop.Cancel();
            _stop.Dispose();
        }
    }
}
