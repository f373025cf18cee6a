using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace EksIngress.Emulator.LoadBalancer.Sockets;

/// <summary>
/// What is done in one direction of a socket, one call at a time. It is attempted when the kernel said that it would succeed, at once or
/// by the loop, and costs no allocation.
/// </summary>
internal abstract class LoopOperation<T>(SocketLoop loop) : LoopOperation, IValueTaskSource<T>
{
    // Nothing can be done until the loop says so.
    private const int Idle = 0;

    // Something may be done.
    private const int Ready = 1;

    // As Idle, and somebody waits for it. Who changes it to something else may attempt the operation, and nobody else.
    private const int Waiting = 2;

    // After so many calls that succeeded at once, the other sockets of the loop have their turn.
    private const int MaxStreak = 16;

    private ManualResetValueTaskSourceCore<T> _source;
    private int _state;
    private int _streak;

    /// <summary>False when an attempt would do nothing.</summary>
    public bool IsReady => Volatile.Read(ref _state) == Ready;

    /// <summary>Token of the call that waits.</summary>
    public short Version => _source.Version;

    /// <summary>Something may be done from now on. Called by the thread of the loop only.</summary>
    public void Signal()
    {
        if (Interlocked.Exchange(ref _state, Ready) == Waiting)
        {
            Attempt();
        }
    }

    /// <summary>As <see cref="Signal"/>, from any thread.</summary>
    public void SignalFromOutside()
    {
        if (Interlocked.Exchange(ref _state, Ready) == Waiting)
        {
            loop.Post(this);
        }
    }

    /// <summary>Something may be done, or may be left to do. Nobody waits.</summary>
    public void MarkReady() => Volatile.Write(ref _state, Ready);

    public sealed override void Attempt()
    {
        T result;
        try
        {
            do
            {
                Interlocked.Exchange(ref _state, Idle);
                if (TryComplete(out result))
                {
                    goto Completed;
                }
            }
            while (Interlocked.CompareExchange(ref _state, Waiting, Idle) != Idle);
            return;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            MarkReady();
            _source.SetException(exception);
            return;
        }

    Completed:
        _streak = 0;
        _source.SetResult(result);
    }

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    public T GetResult(short token) => _source.GetResult(token);

    /// <summary>Takes a readiness back that was not true.</summary>
    protected void ClearReady() => Interlocked.Exchange(ref _state, Idle);

    /// <summary>Does it, or waits until it can be done.</summary>
    /// <returns>False while it waits: the result comes with <see cref="Version"/>.</returns>
    protected bool TryStart(out T result)
    {
        if (_streak == MaxStreak)
        {
            _streak = 0;
            _source.Reset();
            result = default!;
            MarkReady();
            loop.Post(this);
            return false;
        }

        do
        {
            if (IsReady)
            {
                // Taken back before the attempt: what comes meanwhile is told once only.
                ClearReady();
                if (TryComplete(out result))
                {
                    _streak++;
                    return true;
                }
            }

            _source.Reset();
        }
        while (Interlocked.CompareExchange(ref _state, Waiting, Idle) != Idle);
        result = default!;
        return false;
    }

    /// <summary>Does it if that needs no waiting, and does not begin to wait.</summary>
    protected bool TryOnce(out T result)
    {
        if (IsReady)
        {
            ClearReady();
            return TryComplete(out result);
        }

        result = default!;
        return false;
    }

    /// <summary>Does what can be done without waiting; false when that is not all.</summary>
    /// <exception cref="SocketException">It has failed.</exception>
    /// <exception cref="ObjectDisposedException">The socket was closed.</exception>
    protected abstract bool TryComplete(out T result);
}
