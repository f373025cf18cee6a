using System.Collections.Concurrent;
using Aspire.Hosting.Backchannel;

namespace Aspire.Hosting.Pipelines;

/// <summary>A step as it is reported. The first completion counts; disposing completes it by what its tasks came to.</summary>
internal sealed class ReportingStep(PipelineActivityReporter reporter, string id, string title, string? parentId, int level) : IReportingStep
{
    private readonly Lock _lock = new();
    private readonly ConcurrentBag<ReportingTask> _tasks = [];
    private CompletionState _state;

    public string Id { get; } = id;

    public string? ParentId { get; } = parentId;

    public int Level { get; } = level;

    public CompletionState State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    public Task<IReportingTask> CreateTaskAsync(string statusText, CancellationToken cancellationToken = default) =>
        CreateTaskAsync(statusText, markdown: false, cancellationToken);

    public Task<IReportingTask> CreateTaskAsync(MarkdownString statusText, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statusText);
        return CreateTaskAsync(statusText.Value, markdown: true, cancellationToken);
    }

    public void Log(LogLevel logLevel, string message) => Log(logLevel, message, markdown: false);

    public void Log(LogLevel logLevel, MarkdownString message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Log(logLevel, message.Value, markdown: true);
    }

    public Task CompleteAsync(
        string completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default) =>
        CompleteAsync(completionText, completionState, markdown: false, cancellationToken);

    public Task CompleteAsync(
        MarkdownString completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(completionText);
        return CompleteAsync(completionText.Value, completionState, markdown: true, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        var state = _tasks.Select(task => task.State).Append(CompletionState.Completed).Max();
        var how = state switch
        {
            CompletionState.CompletedWithError => "completed with errors",
            CompletionState.CompletedWithWarning => "completed with warnings",
            _ => "completed successfully",
        };
        await CompleteAsync($"{title} {how}", state, markdown: false, CancellationToken.None);
    }

    private async Task<IReportingTask> CreateTaskAsync(string text, bool markdown, CancellationToken cancellationToken)
    {
        var task = new ReportingTask(reporter, reporter.NewId(), Id, text);
        _tasks.Add(task);
        await reporter.WriteAsync(PublishingActivity.OfTask(task, text, null, markdown), cancellationToken);
        return task;
    }

    private void Log(LogLevel level, string message, bool markdown)
    {
        if (State == CompletionState.InProgress)
        {
            reporter.Log(this, level, message, markdown);
        }
    }

    private async Task CompleteAsync(string text, CompletionState state, bool markdown, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_state != CompletionState.InProgress)
            {
                return;
            }

            _state = state;
        }

        await reporter.WriteAsync(PublishingActivity.OfStep(this, text, state, markdown), cancellationToken);
    }
}
