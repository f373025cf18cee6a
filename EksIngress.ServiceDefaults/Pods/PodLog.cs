using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace EksIngress.ServiceDefaults.Pods;

/// <summary>
/// Keeps the process's log lines until the attachment sends them to the cluster, where <c>kubectl logs</c> reads them.
/// While nobody takes them the oldest go.
/// </summary>
[ProviderAlias("Pod")]
internal sealed class PodLog : ILoggerProvider
{
    private const int Capacity = 1000;
    private const int MaxLineLength = 8 * 1024;

    private readonly Channel<AttachMessage> _lines = Channel.CreateBounded<AttachMessage>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly ConcurrentDictionary<string, ILogger> _loggers = new(StringComparer.Ordinal);

    public ChannelReader<AttachMessage> Lines => _lines.Reader;

    public ILogger CreateLogger(string categoryName) =>
        _loggers.GetOrAdd(categoryName, name => new CategoryLogger(this, name));

    public void Dispose() => _lines.Writer.TryComplete();

    private void Write(LogLevel level, string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var kept = line.TrimEnd('\r');
            _lines.Writer.TryWrite(new AttachMessage("log")
            {
                Stream = level >= LogLevel.Error ? "stderr" : "stdout",
                Line = kept.Length > MaxLineLength ? kept[..MaxLineLength] : kept,
            });
        }
    }

    private sealed class CategoryLogger(PodLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            ArgumentNullException.ThrowIfNull(formatter);
            var text = $"{Short(logLevel)}: {category}[{eventId.Id}] {formatter(state, exception)}";
            log.Write(logLevel, exception is null ? text : $"{text}\n{exception}");
        }

        private static string Short(LogLevel level) => level switch
        {
            LogLevel.Trace => "trce",
            LogLevel.Debug => "dbug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            _ => "crit",
        };
    }
}
