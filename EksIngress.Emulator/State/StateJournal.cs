namespace EksIngress.Emulator.State;

/// <summary>
/// Takes every change of state in the order it was made, and writes them to the file in groups: whatever came while one group was
/// written is the next. An answer waits until the changes before it are written, so what was answered outlives the process.
/// </summary>
/// <remarks>
/// The call whose changes are whole writes them itself when nobody else is at it, which spares two changes of threads; it then writes a few groups
/// of others as well. A thread of the journal's own writes what is left, and what no call waits for.
/// </remarks>
internal sealed partial class StateJournal : IDisposable
{
    /// <summary>Groups that a call writes at most: its own, and those of others that came meanwhile.</summary>
    private const int GroupsOfACall = 4;

    private readonly Lock _gate = new();
    private readonly AsyncLocal<StateSegment?> _segment = new();
    private readonly Queue<StateChange> _pending = new();
    private readonly List<StateSegment> _open = [];
    private readonly Queue<(long Number, TaskCompletionSource Written)> _waiting = new();
    private readonly AutoResetEvent _signal = new(false);
    private readonly Dictionary<string, byte[]> _rows = new(StringComparer.Ordinal);
    private readonly HashSet<string> _holders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StateChange> _group = new(StringComparer.Ordinal);
    private readonly StateFile? _file;
    private readonly Thread? _writer;
    private readonly IHostApplicationLifetime? _lifetime;
    private readonly ILogger? _logger;
    private long _appended;
    private long _written;
    private bool _isWriting;
    private bool _ending;
    private Exception? _failure;

    private StateJournal()
    {
    }

    private StateJournal(StateFile file, Dictionary<string, byte[]> rows, IHostApplicationLifetime lifetime, ILogger logger)
    {
        (_file, _rows, _lifetime, _logger) = (file, rows, lifetime, logger);
        _writer = new Thread(WriteWhenSignalled) { IsBackground = true, Name = "State journal" };
        _writer.Start();
    }

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
        bool isWhole;
        lock (_gate)
        {
            ThrowIfFailed();
            isWhole = segment is null or { IsClosed: true };
            if (!isWhole && segment!.First is null)
            {
                segment.First = _appended + 1;
                _open.Add(segment);
            }

            foreach (var change in changes)
            {
                _pending.Enqueue(change);
            }

            _appended += changes.Count;
        }

        // Otherwise the end of the segment says so.
        if (isWhole)
        {
            _signal.Set();
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

    /// <summary>Ends a segment: its changes may be written, and are when this returns, unless another call is writing or one before it has not ended.</summary>
    /// <returns>Number of the last change that was made by then; 0 when nothing is ever written.</returns>
    public long Close(StateSegment segment)
    {
        long last;
        lock (_gate)
        {
            segment.IsClosed = true;
            last = _appended;
            if (!_open.Remove(segment) || !TryTakeTurn())
            {
                return last;
            }
        }

        WriteGroups(GroupsOfACall);
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
            }

            _signal.Set();
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
        if (_writer is not null)
        {
            lock (_gate)
            {
                _ending = true;
                _open.Clear();
            }

            _signal.Set();
            _writer.Join();
            _file!.Dispose();
        }

        _signal.Dispose();
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

    private void WriteWhenSignalled()
    {
        while (true)
        {
            _signal.WaitOne();
            bool isMine;
            lock (_gate)
            {
                isMine = TryTakeTurn();
            }

            if (isMine)
            {
                WriteGroups(int.MaxValue);
            }

            lock (_gate)
            {
                if (_ending && !_isWriting && (_pending.Count == 0 || _failure is not null))
                {
                    return;
                }
            }
        }
    }

    // One writes at a time. Whoever does takes what others leave meanwhile, so they need not ask again.
    private bool TryTakeTurn() => !_isWriting && _failure is null && (_isWriting = true);

    private void WriteGroups(int most)
    {
        try
        {
            for (var groups = 0; TakeGroup(isLast: groups == most, out var number); groups++)
            {
                _file!.Append(_group.Values);
                Tell(number);
            }
        }
#pragma warning disable CA1031 // The boundary of whoever writes: state that cannot be kept ends the emulator, and each call is told by the waiting for it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    }

    // Up to the first change of a request that still runs: what it changed before it ends must not be written without the rest.
    private bool TakeGroup(bool isLast, out long number)
    {
        lock (_gate)
        {
            number = _appended - _pending.Count;
            var end = _appended;
            foreach (var segment in _open)
            {
                end = Math.Min(end, segment.First!.Value - 1);
            }

            if (number < end && !isLast)
            {
                _group.Clear();
                for (; number < end; number++)
                {
                    var change = _pending.Dequeue();
                    _group[change.Name] = change;
                }

                return true;
            }

            _isWriting = false;
            if (number < end || _ending)
            {
                _signal.Set();
            }

            return false;
        }
    }

    private void Tell(long number)
    {
        lock (_gate)
        {
            _written = number;
            while (_waiting.TryPeek(out var next) && next.Number <= number)
            {
                _waiting.Dequeue().Written.SetResult();
            }
        }
    }

    private void Fail(Exception exception)
    {
        lock (_gate)
        {
            _failure = exception;
            _isWriting = false;
            if (_ending)
            {
                _signal.Set();
            }

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
