namespace EksIngress.Emulator;

/// <summary>An immutable snapshot that is swapped whole: a reader sees the old or the new, writers take turns.</summary>
internal sealed class Guarded<T>(T initial)
    where T : class
{
    private readonly Lock _gate = new();
    private volatile T _current = initial;

    public T Current => _current;

    /// <summary>Swaps in what <paramref name="change"/> makes of the snapshot; an exception leaves it as it was.</summary>
    public void Update(Func<T, T> change)
    {
        lock (_gate)
        {
            _current = change(_current);
        }
    }

    /// <summary>As <see cref="Update(Func{T, T})"/>, with a result for the caller.</summary>
    public TResult Update<TResult>(Func<T, (T Next, TResult Result)> change)
    {
        lock (_gate)
        {
            (_current, var result) = change(_current);
            return result;
        }
    }
}
