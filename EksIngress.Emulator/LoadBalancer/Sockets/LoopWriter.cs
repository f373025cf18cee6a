using System.IO.Pipelines;
using System.Net.Sockets;

namespace EksIngress.Emulator.LoadBalancer.Sockets;

/// <summary>What a socket sends; a flush ends when the kernel has taken all of it.</summary>
/// <param name="lost">Called when the connection turns out to be gone.</param>
internal sealed class LoopWriter(SendOperation sending, Action lost) : PipeWriter
{
    private const int BufferSize = 4 * 1024;

    private byte[] _buffer = new byte[BufferSize];
    private int _count;
    private bool _isLost;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsMemory(_count);
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsSpan(_count);
    }

    public override void Advance(int bytes) => _count += bytes;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.CanBeCanceled)
        {
            return FlushUntilCanceledAsync(cancellationToken);
        }

        if (_isLost)
        {
            return new ValueTask<FlushResult>(Lose());
        }

        try
        {
            var sent = sending.RunAsync(_buffer.AsMemory(0, _count));
            return sent.IsCompleted ? new ValueTask<FlushResult>(Keep(sent.Result)) : FinishAsync(sent);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return new ValueTask<FlushResult>(Lose());
        }
    }

    public override void CancelPendingFlush() => sending.Cancel();

    /// <summary>Does nothing: the socket is closed with its connection.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    private async ValueTask<FlushResult> FinishAsync(ValueTask<bool> sent)
    {
        try
        {
            return Keep(await sent);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return Lose();
        }
    }

    private async ValueTask<FlushResult> FlushUntilCanceledAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var registration = cancellationToken.UnsafeRegister(static writer => ((LoopWriter)writer!).CancelPendingFlush(), this);
        var result = await FlushAsync(CancellationToken.None);
        if (result.IsCanceled)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return result;
    }

    // What was not sent goes with the next flush.
    private FlushResult Keep(bool isWhole)
    {
        var rest = sending.Unsent;
        rest.Span.CopyTo(_buffer);
        _count = rest.Length;
        return new FlushResult(isCanceled: !isWhole, isCompleted: false);
    }

    private FlushResult Lose()
    {
        _count = 0;
        if (!_isLost)
        {
            _isLost = true;
            lost();
        }

        return new FlushResult(isCanceled: false, isCompleted: true);
    }

    private void MakeRoom(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 1);
        if (_buffer.Length - _count < needed)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _count + needed));
        }
    }
}
