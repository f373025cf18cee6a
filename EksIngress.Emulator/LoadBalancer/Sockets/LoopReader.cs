using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;
using Microsoft.AspNetCore.Connections;

namespace EksIngress.Emulator.LoadBalancer.Sockets;

/// <summary>What a socket receives, read when it is asked for: what nobody asks for stays with the peer.</summary>
internal sealed class LoopReader(ReceiveOperation receiving) : PipeReader, IValueTaskSource<ReadResult>
{
    private const int BufferSize = 16 * 1024;

    private byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;

    // All of the buffer was looked at: the next read is for more.
    private bool _isExamined = true;
    private bool _isCompleted;

    private bool HasResult => !_isExamined || _isCompleted;

    public override bool TryRead(out ReadResult result)
    {
        if (HasResult)
        {
            result = Result(receiving.TakeCancellation());
            return true;
        }

        MakeRoom();
        try
        {
            var isThere = receiving.TryTake(_buffer.AsMemory(_end), out var count);
            result = isThere ? Take(count) : default;
            return isThere;
        }
        catch (SocketException exception)
        {
            throw Reset(exception);
        }
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.CanBeCanceled)
        {
            return ReadUntilCanceledAsync(cancellationToken);
        }

        if (HasResult)
        {
            return new ValueTask<ReadResult>(Result(receiving.TakeCancellation()));
        }

        MakeRoom();
        try
        {
            return receiving.TryStart(_buffer.AsMemory(_end), out var count)
                ? new ValueTask<ReadResult>(Take(count))
                : new ValueTask<ReadResult>(this, receiving.Version);
        }
        catch (SocketException exception)
        {
            throw Reset(exception);
        }
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _start = consumed.GetInteger();
        _isExamined = examined.GetInteger() == _end;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }

    public override void CancelPendingRead() => receiving.Cancel();

    /// <summary>Does nothing: the socket is closed with its connection.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    ValueTaskSourceStatus IValueTaskSource<ReadResult>.GetStatus(short token) => receiving.GetStatus(token);

    void IValueTaskSource<ReadResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        receiving.OnCompleted(continuation, state, token, flags);

    ReadResult IValueTaskSource<ReadResult>.GetResult(short token)
    {
        try
        {
            return Take(receiving.GetResult(token));
        }
        catch (SocketException exception)
        {
            throw Reset(exception);
        }
    }

    private static ConnectionResetException Reset(SocketException exception) => new(exception.Message, exception);

    private async ValueTask<ReadResult> ReadUntilCanceledAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var registration = cancellationToken.UnsafeRegister(static reader => ((LoopReader)reader!).CancelPendingRead(), this);
        var result = await ReadAsync(CancellationToken.None);
        if (result.IsCanceled)
        {
            // Nothing was taken from the buffer: the next read finds what is there.
            cancellationToken.ThrowIfCancellationRequested();
        }

        return result;
    }

    private ReadResult Take(int count)
    {
        if (count == ReceiveOperation.Canceled)
        {
            return Result(isCanceled: true);
        }

        _end += count;
        _isCompleted = count == 0;
        return Result(isCanceled: false);
    }

    private ReadResult Result(bool isCanceled) =>
        new(new ReadOnlySequence<byte>(_buffer, _start, _end - _start), isCanceled, _isCompleted);

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
        {
            return;
        }

        if (_start == 0)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
            return;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
    }
}
