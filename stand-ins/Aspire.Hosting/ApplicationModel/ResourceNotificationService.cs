using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state of every resource instance: published by whoever runs it, watched by the dashboard, waits and tests.</summary>
public partial class ResourceNotificationService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceEvent> _states = new(StringComparer.OrdinalIgnoreCase);
    private readonly Broadcast<ResourceEvent> _changes = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly IServiceProvider _services;
    private readonly ResourceLoggerService _loggers;
    private readonly ILogger<ResourceNotificationService> _logger;
    private readonly CancellationToken _stopping;

    public ResourceNotificationService(
        ILogger<ResourceNotificationService> logger,
        IHostApplicationLifetime hostApplicationLifetime,
        IServiceProvider serviceProvider,
        ResourceLoggerService resourceLoggerService)
    {
        ArgumentNullException.ThrowIfNull(hostApplicationLifetime);
        _logger = logger;
        _services = serviceProvider;
        _loggers = resourceLoggerService;
        _stopping = hostApplicationLifetime.ApplicationStopping;
    }

    private WaitBehavior DefaultWaitBehavior =>
        _services.GetRequiredService<IOptions<ResourceNotificationServiceOptions>>().Value.DefaultWaitBehavior;

    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        foreach (var name in resource.GetInstanceNames())
        {
            Publish(resource, name, stateFactory);
        }

        return Task.CompletedTask;
    }

    public Task PublishUpdateAsync(
        IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Publish(resource, resourceId, stateFactory);
        return Task.CompletedTask;
    }

    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent) =>
        _states.TryGetValue(resourceId, out resourceEvent);

    /// <summary>The state that every instance is in now, then each change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        var reader = _changes.Subscribe(() => [.. _states.Values]);
        try
        {
            await foreach (var change in reader.ReadAllAsync(stopping.Token).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            _changes.Unsubscribe(reader);
        }
    }

    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [string.IsNullOrEmpty(targetState) ? KnownResourceStates.Running : targetState], cancellationToken);

    public async Task<string> WaitForResourceAsync(
        string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var reached = await WaitForResourceAsync(
            resourceName,
            change => change.Snapshot.State?.Text is { Length: > 0 } state
                && targetStates.Contains(state, StringComparer.OrdinalIgnoreCase),
            cancellationToken);
        return reached.Snapshot.State!.Text;
    }

    public async Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping);
        await foreach (var change in WatchAsync(stopping.Token).ConfigureAwait(false))
        {
            if ((Is(change.Resource.Name, resourceName) || Is(change.ResourceId, resourceName)) && predicate(change))
            {
                return change;
            }
        }

        throw new OperationCanceledException($"The application stopped before resource '{resourceName}' got into the state waited for.");
    }

    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, DefaultWaitBehavior, cancellationToken);

    /// <exception cref="DistributedApplicationException">The resource ended, and <paramref name="waitBehavior"/> does not wait for another start.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        if (!_services.GetRequiredService<DistributedApplicationModel>().Resources.Any(r => Is(r.Name, resourceName))
            && !_states.ContainsKey(resourceName))
        {
            throw new DistributedApplicationException($"There is no resource named '{resourceName}' to wait for.");
        }

        var reached = await WaitForResourceAsync(
            resourceName,
            change => IsReady(change.Snapshot)
                || (waitBehavior == WaitBehavior.StopOnResourceUnavailable && IsTerminal(change.Snapshot)),
            cancellationToken);
        if (!IsReady(reached.Snapshot))
        {
            throw new DistributedApplicationException(
                $"Resource '{resourceName}' cannot become healthy: it is {reached.Snapshot.State?.Text}.");
        }

        await reached.Snapshot.ReadyEvent!.WaitAsync(cancellationToken);
        return reached;
    }

    /// <exception cref="DistributedApplicationException">A dependency cannot reach what is waited for.</exception>
    public Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return Task.WhenAll(resource.Annotations.OfType<WaitAnnotation>().Select(wait => WaitForAsync(resource, wait, cancellationToken)));
    }

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

    /// <summary>All states as they are now, and every change after them.</summary>
    internal (IReadOnlyList<ResourceEvent> Current, ChannelReader<ResourceEvent> Changes) Subscribe()
    {
        IReadOnlyList<ResourceEvent> current = [];
        var changes = _changes.Subscribe(() =>
        {
            current = [.. _states.Values];
            return [];
        });
        return (current, changes);
    }

    internal void Unsubscribe(ChannelReader<ResourceEvent> changes) => _changes.Unsubscribe(changes);

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static bool IsReady(CustomResourceSnapshot snapshot) =>
        snapshot.HealthStatus == HealthStatus.Healthy && snapshot.ReadyEvent is not null;

    private static bool IsTerminal(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text is { } state && KnownResourceStates.TerminalStates.Contains(state);

    private void Publish(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(stateFactory);
        _changes.Publish(() =>
        {
            var previous = _states.TryGetValue(resourceId, out var known)
                ? known.Snapshot
                : resource.Annotations.OfType<ResourceSnapshotAnnotation>().LastOrDefault()?.InitialSnapshot
                    ?? new CustomResourceSnapshot { ResourceType = resource.GetResourceType(), Properties = [] };
            var next = ResourceSnapshots.Complete(resource, previous, stateFactory(previous), _services);
            var change = new ResourceEvent(resource, resourceId, next);
            _states[resourceId] = change;
            if (previous.State?.Text != next.State?.Text)
            {
                LogState(resourceId, previous.State?.Text, next.State?.Text);
            }

            return (true, change, true);
        });
    }

    private async Task WaitForAsync(IResource resource, WaitAnnotation wait, CancellationToken cancellationToken)
    {
        var dependency = wait.Resource;
        var behavior = wait.WaitBehavior ?? DefaultWaitBehavior;
        var resourceLogger = _loggers.GetLogger(resource);
        LogWaiting(resourceLogger, dependency.Name, wait.WaitType);

        // Every replica of the dependency is waited for.
        await Task.WhenAll(dependency.GetInstanceNames().Select(async instance =>
        {
            var reached = await WaitForResourceAsync(
                instance, change => Outcome(wait, behavior, change.Snapshot) is not null, cancellationToken);
            if (Outcome(wait, behavior, reached.Snapshot) is { Length: > 0 } fault)
            {
                throw new DistributedApplicationException(
                    $"Resource '{resource.Name}' stopped waiting for '{dependency.Name}': {fault}.");
            }

            if (wait.WaitType == WaitType.WaitUntilHealthy && reached.Snapshot.ReadyEvent is { } ready)
            {
                await ready.WaitAsync(cancellationToken);
            }
        }));
        LogWaited(resourceLogger, dependency.Name);
    }

    /// <summary>Null: go on waiting. Empty: reached. Else why it cannot be reached.</summary>
    private static string? Outcome(WaitAnnotation wait, WaitBehavior behavior, CustomResourceSnapshot snapshot)
    {
        if (wait.WaitType == WaitType.WaitForCompletion)
        {
            return snapshot.State?.Text == KnownResourceStates.FailedToStart ? "it failed to start"
                : !IsTerminal(snapshot) || snapshot.ExitCode is not { } exitCode ? null
                : exitCode == wait.ExitCode ? "" : $"it ended with exit code {exitCode}, wanted {wait.ExitCode}";
        }

        if (wait.WaitType == WaitType.WaitUntilStarted ? snapshot.State?.Text == KnownResourceStates.Running : IsReady(snapshot))
        {
            return "";
        }

        return behavior == WaitBehavior.StopOnResourceUnavailable && IsTerminal(snapshot) ? $"it is {snapshot.State?.Text}" : null;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Resource {ResourceId} changed state: {PreviousState} -> {State}")]
    private partial void LogState(string resourceId, string? previousState, string? state);

    [LoggerMessage(EventId = 0, Level = LogLevel.Information, Message = "Waiting for resource '{Dependency}' ({WaitType}).")]
    private static partial void LogWaiting(ILogger logger, string dependency, WaitType waitType);

    [LoggerMessage(EventId = 0, Level = LogLevel.Information, Message = "Finished waiting for resource '{Dependency}'.")]
    private static partial void LogWaited(ILogger logger, string dependency);
}
