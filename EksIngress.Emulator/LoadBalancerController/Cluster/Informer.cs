using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using EksIngress.Alb.Kubernetes;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.Cluster;

/// <summary>
/// Keeps a copy of all objects of a kind by list and watch, and tells of changes. A watch that ends is taken up where it ended; one that
/// fell too far behind begins with a list again.
/// </summary>
internal sealed class Informer<T>(string kind, ListWatch<T> source, ControllerLog log, TimeProvider time)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<NamespacedName, T> _items = new();
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The object before and after; null where there was or is none.</summary>
    public event Action<T?, T?>? Changed;

    /// <summary>Completes after the first list.</summary>
    public Task Synced => _synced.Task;

    public ICollection<T> Items => _items.Values;

    /// <summary>
    /// What a write of one's own answered: the next reconcile must not take what it replaced for the truth, whenever the watch tells.
    /// </summary>
    public void Observe(T item) => Put(item);

    public T? Find(NamespacedName key) => _items.GetValueOrDefault(key);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var version = await ListAsync(cancellationToken);
                while (version is not null)
                {
                    version = await WatchAsync(version, cancellationToken);
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or HttpOperationException or IOException or KubernetesException)
            {
                log.Error("cache", $"failed to list or watch {kind}", Describe(exception));
                await Task.Delay(RetryDelay, time, cancellationToken);
            }
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        var (items, version) = await source.List(cancellationToken);
        var listed = items.ToDictionary(KeyOf);
        foreach (var key in _items.Keys.Where(key => !listed.ContainsKey(key)))
        {
            Remove(key);
        }

        foreach (var item in listed.Values)
        {
            Put(item);
        }

        _synced.TrySetResult();
        return version;
    }

    // Null when the version is too old for the server, or the server said nothing at all that could be taken up.
    private async Task<string?> WatchAsync(string version, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var (type, item) in source.Watch(version, cancellationToken))
            {
                version = item.Metadata.ResourceVersion ?? version;
                switch (type)
                {
                    case WatchEventType.Added or WatchEventType.Modified:
                        Put(item);
                        break;
                    case WatchEventType.Deleted:
                        Remove(KeyOf(item));
                        break;
                    default:
                        // Bookmarks only carry a version.
                        break;
                }
            }
        }
        catch (KubernetesException exception) when (exception.Status?.Code == (int)HttpStatusCode.Gone)
        {
            return null;
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.Gone)
        {
            return null;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return version;
    }

    private void Put(T item)
    {
        var key = KeyOf(item);
        T? before;
        lock (_gate)
        {
            before = _items.GetValueOrDefault(key);
            if (before is not null && !IsNewer(item, before))
            {
                return;
            }

            _items[key] = item;
        }

        Changed?.Invoke(before, item);
    }

    private void Remove(NamespacedName key)
    {
        T? before;
        lock (_gate)
        {
            if (!_items.TryRemove(key, out before))
            {
                return;
            }
        }

        Changed?.Invoke(before, null);
    }

    // Versions are to be compared for equality only, says the API; those of one that counts are compared in their order.
    private static bool IsNewer(T item, T before) =>
        long.TryParse(item.Metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version) &&
        long.TryParse(before.Metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var known)
            ? version > known
            : item.Metadata.ResourceVersion != before.Metadata.ResourceVersion;

    private static NamespacedName KeyOf(T item) => new(item.Metadata.NamespaceProperty ?? "", item.Metadata.Name);

    private static string Describe(Exception exception) => exception is HttpOperationException { Response: { } response }
        ? $"{(int)response.StatusCode}: {response.Content}"
        : exception.Message;
}
