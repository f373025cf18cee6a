namespace Aspire.Hosting.Backchannel;

internal sealed record ResourceSnapshotUrlDisplayProperties(string? DisplayName, int SortOrder);
