namespace EksIngress.Emulator.Kubernetes;

/// <summary>The last lines that a container wrote.</summary>
internal sealed class ContainerLog
{
    private const int Capacity = 5_000;
    private const int MaximumLineLength = 16 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<ContainerLogLine> _lines = new();
    private TaskCompletionSource _changed = NewSignal();
    private long _written;
    private bool _ended;

    public void Write(DateTimeOffset time, string text)
    {
        lock (_gate)
        {
            if (_lines.Count == Capacity)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(new(time, text.Length > MaximumLineLength ? text[..MaximumLineLength] : text));
            _written++;
            Signal();
        }
    }

    /// <summary>Nothing will be written any more.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            Signal();
        }
    }

    public (IReadOnlyList<ContainerLogLine> Items, long Position) Read(DateTimeOffset? since, long? tail)
    {
        lock (_gate)
        {
            var lines = _lines.Where(line => since is null || line.Time >= since).ToList();
            return (tail is { } count && count < lines.Count ? lines.GetRange(lines.Count - (int)count, (int)count) : lines, _written);
        }
    }

    /// <summary>Waits for lines after a position.</summary>
    public async Task<(IReadOnlyList<ContainerLogLine> Items, long Position, bool Ended)> WaitAsync(long position, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_written > position || _ended)
                {
                    var count = (int)Math.Min(_written - position, _lines.Count);
                    return ([.. _lines.Skip(_lines.Count - count)], _written, _ended);
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
