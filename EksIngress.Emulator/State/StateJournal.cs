namespace EksIngress.Emulator.State;

/// <summary>
/// Takes every change of state in the order it was made, and writes them to the file in groups: whatever came while one group was
/// written is the next. An answer waits until the changes before it are written, so what was answered outlives the process.
/// </summary>
/// <remarks>
/// The call whose changes are whole writes them itself when nobody else is at it and nothing else waits for a thread, which spares two changes of
/// threads. When other work waits, that goes first: what it changes comes into the same group, and a group costs little more than a change. Both
/// follow from the queue of the thread pool; nobody waits for a clock.
/// </remarks>
internal sealed partial class StateJournal : IDisposable, IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private readonly AsyncLocal<StateSegment?> _segment = new();
    private readonly Queue<StateChange> _pending = new();
    private readonly List<StateSegment> _open = [];
    private readonly Queue<(long Number, TaskCompletionSource Written)> _waiting = new();
    private readonly List<TaskCompletionSource> _told = [];
    private readonly AutoResetEvent _turnEnded = new(false);
    private readonly Dictionary<string, byte[]> _rows = new(StringComparer.Ordinal);
    private readonly HashSet<string> _holders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StateChange> _group = new(StringComparer.Ordinal);
    private readonly StateFile? _file;
    private readonly IHostApplicationLifetime? _lifetime;
    private readonly ILogger? _logger;
    private long _appended;
    private long _written;
    private bool _isWriting;
    private bool _isQueued;
    private bool _isEnding;
    private bool _isEnded;
    private Exception? _failure;

    private StateJournal()
    {
    }

    private StateJournal(StateFile file, Dictionary<string, byte[]> rows, IHostApplicationLifetime lifetime, ILogger logger) =>
        (_file, _rows, _lifetime, _logger) = (file, rows, lifetime, logger);

    /// <summary>Whether changes are written anywhere; false keeps all state in memory.</summary>
    public bool IsDurable => _file is not null;

    /// <summary>A journal that keeps nothing.</summary>
    public static StateJournal InMemory() => new();

    /// <summary>The journal of a directory, with what an earlier run left there.</summary>
    /// <exception cref="EmulatorStartException">The file of that run cannot be read.</exception>
    public static StateJournal Open(EmulatorDirectory directory, IHostApplicationLifetime lifetime, ILogger<StateJournal> logger)
    {
#pragma warning disable CA2000 // The journal disposes it.
        var file = StateFile.Open(directory, out var rows);
#pragma warning restore CA2000
        return new StateJournal(file, rows, lifetime, logger);
    }

    /// <summary>
    /// Takes the rows that an earlier run left under a name, with the rest of their names; empty when there are none. A name is taken once: it
    /// belongs to whoever took it.
    /// </summary>
    /// <param name="holder">For example <c>aws/iam</c>.</param>
    public IReadOnlyDictionary<string, byte[]> Take(string holder)
    {
        lock (_gate)
        {
            if (!_holders.Add(holder))
            {
                throw new InvalidOperationException($"The state {holder} has a holder already.");
            }

            var prefix = holder + "/";
            var found = _rows.Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
            foreach (var row in found)
            {
                _rows.Remove(row.Key);
            }

            return found.ToDictionary(row => row.Key[prefix.Length..], row => row.Value, StringComparer.Ordinal);
        }
    }

    /// <summary>Gives a name back whose holder is gone for good, as a deleted cluster is.</summary>
    public void Release(string holder)
    {
        lock (_gate)
        {
            _holders.Remove(holder);
        }
    }

    /// <summary>What rows that nobody took yet have next in their names after a prefix, for example the regions below <c>aws/ec2</c>.</summary>
    public IReadOnlyList<string> NamesBelow(string prefix)
    {
        lock (_gate)
        {
            var start = prefix + "/";
            return [.. _rows.Keys.Where(name => name.StartsWith(start, StringComparison.Ordinal)).Select(name => name[start.Length..].Split('/')[0]).Distinct(StringComparer.Ordinal)];
        }
    }

    /// <summary>Takes changes that are whole together. The caller's own lock says in which order those of one row come.</summary>
    /// <exception cref="StateWriteException">The file could not be written earlier on.</exception>
    public void Append(IReadOnlyList<StateChange> changes)
    {
        if (_file is null || changes.Count == 0)
        {
            return;
        }

        var segment = _segment.Value;
        lock (_gate)
        {
            ThrowIfFailed();
            if (segment is { IsClosed: false, First: null })
            {
                segment.First = _appended + 1;
                _open.Add(segment);
            }

            foreach (var change in changes)
            {
                _pending.Enqueue(change);
            }

            _appended += changes.Count;
            // Of a segment, nothing is whole before its end.
            QueueWhatIsWhole();
        }
    }

    /// <summary>Keeps the changes that the running call makes from here on together, until the segment is disposed.</summary>
    public StateSegment Begin()
    {
        var segment = new StateSegment(this);
        if (_file is not null)
        {
            _segment.Value = segment;
        }

        return segment;
    }

    /// <summary>Ends a segment: its changes may be written, and are when this returns, unless others write or wait for a thread, or a segment before it has not ended.</summary>
    /// <returns>Number of the last change that was made by then; 0 when nothing is ever written.</returns>
    public long Close(StateSegment segment)
    {
        long last;
        lock (_gate)
        {
            segment.IsClosed = true;
            last = _appended;
            if (!_open.Remove(segment))
            {
                return last;
            }

            if (ThreadPool.PendingWorkItemCount > 0 || !TryTakeTurn())
            {
                QueueWhatIsWhole();
                return last;
            }
        }

        WriteGroup();
        return last;
    }

    /// <summary>
    /// Says that the changes of the running call are whole so far: nobody has to wait for what it does next, and changes it makes then are
    /// kept together anew. For calls that wait for others.
    /// </summary>
    public void Seal()
    {
        if (_segment.Value is { } segment)
        {
            lock (_gate)
            {
                _open.Remove(segment);
                segment.First = null;
                QueueWhatIsWhole();
            }
        }
    }

    /// <summary>Completes when every change up to now is written; at once when all are, or nothing is ever written.</summary>
    /// <exception cref="StateWriteException">The file could not be written.</exception>
    public Task WhenWrittenAsync(CancellationToken cancellationToken) => WhenWrittenAsync(long.MaxValue, cancellationToken);

    /// <summary>Completes when the changes up to one are written.</summary>
    /// <param name="last">Number of the change, as <see cref="Close"/> tells it; beyond all, up to now.</param>
    /// <param name="cancellationToken">Ends the waiting alone.</param>
    /// <exception cref="StateWriteException">The file could not be written.</exception>
    public Task WhenWrittenAsync(long last, CancellationToken cancellationToken)
    {
        TaskCompletionSource written;
        lock (_gate)
        {
            ThrowIfFailed();
            last = Math.Min(last, _appended);
            if (_written >= last)
            {
                return Task.CompletedTask;
            }

            written = WaitingFor(last);
        }

        return written.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Writes what is left, and closes the file.</summary>
    public void Dispose()
    {
        if (_file is not null)
        {
            while (!TryEnd(out var isMine))
            {
                if (isMine)
                {
                    WriteGroup();
                }
                else
                {
                    _turnEnded.WaitOne();
                }
            }

            _file.Dispose();
        }

        _turnEnded.Dispose();
    }

    /// <summary>Writes a group, on a thread of the pool.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        lock (_gate)
        {
            _isQueued = false;
            if (!TryTakeTurn())
            {
                return;
            }
        }

        WriteGroup();
    }

    // They are in order: one that waits for a later change already will do.
    private TaskCompletionSource WaitingFor(long last)
    {
        foreach (var (number, waiting) in _waiting)
        {
            if (number >= last)
            {
                return waiting;
            }
        }

        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue((last, written));
        return written;
    }

    private void ThrowIfFailed()
    {
        if (_failure is not null)
        {
            throw new StateWriteException("The state of the emulator can no longer be written, so it takes no more changes.", _failure);
        }
    }

    // Up to the first change of a request that still runs: what it changed before it ends must not be written without the rest.
    private long EndOfWhole()
    {
        var end = _appended;
        foreach (var segment in _open)
        {
            end = Math.Min(end, segment.First!.Value - 1);
        }

        return end;
    }

    private bool HasWhole => _pending.Count > 0 && _appended - _pending.Count < EndOfWhole();

    // One writes at a time, and looks at its end whether others left something.
    private bool TryTakeTurn() => !_isWriting && !_isEnded && _failure is null && HasWhole && (_isWriting = true);

    private void QueueWhatIsWhole()
    {
        if (!_isQueued && !_isWriting && !_isEnded && _failure is null && HasWhole)
        {
            _isQueued = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <returns>Whether nothing is left to write, and nothing will be written any more.</returns>
    private bool TryEnd(out bool isMine)
    {
        lock (_gate)
        {
            _isEnding = true;
            _open.Clear();
            isMine = TryTakeTurn();
            return _isEnded = !_isWriting;
        }
    }

    private void WriteGroup()
    {
        try
        {
            var number = TakeGroup();
            _file!.Append(_group.Values);
            Tell(number);
        }
#pragma warning disable CA1031 // The boundary of whoever writes: state that cannot be kept ends the emulator, and each call is told by the waiting for it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
        finally
        {
            EndTurn();
        }
    }

    private long TakeGroup()
    {
        lock (_gate)
        {
            _group.Clear();
            var end = EndOfWhole();
            for (var number = _appended - _pending.Count; number < end; number++)
            {
                var change = _pending.Dequeue();
                _group[change.Name] = change;
            }

            return end;
        }
    }

    private void Tell(long number)
    {
        lock (_gate)
        {
            _written = number;
            while (_waiting.TryPeek(out var next) && next.Number <= number)
            {
                _told.Add(_waiting.Dequeue().Written);
            }
        }

        // Each asks for a thread, which nobody else has to wait for.
        foreach (var written in _told)
        {
            written.SetResult();
        }

        _told.Clear();
    }

    private void EndTurn()
    {
        lock (_gate)
        {
            _isWriting = false;
            QueueWhatIsWhole();
            if (_isEnding)
            {
                _turnEnded.Set();
            }
        }
    }

    private void Fail(Exception exception)
    {
        lock (_gate)
        {
            _failure = exception;
            while (_waiting.TryDequeue(out var next))
            {
                next.Written.SetException(new StateWriteException("The state of the emulator cannot be written.", exception));
            }
        }

        LogFailed(_logger!, exception);
        _lifetime!.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Critical, EventName = "StateNotWritten", Message = "The state file cannot be written; the emulator stops")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
