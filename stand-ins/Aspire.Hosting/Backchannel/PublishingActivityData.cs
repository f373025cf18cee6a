using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting.Backchannel;

/// <summary>What there is to say of an activity; which members it has depends on its type.</summary>
internal sealed record PublishingActivityData
{
    public required string Id { get; init; }

    public required string StatusText { get; init; }

    public required string CompletionState { get; init; }

    public string? StepId { get; init; }

    public string? ParentStepId { get; init; }

    public int? HierarchyLevel { get; init; }

    public string? CompletionMessage { get; init; }

    public IReadOnlyList<PipelineSummaryItem>? PipelineSummary { get; init; }

    public string? LogLevel { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    public bool EnableMarkdown { get; init; }
}
