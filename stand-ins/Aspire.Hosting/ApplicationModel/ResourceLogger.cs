using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Logs to the console page of a resource instead of to the host's own log.</summary>
internal sealed class ResourceLogger(IReadOnlyList<ResourceLog> logs, TimeProvider timeProvider) : ILogger
{
    /// <summary>The form the dashboard recognizes as a timestamp and takes off the line.</summary>
    public const string TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        var text = formatter(state, exception);
        if (exception is not null)
        {
            text += Environment.NewLine + exception;
        }

        var timestamp = timeProvider.GetUtcNow().UtcDateTime.ToString(TimestampFormat, CultureInfo.InvariantCulture);
        foreach (var log in logs)
        {
            log.Append($"{timestamp} {text}", isError: logLevel >= LogLevel.Error);
        }
    }
}
