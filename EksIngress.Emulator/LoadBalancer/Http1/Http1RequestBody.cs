using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace EksIngress.Emulator.LoadBalancer.Http1;

/// <summary>A body as HTTP/1 has it. It is framed anew for the target, so that both sides mean the same end.</summary>
internal sealed class Http1RequestBody(ClientLink link) : IRequestBody
{
    private const int MaxMove = 64 * 1024;

    private ChunkedDecoder _decoder = new();
    private BodyFraming _framing;
    private long _remaining;
    private volatile bool _isStopped;

    public bool IsDone { get; private set; } = true;

    public long Received { get; private set; }

    public void Start(RequestHead head)
    {
        _framing = head.Framing;
        _remaining = head.ContentLength;
        _decoder.Clear();
        _isStopped = false;
        Received = 0;
        IsDone = _framing == BodyFraming.None || (_framing == BodyFraming.Length && _remaining == 0);
    }

    public void TryMove(HeadWriter to)
    {
        if (link.Input.TryRead(out var result))
        {
            Move(result, to);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask MoveAsync(HeadWriter to)
    {
        var result = await link.Input.ReadAsync();
        Move(result, to);
        if (to.Length > 0 || IsDone)
        {
            return;
        }

        if (result.IsCanceled)
        {
            if (link.IsExpired)
            {
                throw new ClientBodyException(StatusCodes.Status408RequestTimeout, "the client stopped sending the body");
            }

            if (_isStopped)
            {
                throw new OperationCanceledException("The rest of the body is not wanted.");
            }
        }
        else if (result.IsCompleted)
        {
            throw new ClientBodyException(StatusCodes.Status400BadRequest, "the client closed the connection within the body");
        }
    }

    public void Stop()
    {
        _isStopped = true;
        link.Input.CancelPendingRead();
    }

    private void Move(in ReadResult result, HeadWriter to)
    {
        var buffer = result.Buffer;
        var consumed = _framing == BodyFraming.Length ? MoveBytes(buffer, to) : MoveChunks(buffer, to);
        Received += consumed;
        link.Input.AdvanceTo(buffer.GetPosition(consumed));
        if (_decoder.IsBad)
        {
            throw new ClientBodyException(StatusCodes.Status400BadRequest, "the chunks of the body are malformed");
        }
    }

    private long MoveBytes(in ReadOnlySequence<byte> buffer, HeadWriter to)
    {
        var count = (int)Math.Min(Math.Min(buffer.Length, _remaining), MaxMove);
        buffer.Slice(0, count).CopyTo(to.Reserve(count));
        to.Advance(count);
        _remaining -= count;
        IsDone = _remaining == 0;
        return count;
    }

    private long MoveChunks(in ReadOnlySequence<byte> buffer, HeadWriter to)
    {
        long consumed = 0;
        foreach (var segment in buffer)
        {
            var rest = segment.Span;
            while (!rest.IsEmpty && !_decoder.IsDone && !_decoder.IsBad && to.Length < MaxMove)
            {
                var used = _decoder.Decode(rest, out var payload);
                consumed += used;
                rest = rest[used..];
                if (!payload.IsEmpty)
                {
                    to.WriteHex(payload.Length);
                    to.Write("\r\n"u8);
                    to.Write(payload);
                    to.Write("\r\n"u8);
                }
            }
        }

        if (_decoder.IsDone)
        {
            to.Write("0\r\n"u8);
            to.Write(_decoder.Trailers.Span);
            to.Write("\r\n"u8);
            IsDone = true;
        }

        return consumed;
    }
}
