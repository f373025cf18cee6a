using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EksIngress.Emulator.Tests;

/// <summary>Keeps every line that is logged, with its exception.</summary>
internal sealed class LogRecorder(ConcurrentQueue<string> written) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        written.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
