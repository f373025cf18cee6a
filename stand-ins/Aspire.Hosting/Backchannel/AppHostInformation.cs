namespace Aspire.Hosting.Backchannel;

/// <summary>Which AppHost answers, and who started it.</summary>
internal sealed record AppHostInformation
{
    public required string AppHostPath { get; init; }

    public required int ProcessId { get; init; }

    public int? CliProcessId { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CliStartedAt { get; init; }

    public DateTimeOffset? CliStableStartedAt { get; init; }

    public string? CliLogFilePath { get; init; }
}
