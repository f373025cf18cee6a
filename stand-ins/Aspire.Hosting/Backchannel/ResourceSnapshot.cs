using System.Text.Json.Nodes;

namespace Aspire.Hosting.Backchannel;

/// <summary>An instance of a resource as the Aspire CLI shows it.</summary>
internal sealed record ResourceSnapshot
{
    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    public required string ResourceType { get; init; }

    public string? State { get; init; }

    public string? StateStyle { get; init; }

    public string? HealthStatus { get; init; }

    public int? ExitCode { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? StoppedAt { get; init; }

    public bool IsHidden { get; init; }

    public required ResourceSnapshotUrl[] Urls { get; init; }

    public required ResourceSnapshotRelationship[] Relationships { get; init; }

    public required ResourceSnapshotHealthReport[] HealthReports { get; init; }

    public required ResourceSnapshotVolume[] Volumes { get; init; }

    public required ResourceSnapshotEnvironmentVariable[] EnvironmentVariables { get; init; }

    /// <summary>Values of what the dashboard shows; null for what is secret.</summary>
    public required Dictionary<string, JsonNode?> Properties { get; init; }

    public required ResourceSnapshotCommand[] Commands { get; init; }
}
