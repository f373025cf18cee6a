using System.Diagnostics;
using Aspire.Hosting.Lifecycle;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting;

/// <summary>A built application: start it, wait for its end, stop it.</summary>
[DebuggerDisplay("{_host}")]
public partial class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost _host;

    public DistributedApplication(IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
    }

    public IServiceProvider Services => _host.Services;

    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    internal IDistributedApplicationObserver? Observer { get; init; }

    // Only the code of the AppHost's own Main is observed; the observer itself starts the application.
    private bool Observed => Observer is not null && ReferenceEquals(DistributedApplicationObserver.Current, Observer);

    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return new DistributedApplicationBuilder(args);
    }

    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new DistributedApplicationBuilder(options);
    }

    /// <exception cref="DistributedApplicationException">The application cannot start. What had started is stopped again.</exception>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (Observed)
        {
            await Observer!.RunAsync(this, cancellationToken);
            return;
        }

        try
        {
            await BeforeStartAsync(cancellationToken);
            await _host.StartAsync(cancellationToken);
        }
        catch
        {
            // A host that failed to start does not stop its services by itself; processes would stay behind.
            await _host.StopAsync(CancellationToken.None);
            throw;
        }
    }

    public virtual Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    /// <summary>Runs until it is told to stop. An application that cannot start is reported by a message and exit code 1.</summary>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (Observed)
        {
            await Observer!.RunAsync(this, cancellationToken);
            return;
        }

        var stopping = Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await StartAsync(cancellationToken);
            await _host.WaitForShutdownAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested || cancellationToken.IsCancellationRequested)
        {
            // Told to stop while starting; everything is stopped by now.
        }
        catch (Exception exception) when (FindReason(exception) is { } reason)
        {
            LogFailed(Services.GetRequiredService<ILogger<DistributedApplication>>(), reason);
            System.Environment.ExitCode = 1;
        }
        finally
        {
            await DisposeAsync();
        }
    }

    public void Run() => RunAsync().GetAwaiter().GetResult();

    public virtual void Dispose()
    {
        _host.Dispose();
        GC.SuppressFinalize(this);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync();
        }
        else
        {
            _host.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    Task IHost.StartAsync(CancellationToken cancellationToken) => StartAsync(cancellationToken);

    Task IHost.StopAsync(CancellationToken cancellationToken) => StopAsync(cancellationToken);

    /// <summary>The message of a failure that is meant for the user; null for any other.</summary>
    private static string? FindReason(Exception exception) =>
        exception switch
        {
            DistributedApplicationException or OptionsValidationException => exception.Message,
            AggregateException aggregate => aggregate.InnerExceptions.Select(FindReason).FirstOrDefault(reason => reason is not null),
            { InnerException: { } inner } => FindReason(inner),
            _ => null,
        };

    private async Task BeforeStartAsync(CancellationToken cancellationToken)
    {
        var eventing = Services.GetRequiredService<IDistributedApplicationEventing>();
        var executionContext = Services.GetRequiredService<DistributedApplicationExecutionContext>();
        var logger = Services.GetRequiredService<ILogger<DistributedApplication>>();
        if (eventing is DistributedApplicationEventing own)
        {
            own.UnobservedFault = (exception, @event) => LogSubscriberFailed(logger, exception, @event.GetType().Name);
        }

        // The orchestrator needs a second or more to come up; whatever the subscribers do runs beside it.
        Services.GetService<Dcp.DcpHost>()?.Launch();
        foreach (var subscriber in Services.GetServices<IDistributedApplicationEventingSubscriber>())
        {
            await subscriber.SubscribeAsync(eventing, executionContext, cancellationToken);
        }

        var model = Services.GetRequiredService<DistributedApplicationModel>();
        await eventing.PublishAsync(new BeforeStartEvent(Services, model), cancellationToken);
        if (model.Resources.OfType<IComputeEnvironmentResource>().ToList() is [var only])
        {
            // A single environment is where everything runs that does not say otherwise.
            foreach (var resource in model.Resources.OfType<IComputeResource>().Where(resource => resource.GetComputeEnvironment() is null))
            {
                resource.Annotations.Add(new ComputeEnvironmentAnnotation(only));
            }
        }

        if (Services.GetRequiredService<IDistributedApplicationPipeline>() is DistributedApplicationPipeline pipeline)
        {
            await pipeline.ExecuteBeforeStartAsync(Services.GetRequiredService<PipelineContextFactory>().Create(logger, cancellationToken));
        }
    }

    [LoggerMessage(EventId = 0, Level = LogLevel.Critical, Message = "The application cannot run: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);

    [LoggerMessage(EventId = 0, Level = LogLevel.Error, Message = "A subscriber of {EventName} failed.")]
    private static partial void LogSubscriberFailed(ILogger logger, Exception exception, string eventName);
}
