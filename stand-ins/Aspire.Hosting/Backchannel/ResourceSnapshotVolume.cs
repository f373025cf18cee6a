namespace Aspire.Hosting.Backchannel;

internal sealed record ResourceSnapshotVolume(string? Source, string Target, string MountType, bool IsReadOnly);
