namespace Aspire.Hosting.Backchannel;

/// <param name="Filter">Part of the names that are wanted; null for all.</param>
internal sealed record ResourcesRequest(string? Filter);
