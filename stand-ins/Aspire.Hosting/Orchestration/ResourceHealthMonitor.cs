using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Orchestration;

/// <summary>Runs the health checks of running resources, and says when each is ready for the first time.</summary>
internal sealed partial class ResourceHealthMonitor(
    ResourceNotificationService notifications,
    IDistributedApplicationEventing eventing,
    HealthCheckService healthChecks,
    IServiceProvider services,
    TimeProvider timeProvider,
    ILogger<ResourceHealthMonitor> logger) : BackgroundService
{
    private static readonly TimeSpan s_firstInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_unhealthyInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_healthyInterval = TimeSpan.FromSeconds(30);

    private readonly Dictionary<IResource, Monitor> _monitors = [];
    private readonly Dictionary<IResource, Task> _ready = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken))
            {
                await ObserveAsync(change, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The application stops; so do the monitors, which are linked to the same token.
        }
        finally
        {
            foreach (var monitor in _monitors.Values)
            {
                await monitor.DisposeAsync();
            }
        }
    }

    private async Task ObserveAsync(ResourceEvent change, CancellationToken stoppingToken)
    {
        var (resource, snapshot) = (change.Resource, change.Snapshot);
        if (snapshot.State?.Text != KnownResourceStates.Running)
        {
            if (!AnyRunning(resource))
            {
                // The next start is another life: checked again, announced again.
                _ready.Remove(resource);
                if (_monitors.Remove(resource, out var monitor))
                {
                    await monitor.DisposeAsync();
                }
            }

            return;
        }

        if (resource.HasAnnotationOfType<HealthCheckAnnotation>())
        {
            // Changes are handled one at a time, so that there is one monitor at most.
            if (!_monitors.ContainsKey(resource))
            {
                _monitors[resource] = new Monitor(stopping => MonitorAsync(resource, stopping), stoppingToken);
            }
        }

        if (snapshot is { HealthStatus: HealthStatus.Healthy, ReadyEvent: null })
        {
            if (!_ready.TryGetValue(resource, out var ready))
            {
                ready = _ready[resource] = Task.Run(() => eventing.PublishAsync(new ResourceReadyEvent(resource, services), stoppingToken), stoppingToken);
                _ = ObserveReadyAsync(ready, resource);
            }

            await notifications.PublishUpdateAsync(resource, change.ResourceId, s => s with { ReadyEvent = ready });
        }
    }

    private bool AnyRunning(IResource resource) =>
        resource.GetInstanceNames().Any(name =>
            notifications.TryGetCurrentState(name, out var state) && state.Snapshot.State?.Text == KnownResourceStates.Running);

    private async Task MonitorAsync(IResource resource, CancellationToken stopping)
    {
        var keys = resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key).ToHashSet(StringComparer.Ordinal);
        var interval = s_firstInterval;
        try
        {
            while (true)
            {
                var report = await healthChecks.CheckHealthAsync(registration => keys.Contains(registration.Name), stopping);
                await PublishAsync(resource, keys, report);
                interval = report.Status == HealthStatus.Healthy
                    ? s_healthyInterval
                    : interval >= s_unhealthyInterval ? s_unhealthyInterval : interval * 1.5;
                await Task.Delay(interval, timeProvider, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The resource, or the application, stopped.
        }
    }

    private async Task PublishAsync(IResource resource, HashSet<string> keys, HealthReport report)
    {
        var now = timeProvider.GetUtcNow().UtcDateTime;
        HealthReportSnapshot[] reports =
        [
            .. keys.Select(key => report.Entries.TryGetValue(key, out var entry)
                ? new HealthReportSnapshot(key, entry.Status, entry.Description, entry.Exception?.Message) { LastRunAt = now }
                : new HealthReportSnapshot(key, HealthStatus.Unhealthy, $"No health check '{key}' is registered.", null) { LastRunAt = now }),
        ];
        foreach (var name in resource.GetInstanceNames())
        {
            if (notifications.TryGetCurrentState(name, out var state) && state.Snapshot.State?.Text == KnownResourceStates.Running)
            {
                await notifications.PublishUpdateAsync(resource, name, s => s with { HealthReports = [.. reports] });
            }
        }
    }

    private async Task ObserveReadyAsync(Task ready, IResource resource)
    {
        await ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (ready.Exception is { } exception)
        {
            LogReadyFailed(exception.GetBaseException(), resource.Name);
        }
    }

    private sealed class Monitor : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stopping;
        private readonly Task _running;

        public Monitor(Func<CancellationToken, Task> run, CancellationToken stoppingToken)
        {
            _stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            _running = run(_stopping.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stopping.Dispose();
        }
    }

    [LoggerMessage(EventId = 0, Level = LogLevel.Error, Message = "A subscriber of the ready event of resource '{Resource}' failed.")]
    private partial void LogReadyFailed(Exception exception, string resource);
}
