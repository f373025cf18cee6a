namespace Aspire.Hosting.Backchannel;

internal sealed record ResourceLogBatch(ResourceLogLine[] Lines);
