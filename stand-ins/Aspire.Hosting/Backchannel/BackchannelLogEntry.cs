namespace Aspire.Hosting.Backchannel;

/// <summary>A line of the AppHost's own log.</summary>
internal sealed record BackchannelLogEntry(EventId EventId, LogLevel LogLevel, string Message, DateTimeOffset Timestamp, string CategoryName);
