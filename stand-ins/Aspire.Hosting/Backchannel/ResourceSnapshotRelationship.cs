namespace Aspire.Hosting.Backchannel;

internal sealed record ResourceSnapshotRelationship(string ResourceName, string Type);
