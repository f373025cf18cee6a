using EksIngress.Emulator.Aws.Faults;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator;

/// <summary>
/// An immutable snapshot that is swapped whole: a reader sees the old or the new, writers take turns. It begins as an earlier run left
/// it, and every change goes into the journal.
/// </summary>
internal sealed class Guarded<T>
    where T : class
{
    private readonly Lock _gate = new();
    private readonly string _name;
    private readonly StateJournal _journal;
    private volatile T _current;
    private volatile T _previous;

    /// <param name="name">What its rows are called, for example <c>aws/iam</c>. No other holder has it.</param>
    /// <param name="initial">For an environment that is new.</param>
    /// <exception cref="EmulatorStartException">What an earlier run left cannot be read.</exception>
    public Guarded(string name, T initial, StateJournal journal)
    {
        (_name, _journal) = (name, journal);
        var rows = journal.Take(name);
        _current = rows.Count > 0 ? StateLayout<T>.Restore(name, initial, rows) : initial;
        _previous = _current;
        if (rows.Count == 0)
        {
            Record(null, initial);
        }
    }

    /// <summary>Whether changes outlive the process.</summary>
    public bool IsDurable => _journal.IsDurable;

    /// <summary>The snapshot; in a call that reads stale, the one before the last change.</summary>
    public T Current => StaleReads.IsOn ? _previous : _current;

    /// <summary>The snapshot as it is, for a writer that takes turns of its own.</summary>
    public T Latest => _current;

    /// <summary>Swaps in what <paramref name="change"/> makes of the snapshot; an exception leaves it as it was.</summary>
    public void Update(Func<T, T> change)
    {
        lock (_gate)
        {
            Swap(change(_current));
        }
    }

    /// <summary>As <see cref="Update(Func{T, T})"/>, with a result for the caller.</summary>
    public TResult Update<TResult>(Func<T, (T Next, TResult Result)> change)
    {
        lock (_gate)
        {
            var (next, result) = change(_current);
            Swap(next);
            return result;
        }
    }

    private void Swap(T next)
    {
        if (!ReferenceEquals(next, _current))
        {
            Record(_current, next);
            _previous = _current;
            _current = next;
        }
    }

    private void Record(T? before, T next)
    {
        if (IsDurable)
        {
            _journal.Append(StateLayout<T>.Changes(_name, before, next));
        }
    }
}
