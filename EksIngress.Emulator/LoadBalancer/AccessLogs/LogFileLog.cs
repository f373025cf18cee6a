namespace EksIngress.Emulator.LoadBalancer.AccessLogs;

internal static partial class LogFileLog
{
    [LoggerMessage(EventId = 15, EventName = "AccessLogEntriesLost", Level = LogLevel.Warning, Message = "{Count} log entries were lost: the queue was full")]
    public static partial void EntriesLost(ILogger logger, long count);

    [LoggerMessage(EventId = 16, EventName = "AccessLogNotWritten", Level = LogLevel.Error, Message = "A log file could not be written")]
    public static partial void NotWritten(ILogger logger, Exception exception);
}
