using Aspire.Hosting.Backchannel;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Pipelines;

/// <summary>Runs the pipeline in publish mode. Then the application ends: by itself, or when the Aspire CLI that follows it says so.</summary>
internal sealed partial class PipelineExecutor(
    PipelineContextFactory contexts,
    IPipelineActivityReporter reporter,
    IDistributedApplicationEventing eventing,
    BackchannelService backchannel,
    IHostApplicationLifetime lifetime,
    ILogger<PipelineExecutor> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (backchannel.IsExpected)
            {
                await backchannel.Connected.WaitAsync(stoppingToken);
            }

            await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            System.Environment.ExitCode = 1;
        }
        finally
        {
            // The CLI has still to read how it ended.
            if (!backchannel.IsExpected)
            {
                lifetime.StopApplication();
            }
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var step = await reporter.CreateStepAsync("pipeline-execution", cancellationToken);
        PipelineLoggerProvider.CurrentStep = step;
        try
        {
            var context = contexts.Create(logger, cancellationToken);
            AppHostConfiguration.ValidateOperation(context.Services.GetRequiredService<IConfiguration>());
            await eventing.PublishAsync(new BeforePublishEvent(context.Services, context.Model), cancellationToken);
            await context.Services.GetRequiredService<IDistributedApplicationPipeline>().ExecuteAsync(context);
            await eventing.PublishAsync(new AfterPublishEvent(context.Services, context.Model), cancellationToken);
            await step.CompleteAsync("Pipeline completed", cancellationToken: cancellationToken);
            foreach (var item in context.Summary.Items)
            {
                LogSummary(item.Key, item.Value);
            }

            await reporter.CompletePublishAsync(new PublishCompletionOptions { PipelineSummary = context.Summary.Items }, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The boundary of publish mode: any failure of a step ends the program with exit code 1, or is told to the CLI, which has its own.
            if (exception is DistributedApplicationException or ArgumentException)
            {
                LogFailed(exception.Message);
            }
            else
            {
                LogFault(exception);
            }

            await step.CompleteAsync(exception.Message, CompletionState.CompletedWithError, cancellationToken);
            await reporter.CompletePublishAsync(
                new PublishCompletionOptions { CompletionMessage = exception.Message, CompletionState = CompletionState.CompletedWithError },
                cancellationToken);
            if (!backchannel.IsExpected)
            {
                System.Environment.ExitCode = 1;
            }
        }
        finally
        {
            PipelineLoggerProvider.CurrentStep = null;
        }
    }

    [LoggerMessage(EventId = 0, Level = LogLevel.Information, Message = "{Key}: {Value}")]
    private partial void LogSummary(string key, string value);

    [LoggerMessage(EventId = 0, Level = LogLevel.Critical, Message = "Publishing failed: {Reason}")]
    private partial void LogFailed(string reason);

    [LoggerMessage(EventId = 0, Level = LogLevel.Critical, Message = "Publishing failed.")]
    private partial void LogFault(Exception exception);
}
