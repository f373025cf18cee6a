using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EksIngress.EndToEnd.Tests;

/// <summary>Keeps what an AppHost in a test writes. On the console, those of all tests would bury what a failing one says.</summary>
internal sealed class AppHostLog : ILoggerProvider
{
    private const int KeptLines = 60;

    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>The last lines.</summary>
    public override string ToString() => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
        // Kept: a test that fails says it after its AppHost has ended.
    }

    private void Add(string line)
    {
        _lines.Enqueue(line);
        while (_lines.Count > KeptLines)
        {
            _lines.TryDequeue(out _);
        }
    }

    private sealed class Writer(AppHostLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // Of the processes' own lines, the errors alone.
            if (IsEnabled(logLevel) && (logLevel >= LogLevel.Error || !category.Contains(".Resources.", StringComparison.Ordinal)))
            {
                log.Add($"{category}: {formatter(state, exception)}{(exception is null ? "" : $"\n{exception}")}");
            }
        }
    }
}
