namespace Aspire.Hosting.Backchannel;

internal sealed record ResourceSnapshotHealthReport(string Name, string? Status, string? Description, string? ExceptionText);
