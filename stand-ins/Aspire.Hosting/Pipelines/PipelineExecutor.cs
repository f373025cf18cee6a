using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Pipelines;

/// <summary>Runs the pipeline in publish mode, then ends the application.</summary>
internal sealed partial class PipelineExecutor(
    IDistributedApplicationPipeline pipeline,
    IDistributedApplicationEventing eventing,
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    IServiceProvider services,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    ILogger<PipelineExecutor> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            AppHostConfiguration.ValidateOperation(configuration);
            await eventing.PublishAsync(new BeforePublishEvent(services, model), stoppingToken);
            await pipeline.ExecuteAsync(new PipelineContext(model, executionContext, services, logger, stoppingToken));
            await eventing.PublishAsync(new AfterPublishEvent(services, model), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            System.Environment.ExitCode = 1;
        }
#pragma warning disable CA1031 // The boundary of publish mode: any failure of a step ends the program with exit code 1.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (exception is DistributedApplicationException or ArgumentException)
            {
                LogFailed(exception.Message);
            }
            else
            {
                LogFault(exception);
            }

            System.Environment.ExitCode = 1;
        }
        finally
        {
            lifetime.StopApplication();
        }
    }

    [LoggerMessage(EventId = 0, Level = LogLevel.Critical, Message = "Publishing failed: {Reason}")]
    private partial void LogFailed(string reason);

    [LoggerMessage(EventId = 0, Level = LogLevel.Critical, Message = "Publishing failed.")]
    private partial void LogFault(Exception exception);
}
