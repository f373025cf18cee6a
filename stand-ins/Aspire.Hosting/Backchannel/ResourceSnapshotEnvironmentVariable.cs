namespace Aspire.Hosting.Backchannel;

/// <param name="Value">Null for what is secret.</param>
internal sealed record ResourceSnapshotEnvironmentVariable(string Name, string? Value, bool IsFromSpec);
