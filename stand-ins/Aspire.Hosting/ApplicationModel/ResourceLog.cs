using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The console lines of one resource instance.</summary>
internal sealed class ResourceLog(string name, Broadcast<LogSubscriber> subscribers)
{
    // What upstream keeps; a resource that logs without end must not grow the host without end.
    private const int MaximumLines = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<LogLine> _lines = new();
    private ImmutableList<Channel<LogLine>> _watchers = [];
    private int _lineNumber;
    private bool _completed;

    public string Name { get; } = name;

    public bool AnySubscribers => !_watchers.IsEmpty;

    public IReadOnlyList<LogLine> Lines()
    {
        lock (_lock)
        {
            return [.. _lines];
        }
    }

    public void Append(string content, bool isError)
    {
        lock (_lock)
        {
            var line = new LogLine(++_lineNumber, content, isError);
            _lines.Enqueue(line);
            if (_lines.Count > MaximumLines)
            {
                _lines.Dequeue();
            }

            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(line);
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _lines.Clear();
            _lineNumber = 0;
        }
    }

    public void Complete()
    {
        lock (_lock)
        {
            _completed = true;
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryComplete();
            }
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(
        CancellationToken disposing, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(disposing, cancellationToken);
        var channel = Channel.CreateUnbounded<LogLine>(new UnboundedChannelOptions { SingleReader = true });
        bool first;
        lock (_lock)
        {
            foreach (var line in _lines)
            {
                channel.Writer.TryWrite(line);
            }

            if (_completed)
            {
                channel.Writer.TryComplete();
            }

            first = _watchers.IsEmpty;
            _watchers = _watchers.Add(channel);
        }

        if (first)
        {
            subscribers.Publish(new LogSubscriber(Name, true));
        }

        try
        {
            while (await channel.Reader.WaitToReadAsync(stopping.Token).ConfigureAwait(false))
            {
                var batch = new List<LogLine>();
                while (batch.Count < 1_000 && channel.Reader.TryRead(out var line))
                {
                    batch.Add(line);
                }

                yield return batch;
            }
        }
        finally
        {
            bool last;
            lock (_lock)
            {
                _watchers = _watchers.Remove(channel);
                last = _watchers.IsEmpty;
            }

            if (last)
            {
                subscribers.Publish(new LogSubscriber(Name, false));
            }
        }
    }
}
