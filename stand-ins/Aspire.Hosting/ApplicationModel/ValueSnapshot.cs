namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that becomes known once, and may be replaced later; readers wait for the first.</summary>
public sealed class ValueSnapshot<T>
{
    private readonly TaskCompletionSource<T> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Holder? _current;

    public bool IsValueSet => _first.Task.IsCompleted;

    public async Task<T> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var first = await _first.Task.WaitAsync(cancellationToken);
        return _current is { } current ? current.Value : first;
    }

    public void SetValue(T value)
    {
        _current = new Holder(value);
        _first.TrySetResult(value);
    }

    public void SetException(Exception exception)
    {
        if (!_first.TrySetException(exception))
        {
            throw new InvalidOperationException("The value is already set.");
        }
    }

    private sealed record Holder(T Value);
}
