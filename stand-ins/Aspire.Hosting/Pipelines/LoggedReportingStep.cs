namespace Aspire.Hosting.Pipelines;

/// <summary>Reports a step to the host's log.</summary>
internal sealed partial class LoggedReportingStep(string name, ILogger logger) : IReportingStep
{
    public CompletionState State { get; private set; } = CompletionState.InProgress;

    public Task CompleteAsync(
        string completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
    {
        State = completionState;
        LogLine(
            completionState switch
            {
                CompletionState.CompletedWithError => LogLevel.Error,
                CompletionState.CompletedWithWarning => LogLevel.Warning,
                _ => LogLevel.Information,
            },
            name,
            completionText);
        return Task.CompletedTask;
    }

    public void Log(LogLevel logLevel, string message) => LogLine(logLevel, name, message);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [LoggerMessage(Message = "({Step}) {Text}")]
    private partial void LogLine(LogLevel level, string step, string text);
}
