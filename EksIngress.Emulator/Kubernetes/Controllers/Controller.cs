using System.Threading.Channels;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// A control loop: changes of objects become keys, keys are reconciled one after the other, a failed one again after a
/// growing delay. A key that is queued already is not queued twice.
/// </summary>
internal abstract partial class Controller : IAsyncDisposable
{
    private static readonly TimeSpan s_firstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromMinutes(5);

    private readonly Channel<NamespacedName> _queue = Channel.CreateUnbounded<NamespacedName>(new() { SingleReader = true });
    private readonly HashSet<NamespacedName> _queued = [];
    private readonly Dictionary<NamespacedName, int> _failures = [];
    private readonly HashSet<ITimer> _timers = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly ILogger _logger;
    private StoreWatch? _watch;
    private Task _running = Task.CompletedTask;

    /// <param name="resources">Storage keys to watch; null watches everything.</param>
    protected Controller(ObjectRegistry registry, IReadOnlySet<string>? resources, ILogger logger)
    {
        Registry = registry;
        Resources = resources;
        _logger = logger;
    }

    protected ObjectRegistry Registry { get; }

    protected ObjectStore Store => Registry.Store;

    protected TimeProvider Time => Registry.Time;

    private IReadOnlySet<string>? Resources { get; }

    public void Start()
    {
        _watch = Store.Watch(Resources, initial: true);
        _running = Task.WhenAll(Task.Run(ReadEventsAsync), Task.Run(ReadQueueAsync));
    }

    public virtual async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _watch?.Dispose();
        _queue.Writer.TryComplete();
        await _running;
        lock (_gate)
        {
            foreach (var timer in _timers)
            {
                timer.Dispose();
            }
        }

        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The keys that a change concerns.</summary>
    protected abstract IEnumerable<NamespacedName> Map(StoreEvent change);

    /// <summary>Brings what a key names to where it should be; for controllers that wait for nobody.</summary>
    protected virtual void Reconcile(NamespacedName key)
    {
    }

    protected virtual Task ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        Reconcile(key);
        return Task.CompletedTask;
    }

    protected void Enqueue(NamespacedName key)
    {
        lock (_gate)
        {
            if (_queued.Add(key))
            {
                _queue.Writer.TryWrite(key);
            }
        }
    }

    protected void EnqueueAfter(NamespacedName key, TimeSpan delay)
    {
        lock (_gate)
        {
            ITimer? timer = null;
            timer = Time.CreateTimer(_ =>
            {
                lock (_gate)
                {
                    _timers.Remove(timer!);
                }

                timer!.Dispose();
                Enqueue(key);
            }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timers.Add(timer);
            timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task ReadEventsAsync()
    {
        await foreach (var change in _watch!.Events.ReadAllAsync())
        {
            if (change.Type == StoreEventType.Synced)
            {
                continue;
            }

            try
            {
                foreach (var key in Map(change))
                {
                    Enqueue(key);
                }
            }
#pragma warning disable CA1031 // As below: one odd object must not make the controller blind.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogNotMapped(_logger, exception, GetType().Name, change.Resource, change.Value.Key());
            }
        }
    }

    private async Task ReadQueueAsync()
    {
        await foreach (var key in _queue.Reader.ReadAllAsync())
        {
            lock (_gate)
            {
                _queued.Remove(key);
            }

            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await ReconcileAsync(key, _stopping.Token);
                _failures.Remove(key);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The boundary of the loop: one object's fault must not stop the others.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                var failures = _failures[key] = _failures.GetValueOrDefault(key) + 1;
                var delay = TimeSpan.FromTicks(Math.Min(s_longestDelay.Ticks, s_firstDelay.Ticks << Math.Min(failures - 1, 20)));
                LogFailed(_logger, exception, GetType().Name, key, delay);
                EnqueueAfter(key, delay);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Controller} could not tell what a change of {Resource} {Key} concerns", EventName = "ControllerNotMapped")]
    private static partial void LogNotMapped(ILogger logger, Exception exception, string controller, string resource, NamespacedName key);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Controller} failed on {Key}; next try in {Delay}", EventName = "ControllerFailed")]
    private static partial void LogFailed(ILogger logger, Exception exception, string controller, NamespacedName key, TimeSpan delay);
}
