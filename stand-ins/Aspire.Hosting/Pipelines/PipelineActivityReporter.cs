using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Aspire.Hosting.Backchannel;

namespace Aspire.Hosting.Pipelines;

/// <summary>
/// Keeps what happens to the steps of a pipeline for whoever reads it over the backchannel. Nobody may: then it is forgotten
/// with the process, and the log has said the same.
/// </summary>
internal sealed class PipelineActivityReporter(TimeProvider time) : IPipelineActivityReporter
{
    private readonly ConcurrentDictionary<string, string> _idsByTitle = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<ReportingStep> _steps = [];
    private readonly Channel<PublishingActivity> _activities = Channel.CreateUnbounded<PublishingActivity>();
    private int _nextId;

    public ChannelReader<PublishingActivity> Activities => _activities.Reader;

    public Task<IReportingStep> CreateStepAsync(string title, CancellationToken cancellationToken = default) =>
        CreateStepAsync(title, null, 0, cancellationToken);

    /// <param name="title">Name of the step.</param>
    /// <param name="parentStepId">Title or id of the step under which it is shown; null for none.</param>
    /// <param name="hierarchyLevel">Number of steps that lie between it and the first ones.</param>
    /// <param name="cancellationToken">Ends the report.</param>
    public async Task<IReportingStep> CreateStepAsync(
        string title, string? parentStepId, int hierarchyLevel, CancellationToken cancellationToken = default)
    {
        var parent = parentStepId is not null && _idsByTitle.TryGetValue(parentStepId, out var id) ? id : parentStepId;
        var step = new ReportingStep(this, NewId(), title, parent, hierarchyLevel);
        _steps.Add(step);
        _idsByTitle[title] = step.Id;
        await WriteAsync(PublishingActivity.OfStep(step, title, CompletionState.InProgress, markdown: false), cancellationToken);
        return step;
    }

    public Task CompletePublishAsync(PublishCompletionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var state = options?.CompletionState ?? _steps.Select(step => step.State).DefaultIfEmpty(CompletionState.Completed).Max();
        return WriteAsync(
            PublishingActivity.OfEnd(state, options?.CompletionMessage, options?.PipelineSummary), cancellationToken).AsTask();
    }

    public ValueTask WriteAsync(PublishingActivity activity, CancellationToken cancellationToken) =>
        _activities.Writer.WriteAsync(activity, cancellationToken);

    public void Log(ReportingStep step, LogLevel level, string message, bool markdown) =>
        _activities.Writer.TryWrite(PublishingActivity.OfLog(NewId(), step, level, message, markdown, time.GetUtcNow()));

    public string NewId() => Interlocked.Increment(ref _nextId).ToString(CultureInfo.InvariantCulture);
}
