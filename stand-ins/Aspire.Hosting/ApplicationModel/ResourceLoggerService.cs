using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Console lines of resources: those that the orchestrator reads from processes, and those that code logs about a resource.</summary>
public class ResourceLoggerService : IDisposable
{
    private readonly TimeProvider _timeProvider;
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _disposing = new();
    private readonly Broadcast<LogSubscriber> _subscribers = new();

    public ResourceLoggerService()
        : this(TimeProvider.System)
    {
    }

    internal ResourceLoggerService(TimeProvider timeProvider) => _timeProvider = timeProvider;

    public ILogger GetLogger(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var logs = resource.GetInstanceNames().Select(Log).ToList();
        return new ResourceLogger(logs, _timeProvider);
    }

    public ILogger GetLogger(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return new ResourceLogger([Log(resourceName)], _timeProvider);
    }

    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return WatchAsync(resource.GetInstanceNames()[0]);
    }

    /// <summary>The lines kept so far, then new ones as they come, until the log is completed.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return Log(resourceName).WatchAsync(_disposing.Token);
    }

    /// <summary>The lines kept so far.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return GetAllAsync(resource.GetInstanceNames()[0]);
    }

    public async IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        var unwatched = FindUnwatchedAsync is { } find ? await find(resourceName) : [];
        yield return [.. unwatched.Concat(Log(resourceName).Lines()).Select((line, index) => line with { LineNumber = index + 1 })];
    }

    /// <summary>Says for which logs the first watcher came or the last one left.</summary>
    public async IAsyncEnumerable<LogSubscriber> WatchAnySubscribersAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        var channel = _subscribers.Subscribe(
            () => [.. _logs.Values.Where(log => log.AnySubscribers).Select(log => new LogSubscriber(log.Name, true))]);
        try
        {
            await foreach (var subscriber in channel.ReadAllAsync(stopping.Token))
            {
                yield return subscriber;
            }
        }
        finally
        {
            _subscribers.Unsubscribe(channel);
        }
    }

    public void Complete(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        foreach (var name in resource.GetInstanceNames())
        {
            Complete(name);
        }
    }

    public void Complete(string name) => Log(name).Complete();

    public void ClearBacklog(string resourceName) => Log(resourceName).Clear();

    [SuppressMessage("Design", "CA1063", Justification = "Upstream's has no other Dispose.")]
    [SuppressMessage("Usage", "CA1816", Justification = "Upstream's has no other Dispose, and nothing has a finalizer.")]
    public void Dispose()
    {
        if (!_disposing.IsCancellationRequested)
        {
            _disposing.Cancel();
            _disposing.Dispose();
        }
    }

    /// <summary>Reads the console of a process that nobody watches; what somebody watches is kept here already.</summary>
    internal Func<string, Task<IReadOnlyList<LogLine>>>? FindUnwatchedAsync { get; set; }

    /// <summary>Adds a line as the process wrote it, the timestamp in front.</summary>
    internal void Append(string resourceName, string content, bool isError) => Log(resourceName).Append(content, isError);

    private ResourceLog Log(string name) =>
        _logs.GetOrAdd(name, static (n, subscribers) => new ResourceLog(n, subscribers), _subscribers);
}
