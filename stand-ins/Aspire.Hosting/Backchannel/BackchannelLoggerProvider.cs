using System.Threading.Channels;

namespace Aspire.Hosting.Backchannel;

/// <summary>Keeps the last lines of the AppHost's log for clients of the backchannel, and passes new ones on to them.</summary>
internal sealed class BackchannelLoggerProvider(TimeProvider time) : ILoggerProvider
{
    private const int KeptLines = 1000;

    private readonly Lock _lock = new();
    private readonly Queue<BackchannelLogEntry> _kept = new();
    private readonly List<Channel<BackchannelLogEntry>> _subscribers = [];
    private bool _ended;

    public ILogger CreateLogger(string categoryName) => new BackchannelLogger(this, categoryName);

    /// <summary>The lines kept so far, then new ones as they come, until the application ends.</summary>
    public ChannelReader<BackchannelLogEntry> Subscribe()
    {
        var channel = Channel.CreateUnbounded<BackchannelLogEntry>();
        lock (_lock)
        {
            foreach (var entry in _kept)
            {
                channel.Writer.TryWrite(entry);
            }

            if (_ended)
            {
                channel.Writer.Complete();
            }

            _subscribers.Add(channel);
        }

        return channel.Reader;
    }

    public void Unsubscribe(ChannelReader<BackchannelLogEntry> reader)
    {
        lock (_lock)
        {
            _subscribers.RemoveAll(channel => channel.Reader == reader);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            _subscribers.ForEach(channel => channel.Writer.TryComplete());
        }
    }

    private void Add(string category, LogLevel level, EventId eventId, string message)
    {
        var entry = new BackchannelLogEntry(eventId, level, message, time.GetUtcNow(), category);
        lock (_lock)
        {
            _kept.Enqueue(entry);
            if (_kept.Count > KeptLines)
            {
                _kept.Dequeue();
            }

            _subscribers.ForEach(channel => channel.Writer.TryWrite(entry));
        }
    }

    private sealed class BackchannelLogger(BackchannelLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            provider.Add(category, logLevel, eventId, formatter(state, exception));
    }
}
