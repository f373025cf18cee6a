using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.LoadBalancer.AccessLogs;

/// <summary>
/// Keeps logs of one kind: who has something to say leaves an entry in a bounded queue and goes on; one writer puts them into files. When the
/// queue is full, entries are lost, as AWS says of its own: logs are best effort.
/// </summary>
internal abstract class LogFileService<TEntry> : IHostedService, IAsyncDisposable
{
    /// <summary>Entries that may wait for the writer.</summary>
    public const int QueueLength = 10_000;

    // With a scale of 0 files would be delivered one for each request.
    private static readonly TimeSpan MinInterval = TimeSpan.FromSeconds(1);

    private readonly Channel<(AccessLogTarget Target, TEntry Entry)> _queue =
        Channel.CreateBounded<(AccessLogTarget, TEntry)>(new BoundedChannelOptions(QueueLength) { SingleReader = true });

    private readonly TimeSpan _interval;
    private readonly AccessLogFiles _files;
    private readonly ILogger _logger;
    private long _lost;
    private Task _writing = Task.CompletedTask;

    protected LogFileService(EmulatorDirectory directory, IOptions<EmulatorOptions> options, TimeProvider time, ILogger logger)
    {
        var scaled = AccessLogTarget.Interval * options.Value.TimeScale;
        Time = time;
        _interval = scaled < MinInterval ? MinInterval : scaled;
        _files = new AccessLogFiles(Path.Combine(directory.FullPath, "s3"), time);
        _logger = logger;
    }

    protected TimeProvider Time { get; }

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

    protected void Add(AccessLogTarget target, TEntry entry)
    {
        // No writer frees the place of an entry that finds none.
        if (!_queue.Writer.TryWrite((target, entry)))
        {
            Interlocked.Increment(ref _lost);
        }
    }

    /// <summary>A line without its end.</summary>
    protected abstract string Format(TEntry entry);

    private async Task WriteAsync()
    {
        using var timer = new PeriodicTimer(_interval, Time);
        var tick = timer.WaitForNextTickAsync().AsTask();
        var more = _queue.Reader.WaitToReadAsync().AsTask();
        while (true)
        {
            await Task.WhenAny(tick, more);
            if (more.IsCompleted)
            {
                while (_queue.Reader.TryRead(out var item))
                {
                    Attempt(() => _files.Write(item.Target, Format(item.Entry)));
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
            LogFileLog.EntriesLost(_logger, lost);
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
            LogFileLog.NotWritten(_logger, exception);
        }
    }
}
