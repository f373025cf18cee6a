using System.Collections.Concurrent;
using Aspire.Hosting.Dcp.Model;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting.Dcp;

/// <summary>Creates, stops and starts the processes of the model, and turns what the orchestrator reports into their state.</summary>
internal sealed partial class DcpExecutor(
    DcpHost host,
    DcpServices services,
    DcpExecutableFactory factory,
    DcpLogs logs,
    ResourceUrls urls,
    IDistributedApplicationEventing eventing,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IServiceProvider provider,
    IHostApplicationLifetime lifetime,
    TimeProvider timeProvider,
    ILogger<DcpExecutor> logger)
{
    private static readonly TimeSpan s_reconnectDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_stopTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_gracePeriod = TimeSpan.FromSeconds(15);
    private const int MaximumReconnects = 50;

    private readonly ConcurrentDictionary<string, (IResource Resource, ResourceInstance Instance)> _instances = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DcpExecutable> _executables = new(StringComparer.Ordinal);
    private IReadOnlyList<DcpServiceEndpoint> _services = [];

    public static bool Runs(IResource resource) => resource is ProjectResource or ExecutableResource;

    /// <summary>Names the instances and checks the endpoints; touches nothing outside this process.</summary>
    public void Prepare(DistributedApplicationModel model)
    {
        var resources = model.Resources.Where(Runs).ToList();
        foreach (var resource in resources)
        {
            var instances = Enumerable.Range(0, resource.GetReplicaCount())
                .Select(index => DcpNames.Suffix() is var suffix ? new ResourceInstance($"{resource.Name}-{suffix}", suffix, index) : null!)
                .ToList();
            resource.Annotations.Add(new ResourceInstancesAnnotation(instances));
            foreach (var instance in instances)
            {
                _instances[instance.Name] = (resource, instance);
            }
        }

        _services = services.Plan(resources);
    }

    /// <summary>Runs until cancelled; everything that is created is seen here.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(
            WatchAsync<DcpService>(DcpService.Plural, Observe, cancellationToken),
            WatchAsync<DcpEndpoint>(DcpEndpoint.Plural, Observe, cancellationToken),
            WatchAsync<DcpExecutable>(DcpExecutable.Plural, Observe, cancellationToken));

    public async Task AllocateEndpointsAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        await services.AllocateAsync(await host.GetClientAsync(), _services, cancellationToken);
        foreach (var resource in model.Resources.Where(r => Runs(r) && r.HasAnnotationOfType<EndpointAnnotation>()))
        {
            await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, provider), cancellationToken);
        }
    }

    /// <summary>Starts all instances of a resource, after what it waits for.</summary>
    public async Task StartAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource.HasAnnotationOfType<ExplicitStartupAnnotation>())
        {
            await notifications.PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.NotStarted });
            return;
        }

        var names = resource.GetInstanceNames();
        await StartAsync(resource, names, cancellationToken);
    }

    /// <exception cref="DistributedApplicationException">It did not stop in time.</exception>
    public async Task StopAsync(string instanceName, CancellationToken cancellationToken)
    {
        if (!_executables.ContainsKey(instanceName))
        {
            // Still waiting for something, or never started.
            return;
        }

        var client = await host.GetClientAsync();
        await client.PatchAsync(
            DcpExecutable.Plural, instanceName, """[{"op":"add","path":"/spec/stop","value":true}]""", cancellationToken);
        await WaitForAsync(
            instanceName,
            executable => executable is null || IsEnded(executable),
            cancellationToken);
    }

    /// <summary>Ends every process but those of one resource, and waits for them for a while; the orchestrator ends the rest.</summary>
    public async Task StopAllAsync(IResource? except, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(s_gracePeriod, timeProvider);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var running = _executables.Values
            .Where(executable => !IsEnded(executable) && !ReferenceEquals(_instances[executable.Metadata.Name].Resource, except))
            .Select(executable => executable.Metadata.Name);
        try
        {
            await Task.WhenAll(running.Select(name => StopAsync(name, limit.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or DistributedApplicationException)
        {
            LogStopAllInterrupted(exception.Message);
        }
    }

    /// <summary>Starts one instance again, with its environment and arguments worked out anew.</summary>
    public async Task RestartAsync(string instanceName, CancellationToken cancellationToken)
    {
        if (!_instances.TryGetValue(instanceName, out var known))
        {
            throw new DistributedApplicationException($"'{instanceName}' is no process of this application.");
        }

        if (_executables.ContainsKey(instanceName))
        {
            await StopAsync(instanceName, cancellationToken);
            var client = await host.GetClientAsync();
            await client.DeleteAsync(DcpExecutable.Plural, instanceName, cancellationToken);
            await WaitForAsync(instanceName, executable => executable is null, cancellationToken);
        }

        await StartAsync(known.Resource, [instanceName], cancellationToken);
    }

    private static bool IsEnded(DcpExecutable executable) => executable.Status?.State is "Finished" or "Terminated" or "FailedToStart";

    private async Task StartAsync(IResource resource, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var resourceLogger = loggers.GetLogger(resource);
        try
        {
            foreach (var name in names)
            {
                await notifications.PublishUpdateAsync(resource, name, s => s with
                {
                    State = resource.HasAnnotationOfType<WaitAnnotation>() ? KnownResourceStates.Waiting : KnownResourceStates.Starting,
                    ExitCode = null,
                    StopTimeStamp = null,
                });
            }

            await notifications.WaitForDependenciesAsync(resource, cancellationToken);
            await eventing.PublishAsync(new BeforeResourceStartedEvent(resource, provider), cancellationToken);
            var client = await host.GetClientAsync();
            await Task.WhenAll(names.Select(async name =>
            {
                await notifications.PublishUpdateAsync(resource, name, s => s with { State = KnownResourceStates.Starting });
                var executable = await factory.CreateAsync(
                    resource,
                    _instances[name].Instance,
                    [.. _services.Where(service => ReferenceEquals(service.Resource, resource))],
                    resourceLogger,
                    cancellationToken);
                await client.CreateAsync(DcpExecutable.Plural, executable, cancellationToken);
            }));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // One resource that cannot start does not end the others; its state and its log say why.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogStartFailed(resourceLogger, exception is DistributedApplicationException ? null : exception, resource.Name, exception.Message);
            LogStartFailed(logger, null, resource.Name, exception.Message);
            foreach (var name in names)
            {
                await notifications.PublishUpdateAsync(resource, name, s => s with
                {
                    State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
                });
            }
        }
    }

    private void Observe(DcpWatchEvent<DcpExecutable> change)
    {
        var name = change.Object.Metadata.Name;
        if (!_instances.TryGetValue(name, out var known))
        {
            return;
        }

        if (change.Deleted)
        {
            _executables.TryRemove(name, out _);
            return;
        }

        _executables[name] = change.Object;
        logs.Observe(name, known.Resource, change.Object);
        var before = notifications.TryGetCurrentState(name, out var current) ? current.Snapshot.State?.Text : null;
        _ = notifications.PublishUpdateAsync(
            known.Resource, name, s => urls.Apply(known.Resource, name, DcpSnapshots.Apply(known.Resource, change.Object, s)));
        if (notifications.TryGetCurrentState(name, out var after)
            && after.Snapshot.State?.Text is { } state && state != before && KnownResourceStates.TerminalStates.Contains(state))
        {
            _ = eventing.PublishAsync(
                new ResourceStoppedEvent(known.Resource, provider, after), EventDispatchBehavior.NonBlockingSequential, CancellationToken.None);
        }
    }

    private void Observe(DcpWatchEvent<DcpService> change)
    {
        host.ControllersProcessId ??= change.Object.Status?.ProxyProcessPid;
        services.Observe(change.Object);
    }

    private void Observe(DcpWatchEvent<DcpEndpoint> change)
    {
        if (change.Object.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Kind == "Executable") is { } owner
            && _instances.TryGetValue(owner.Name, out var known)
            && _services.FirstOrDefault(service => service.ServiceName == change.Object.Spec?.ServiceName) is { } service)
        {
            urls.SetActive(owner.Name, service.Endpoint.Name, !change.Deleted);
            _ = notifications.PublishUpdateAsync(known.Resource, owner.Name, s => urls.Apply(known.Resource, owner.Name, s));
        }
    }

    private async Task WatchAsync<T>(string plural, Action<DcpWatchEvent<T>> observe, CancellationToken cancellationToken)
        where T : DcpObject
    {
        var client = await host.GetClientAsync();
        for (var failures = 0; !cancellationToken.IsCancellationRequested;)
        {
            try
            {
                await foreach (var change in client.WatchAsync<T>(plural, cancellationToken))
                {
                    failures = 0;
                    observe(change);
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
            {
                LogWatchInterrupted(plural, exception.Message);
                if (++failures == MaximumReconnects)
                {
                    // Nothing can be started, stopped or seen any more.
                    LogLost();
                    System.Environment.ExitCode = 1;
                    lifetime.StopApplication();
                    return;
                }
            }

            await Task.Delay(s_reconnectDelay, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WaitForAsync(string name, Func<DcpExecutable?, bool> reached, CancellationToken cancellationToken)
    {
        var client = await host.GetClientAsync();
        using var timeout = new CancellationTokenSource(s_stopTimeout, timeProvider);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            while (!reached(await client.FindAsync<DcpExecutable>(DcpExecutable.Plural, name, limit.Token)))
            {
                await Task.Delay(s_reconnectDelay, timeProvider, limit.Token);
            }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new DistributedApplicationException($"'{name}' did not stop within {s_stopTimeout.TotalSeconds} seconds.");
        }
    }

    [LoggerMessage(EventId = 0, Level = LogLevel.Error, Message = "Resource '{Resource}' cannot start: {Reason}")]
    private static partial void LogStartFailed(ILogger logger, Exception? exception, string resource, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Not all processes ended by themselves: {Reason}")]
    private partial void LogStopAllInterrupted(string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The watch on {Plural} was interrupted: {Reason}")]
    private partial void LogWatchInterrupted(string plural, string reason);

    [LoggerMessage(EventId = 0, Level = LogLevel.Critical, Message = "The orchestrator is gone. Stopping.")]
    private partial void LogLost();
}
