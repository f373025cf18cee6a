using System.Threading.Channels;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.LoadBalancer.AccessLogs;

/// <summary>
/// Keeps access logs: requests leave their entries in a bounded queue and go on; one writer puts them into files. When the queue is full,
/// entries are lost, as AWS says of its own: logs are best effort.
/// </summary>
internal sealed partial class AccessLog : IExchangeObserver, IHostedService, IAsyncDisposable
{
    /// <summary>Entries that may wait for the writer.</summary>
    public const int QueueLength = 10_000;

    // With a scale of 0 files would be delivered one for each request.
    private static readonly TimeSpan MinInterval = TimeSpan.FromSeconds(1);

    private readonly Channel<(AccessLogTarget Target, AccessLogEntry Entry)> _queue =
        Channel.CreateBounded<(AccessLogTarget, AccessLogEntry)>(new BoundedChannelOptions(QueueLength) { SingleReader = true });

    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly AccessLogFiles _files;
    private readonly ILogger<AccessLog> _logger;
    private long _lost;
    private Task _writing = Task.CompletedTask;

    public AccessLog(EmulatorDirectory directory, IOptions<EmulatorOptions> options, TimeProvider time, ILogger<AccessLog> logger)
    {
        var scaled = AccessLogTarget.Interval * options.Value.TimeScale;
        _time = time;
        _interval = scaled < MinInterval ? MinInterval : scaled;
        _files = new AccessLogFiles(Path.Combine(directory.FullPath, "s3"), time);
        _logger = logger;
    }

    public void OnCompleted(in ExchangeRecord exchange)
    {
        // No writer frees the place of an entry that finds none.
        if (exchange.Program.AccessLog is { } target && !_queue.Writer.TryWrite((target, AccessLogReader.Read(exchange, target, _time))))
        {
            Interlocked.Increment(ref _lost);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing = Detached.Run(WriteAsync);
        return Task.CompletedTask;
    }

    /// <summary>Writes what is queued and delivers it.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        return _writing.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
        _files.Dispose();
    }

    private async Task WriteAsync()
    {
        using var timer = new PeriodicTimer(_interval, _time);
        var tick = timer.WaitForNextTickAsync().AsTask();
        var more = _queue.Reader.WaitToReadAsync().AsTask();
        while (true)
        {
            await Task.WhenAny(tick, more);
            if (more.IsCompleted)
            {
                while (_queue.Reader.TryRead(out var item))
                {
                    Attempt(() => _files.Write(item.Target, AccessLogLine.Format(item.Entry)));
                }

                if (!await more)
                {
                    break;
                }

                more = _queue.Reader.WaitToReadAsync().AsTask();
            }

            if (tick.IsCompleted)
            {
                Deliver();
                tick = timer.WaitForNextTickAsync().AsTask();
            }
        }

        Deliver();
    }

    private void Deliver()
    {
        Attempt(_files.Deliver);
        if (Interlocked.Exchange(ref _lost, 0) is > 0 and var lost)
        {
            LogLost(_logger, lost);
        }
    }

    // A full disk must not end the log for good.
    private void Attempt(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(_logger, exception);
        }
    }

    [LoggerMessage(EventId = 15, EventName = "AccessLogEntriesLost", Level = LogLevel.Warning, Message = "{Count} access log entries were lost: the queue was full")]
    private static partial void LogLost(ILogger logger, long count);

    [LoggerMessage(EventId = 16, EventName = "AccessLogNotWritten", Level = LogLevel.Error, Message = "An access log could not be written")]
    private static partial void LogNotWritten(ILogger logger, Exception exception);
}
