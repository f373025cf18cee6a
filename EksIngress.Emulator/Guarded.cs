using EksIngress.Emulator.Aws.Faults;

namespace EksIngress.Emulator;

/// <summary>An immutable snapshot that is swapped whole: a reader sees the old or the new, writers take turns.</summary>
internal sealed class Guarded<T>(T initial)
    where T : class
{
    private readonly Lock _gate = new();
    private volatile T _current = initial;
    private volatile T _previous = initial;

    /// <summary>The snapshot; in a call that reads stale, the one before the last change.</summary>
    public T Current => StaleReads.IsOn ? _previous : _current;

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
            _previous = _current;
            _current = next;
        }
    }
}
