using System.Net.Sockets;

namespace EksIngress.Emulator.LoadBalancer.Sockets;

/// <summary>Takes bytes from a socket.</summary>
internal sealed class ReceiveOperation(Socket socket, SocketLoop loop) : LoopOperation<int>(loop)
{
    /// <summary>Result of a call that was cancelled.</summary>
    public const int Canceled = -1;

    private Memory<byte> _buffer;
    private int _isCanceled;
    private volatile bool _isEnded;

    /// <summary>Bytes that were taken so far.</summary>
    public long Total { get; private set; }

    /// <summary>Nothing came that was not taken, and the peer has not ended its side.</summary>
    public bool IsSilent
    {
        get
        {
            if (_isEnded)
            {
                return false;
            }

            if (!IsReady)
            {
                return true;
            }

            ClearReady();
            Span<byte> next = stackalloc byte[1];
            try
            {
                socket.Receive(next, SocketFlags.Peek, out var error);
                if (error == SocketError.WouldBlock)
                {
                    return !IsReady;
                }
            }
            catch (ObjectDisposedException)
            {
                // Closed: whoever uses it is told by the next call.
            }

            MarkReady();
            return false;
        }
    }

    /// <summary>The peer sends no more than what is there.</summary>
    public void SetEnd() => _isEnded = true;

    /// <summary>Ends the call that waits, or the next one, with <see cref="Canceled"/>.</summary>
    public void Cancel()
    {
        Volatile.Write(ref _isCanceled, 1);
        SignalFromOutside();
    }

    /// <summary>True once for each cancellation.</summary>
    public bool TakeCancellation() => Volatile.Read(ref _isCanceled) == 1 && Interlocked.Exchange(ref _isCanceled, 0) == 1;

    /// <returns>True with the number of bytes at once, 0 at the end; false while it waits.</returns>
    public bool TryStart(Memory<byte> buffer, out int count)
    {
        _buffer = buffer;
        return TryStart(out count);
    }

    /// <summary>Takes what is there; false when nothing is.</summary>
    public bool TryTake(Memory<byte> buffer, out int count)
    {
        _buffer = buffer;
        return TryOnce(out count);
    }

    /// <inheritdoc cref="TryStart(Memory{byte}, out int)"/>
    public ValueTask<int> RunAsync(Memory<byte> buffer) => TryStart(buffer, out var count) ? new ValueTask<int>(count) : new ValueTask<int>(this, Version);

    protected override bool TryComplete(out int result)
    {
        if (TakeCancellation())
        {
            result = Canceled;
            MarkReady();
            return true;
        }

        result = socket.Receive(_buffer.Span, SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
        {
            return false;
        }

        if (error != SocketError.Success)
        {
            throw new SocketException((int)error);
        }

        Total += result;

        // Less than there was room for is all there was; what comes next is told anew.
        if (result == _buffer.Length || result == 0 || _isEnded)
        {
            MarkReady();
        }

        return true;
    }
}
