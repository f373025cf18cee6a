using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Orchestration;

/// <summary>Brings the model up in order, and down again.</summary>
internal sealed partial class ApplicationOrchestrator(
    DcpHost host,
    DcpExecutor executor,
    DcpLogs logs,
    ResourceUrls urls,
    DashboardLifecycle dashboard,
    DistributedApplicationModel model,
    IDistributedApplicationEventing eventing,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IServiceProvider services,
    IConfiguration configuration,
    ILogger<ApplicationOrchestrator> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _background = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        LogStarting(configuration["AppHost:Directory"]);
        _ = host.Binaries;
        var dashboardUp = dashboard.PrepareAsync(model, starting.Token);
        executor.Prepare(model);
        foreach (var resource in model.Resources.Where(DcpExecutor.Runs))
        {
            LifecycleCommands.Add(resource, executor);
        }

        await dashboardUp;
        await InitializeAsync(starting.Token);
        await host.GetClientAsync();
        _background = Task.WhenAll(executor.WatchAsync(_stopping.Token), logs.WatchAsync(_stopping.Token), dashboard.AnnounceAsync(_stopping.Token));
        await executor.AllocateEndpointsAsync(model, starting.Token);
        foreach (var resource in model.Resources.Where(DcpExecutor.Runs))
        {
            await urls.ResolveAsync(resource, starting.Token);
        }

        await Task.WhenAll(model.Resources.Where(DcpExecutor.Runs).ToList().Select(resource => executor.StartAsync(resource, starting.Token)));
        await eventing.PublishAsync(new AfterResourcesCreatedEvent(services, model), starting.Token);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_background != Task.CompletedTask)
        {
            // The dashboard last: the others send it the last of their telemetry, and would wait for it in vain.
            await executor.StopAllAsync(dashboard.Resource, cancellationToken);
        }

        await _stopping.CancelAsync();
        await _background.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await host.StopAsync(cancellationToken);
        await dashboard.StopAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in model.Resources.ToList())
        {
            await notifications.PublishUpdateAsync(resource, snapshot => snapshot);
            if (resource is ParameterResource parameter)
            {
                await PublishParameterAsync(parameter);
            }

            // Subscribers often work for as long as the application runs; nobody waits for them.
            await eventing.PublishAsync(
                new InitializeResourceEvent(resource, eventing, loggers, notifications, services),
                EventDispatchBehavior.NonBlockingConcurrent,
                _stopping.Token);
            if (!DcpExecutor.Runs(resource) && resource.HasAnnotationOfType<ResourceUrlsCallbackAnnotation>())
            {
                // A URL may be made of endpoints that get their address later.
                _ = urls.ResolveAsync(resource, _stopping.Token);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task PublishParameterAsync(ParameterResource parameter)
    {
        try
        {
            var value = parameter.ValueInternal;
            await notifications.PublishUpdateAsync(parameter, s => s with
            {
                State = KnownResourceStates.Running,
                Properties =
                [
                    new(CustomResourceKnownProperties.Source, parameter.ConfigurationKey),
                    new(KnownProperties.ParameterValue, value) { IsSensitive = parameter.Secret },
                ],
            });
        }
        catch (MissingParameterValueException exception)
        {
            LogParameterMissing(loggers.GetLogger(parameter), exception.Message);
            await notifications.PublishUpdateAsync(parameter, s => s with
            {
                State = new ResourceStateSnapshot(KnownResourceStates.ValueMissing, KnownResourceStateStyles.Warn),
                Properties = [new(CustomResourceKnownProperties.Source, parameter.ConfigurationKey)],
            });
        }
    }

    [LoggerMessage(EventId = 0, Level = LogLevel.Information, Message = "Distributed application starting. Application host directory is: {Directory}")]
    private partial void LogStarting(string? directory);

    [LoggerMessage(EventId = 0, Level = LogLevel.Error, Message = "{Reason}")]
    private static partial void LogParameterMissing(ILogger logger, string reason);
}
