using System.Globalization;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// All objects of a cluster, with one revision counter and a log of recent changes, as etcd keeps them. Stored objects are
/// never changed: a writer hands over a new one.
/// </summary>
internal sealed class ObjectStore
{
    // As many changes as a watch may lag behind before it has to list again (410 Gone).
    private const int LogCapacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<string, JsonObject>> _objects = new(StringComparer.Ordinal);
    private readonly Queue<StoreEvent> _log = new();
    private readonly List<StoreWatch> _watches = [];
    private readonly ObjectJournal? _journal;
    private long _revision = 1;
    private long _compacted;

    /// <summary>Objects that are kept in memory alone.</summary>
    public ObjectStore()
    {
    }

    /// <param name="journal">Where changes are kept, and what an earlier run kept there comes from.</param>
    public ObjectStore(ObjectJournal journal)
    {
        _journal = journal;
        var (objects, revision) = journal.Restore();
        _revision = Math.Max(_revision, revision);
        // The log did not outlive that run: a watch from before its last change has to list again.
        _compacted = revision;
        foreach (var (resource, value) in objects)
        {
            Materialize(value);
            Objects(resource)[Path(value.Key())] = value;
        }
    }

    public long Revision
    {
        get
        {
            lock (_gate)
            {
                return _revision;
            }
        }
    }

    public JsonObject? Find(string resource, NamespacedName key)
    {
        lock (_gate)
        {
            return Objects(resource).GetValueOrDefault(Path(key));
        }
    }

    /// <summary>Objects in the order of namespace and name. An empty namespace means all.</summary>
    public (IReadOnlyList<JsonObject> Items, long Revision) List(string resource, string inNamespace = "")
    {
        lock (_gate)
        {
            var objects = Objects(resource);
            return inNamespace.Length == 0
                ? ([.. objects.Values], _revision)
                : ([.. objects.Values.Where(item => item.Namespace() == inNamespace)], _revision);
        }
    }

    /// <summary>Every object of every resource that lives in the namespace.</summary>
    public IReadOnlyList<(string Resource, JsonObject Value)> ListNamespace(string name)
    {
        lock (_gate)
        {
            return [.. _objects.SelectMany(pair => pair.Value.Values.Where(item => item.Namespace() == name).Select(item => (pair.Key, item)))];
        }
    }

    /// <summary>Every object; garbage collection looks for owners and dependents in all of them.</summary>
    public IReadOnlyList<(string Resource, JsonObject Value)> ListAll()
    {
        lock (_gate)
        {
            return [.. _objects.SelectMany(pair => pair.Value.Values.Select(item => (pair.Key, item)))];
        }
    }

    /// <summary>Adds or replaces. The object gets its resourceVersion and must not be touched by the caller afterwards.</summary>
    public void Put(string resource, JsonObject value)
    {
        lock (_gate)
        {
            var objects = Objects(resource);
            var path = Path(value.Key());
            var previous = objects.GetValueOrDefault(path);
            Commit(resource, value);
            objects[path] = value;
            _journal?.Put(resource, value.Key(), value);
            Publish(new(previous is null ? StoreEventType.Added : StoreEventType.Modified, resource, _revision, value, previous));
        }
    }

    /// <summary>Removes. Nothing happens when the object is not there.</summary>
    public void Remove(string resource, NamespacedName key)
    {
        lock (_gate)
        {
            if (!Objects(resource).Remove(Path(key), out var previous))
            {
                return;
            }

            var last = previous.Clone();
            Commit(resource, last);
            _journal?.Remove(resource, key, _revision);
            Publish(new(StoreEventType.Deleted, resource, _revision, last, previous));
        }
    }

    /// <summary>Completes when every change up to now outlives the process: nobody outside may see one that does not.</summary>
    public Task WhenWrittenAsync(CancellationToken cancellationToken) => _journal?.WhenWrittenAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Watches from now on; with <paramref name="initial"/> what exists comes first, then <see cref="StoreEventType.Synced"/>.</summary>
    /// <param name="resources">Null watches everything.</param>
    public StoreWatch Watch(IReadOnlySet<string>? resources, bool initial)
    {
        lock (_gate)
        {
            var watch = new StoreWatch(resources, Unsubscribe);
            if (initial)
            {
                foreach (var resource in resources?.ToList() ?? [.. _objects.Keys])
                {
                    foreach (var item in Objects(resource).Values)
                    {
                        watch.Offer(new(StoreEventType.Added, resource, _revision, item, null));
                    }
                }
            }

            watch.Offer(new(StoreEventType.Synced, "", _revision, [], null));
            _watches.Add(watch);
            return watch;
        }
    }

    /// <summary>Watches everything after a revision.</summary>
    /// <exception cref="StatusException">410: the log does not reach back that far.</exception>
    public StoreWatch WatchAfter(IReadOnlySet<string> resources, long revision)
    {
        lock (_gate)
        {
            if (revision < _compacted)
            {
                throw StatusException.Expired($"too old resource version: {revision} ({_compacted})");
            }

            var watch = new StoreWatch(resources, Unsubscribe);
            foreach (var change in _log.Where(change => change.Revision > revision))
            {
                watch.Offer(change);
            }

            _watches.Add(watch);
            return watch;
        }
    }

    /// <summary>Forgets the log up to now, as etcd's compaction does.</summary>
    public void Compact()
    {
        lock (_gate)
        {
            _log.Clear();
            _compacted = _revision;
        }
    }

    // A JSON object that was parsed builds its children when they are first read. Readers run side by side, so all of it
    // is built before it is shared.
    private static void Materialize(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (_, value) in map)
                {
                    Materialize(value);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Materialize(item);
                }

                break;
            default:
                break;
        }
    }

    private static string Path(NamespacedName key) => $"{key.Namespace}/{key.Name}";

    private void Commit(string resource, JsonObject value)
    {
        ArgumentException.ThrowIfNullOrEmpty(resource);
        _revision++;
        value.Metadata()["resourceVersion"] = _revision.ToString(CultureInfo.InvariantCulture);
        Materialize(value);
    }

    private void Publish(StoreEvent change)
    {
        _log.Enqueue(change);
        if (_log.Count > LogCapacity)
        {
            _compacted = _log.Dequeue().Revision;
        }

        foreach (var watch in _watches)
        {
            watch.Offer(change);
        }
    }

    private void Unsubscribe(StoreWatch watch)
    {
        lock (_gate)
        {
            _watches.Remove(watch);
        }
    }

    private SortedDictionary<string, JsonObject> Objects(string resource)
    {
        if (!_objects.TryGetValue(resource, out var objects))
        {
            _objects[resource] = objects = new(StringComparer.Ordinal);
        }

        return objects;
    }
}
