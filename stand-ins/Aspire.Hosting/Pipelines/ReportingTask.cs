using Aspire.Hosting.Backchannel;

namespace Aspire.Hosting.Pipelines;

/// <summary>A part of a step as it is reported. The first completion counts; disposing completes it well.</summary>
internal sealed class ReportingTask(PipelineActivityReporter reporter, string id, string stepId, string text) : IReportingTask
{
    private readonly Lock _lock = new();
    private string _text = text;
    private CompletionState _state;

    public string Id { get; } = id;

    public string StepId { get; } = stepId;

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

    public Task UpdateAsync(string statusText, CancellationToken cancellationToken = default) =>
        UpdateAsync(statusText, markdown: false, cancellationToken);

    public Task UpdateAsync(MarkdownString statusText, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statusText);
        return UpdateAsync(statusText.Value, markdown: true, cancellationToken);
    }

    public Task CompleteAsync(
        string? completionMessage = null, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default) =>
        CompleteAsync(completionMessage, completionState, markdown: false, cancellationToken);

    public Task CompleteAsync(
        MarkdownString completionMessage, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(completionMessage);
        return CompleteAsync(completionMessage.Value, completionState, markdown: true, cancellationToken);
    }

    public async ValueTask DisposeAsync() => await CompleteAsync(null, CompletionState.Completed, markdown: false, CancellationToken.None);

    private async Task UpdateAsync(string statusText, bool markdown, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _text = statusText;
        }

        await reporter.WriteAsync(PublishingActivity.OfTask(this, statusText, null, markdown), cancellationToken);
    }

    private async Task CompleteAsync(string? message, CompletionState state, bool markdown, CancellationToken cancellationToken)
    {
        string text;
        lock (_lock)
        {
            if (_state != CompletionState.InProgress)
            {
                return;
            }

            _state = state;
            text = _text;
        }

        await reporter.WriteAsync(PublishingActivity.OfTask(this, text, message, markdown), cancellationToken);
    }
}
