namespace Aspire.Hosting.Backchannel;

internal sealed record ResourceSnapshotUrl(string Name, string Url, bool IsInternal, ResourceSnapshotUrlDisplayProperties DisplayProperties);
