using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting.Backchannel;

/// <summary>Something that happened in a pipeline: to a step, to a task of it, a line that it logged, or the end of all.</summary>
internal sealed record PublishingActivity(string Type, PublishingActivityData Data)
{
    private const string EndType = "publish-complete";

    public static PublishingActivity OfStep(ReportingStep step, string text, CompletionState state, bool markdown) =>
        new("step", new PublishingActivityData
        {
            Id = step.Id,
            StatusText = text,
            CompletionState = state.ToString(),
            ParentStepId = step.ParentId,
            HierarchyLevel = step.Level,
            EnableMarkdown = markdown,
        });

    public static PublishingActivity OfTask(ReportingTask task, string text, string? completionMessage, bool markdown) =>
        new("task", new PublishingActivityData
        {
            Id = task.Id,
            StatusText = text,
            CompletionState = task.State.ToString(),
            StepId = task.StepId,
            CompletionMessage = completionMessage,
            EnableMarkdown = markdown,
        });

    public static PublishingActivity OfLog(
        string id, ReportingStep step, LogLevel level, string message, bool markdown, DateTimeOffset time) =>
        new("log", new PublishingActivityData
        {
            Id = id,
            StatusText = message,
            CompletionState = nameof(CompletionState.Completed),
            StepId = step.Id,
            LogLevel = level.ToString(),
            Timestamp = time,
            EnableMarkdown = markdown,
        });

    public static PublishingActivity OfEnd(CompletionState state, string? message, IReadOnlyList<PipelineSummaryItem>? summary) =>
        new(EndType, new PublishingActivityData
        {
            Id = EndType,
            StatusText = message ?? state switch
            {
                CompletionState.CompletedWithError => "Pipeline completed with errors",
                CompletionState.CompletedWithWarning => "Pipeline completed with warnings",
                _ => "Pipeline completed successfully",
            },
            CompletionState = state.ToString(),
            PipelineSummary = summary is { Count: > 0 } ? summary : null,
        });
}
