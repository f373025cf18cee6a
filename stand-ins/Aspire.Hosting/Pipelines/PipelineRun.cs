namespace Aspire.Hosting.Pipelines;

/// <summary>Runs steps: each as soon as those it depends on are done, side by side where nothing holds them back.</summary>
internal sealed partial class PipelineRun(PipelineContext context, IPipelineActivityReporter reporter, PipelineOrder order)
{
    /// <summary>A step that fails holds back those that depend on it, and no other.</summary>
    /// <exception cref="DistributedApplicationException">A step failed; the message has the reason of each.</exception>
    public async Task RunAsync()
    {
        var running = new Dictionary<string, Task<bool>>(StringComparer.Ordinal);
        var failures = new List<string>();
        foreach (var step in order.Steps)
        {
            var before = order.DependenciesOf(step).Select(name => running[name]).ToList();
            running[step.Name] = Task.Run(() => RunAfterAsync(step, before, failures), CancellationToken.None);
        }

        await Task.WhenAll(running.Values);
        context.CancellationToken.ThrowIfCancellationRequested();
        if (failures.Count > 0)
        {
            throw new DistributedApplicationException(string.Join('\n', failures));
        }
    }

    /// <summary>Runs one after the other, on behalf of steps that change the model: its collections are not for many at once.</summary>
    public async Task RunSequentiallyAsync()
    {
        foreach (var step in order.Steps)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            await RunStepAsync(step);
        }
    }

    private async Task<bool> RunAfterAsync(PipelineStep step, IReadOnlyList<Task<bool>> before, List<string> failures)
    {
        if (!(await Task.WhenAll(before)).All(succeeded => succeeded) || context.CancellationToken.IsCancellationRequested)
        {
            return false;
        }

        try
        {
            await RunStepAsync(step);
            return true;
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            return false;
        }
#pragma warning disable CA1031 // A step is foreign code; what depends on it does not run, and the run as a whole fails with its reason.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            lock (failures)
            {
                failures.Add(exception is DistributedApplicationException ? exception.Message : $"Step '{step.Name}' failed: {exception.Message}");
            }

            return false;
        }
    }

    private async Task RunStepAsync(PipelineStep step)
    {
        var reporting = await reporter.CreateStepAsync(step.Name, order.FindParentOf(step), order.LevelOf(step), context.CancellationToken);
        await using (reporting)
        {
            PipelineLoggerProvider.CurrentStep = reporting;
            try
            {
                await step.Action(new PipelineStepContext { PipelineContext = context, ReportingStep = reporting });
                if (reporting is ReportingStep { State: CompletionState.CompletedWithError })
                {
                    throw new DistributedApplicationException($"Pipeline step '{step.Name}' reported an error.");
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !context.CancellationToken.IsCancellationRequested)
            {
                // A message for the user needs no stack; anything else is a fault in a step, and has one.
                if (exception is DistributedApplicationException)
                {
                    LogFailed(context.Logger, step.Name, exception.Message);
                }
                else
                {
                    LogFault(context.Logger, exception, step.Name);
                }

                await reporting.CompleteAsync(exception.Message, CompletionState.CompletedWithError, CancellationToken.None);
                throw;
            }
            finally
            {
                PipelineLoggerProvider.CurrentStep = null;
            }
        }
    }

    [LoggerMessage(EventId = 0, Level = LogLevel.Error, Message = "Step '{Step}' failed: {Reason}")]
    private static partial void LogFailed(ILogger logger, string step, string reason);

    [LoggerMessage(EventId = 0, Level = LogLevel.Error, Message = "Step '{Step}' failed.")]
    private static partial void LogFault(ILogger logger, Exception exception, string step);
}
