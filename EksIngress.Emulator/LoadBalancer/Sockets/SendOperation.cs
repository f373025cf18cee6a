using System.Net.Sockets;

namespace EksIngress.Emulator.LoadBalancer.Sockets;

/// <summary>Gives bytes to a socket, all of them.</summary>
internal sealed class SendOperation(Socket socket, SocketLoop loop) : LoopOperation<bool>(loop)
{
    private int _isCanceled;

    /// <summary>Bytes that the kernel has taken so far.</summary>
    public long Total { get; private set; }

    /// <summary>What was not sent, after a call that was cancelled.</summary>
    public ReadOnlyMemory<byte> Unsent { get; private set; }

    /// <summary>Ends the call that waits, or the next one that would have to wait.</summary>
    public void Cancel()
    {
        Volatile.Write(ref _isCanceled, 1);
        SignalFromOutside();
    }

    /// <returns>False when it was cancelled.</returns>
    public ValueTask<bool> RunAsync(ReadOnlyMemory<byte> bytes)
    {
        Unsent = bytes;
        return TryStart(out var result) ? new ValueTask<bool>(result) : new ValueTask<bool>(this, Version);
    }

    protected override bool TryComplete(out bool result)
    {
        result = true;
        while (!Unsent.IsEmpty)
        {
            var count = socket.Send(Unsent.Span, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
            {
                break;
            }

            if (error != SocketError.Success)
            {
                throw new SocketException((int)error);
            }

            Total += count;
            Unsent = Unsent[count..];
        }

        // What went out whole is not undone by who gave up on it meanwhile.
        if (Volatile.Read(ref _isCanceled) == 1 && Interlocked.Exchange(ref _isCanceled, 0) == 1)
        {
            result = Unsent.IsEmpty;
        }
        else if (!Unsent.IsEmpty)
        {
            return false;
        }

        MarkReady();
        return true;
    }
}
