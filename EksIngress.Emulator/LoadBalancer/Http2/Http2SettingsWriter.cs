using System.IO.Pipelines;

namespace EksIngress.Emulator.LoadBalancer.Http2;

/// <summary>
/// Says in the first frame of a connection, its SETTINGS, that WebSockets are not spoken over HTTP/2. The web server says always that they are, and a
/// browser that has a connection of HTTP/2 would ask for one there; an ALB takes them over HTTP/1.1, so that browsers make another connection.
/// </summary>
/// <remarks>Sources: https://www.rfc-editor.org/rfc/rfc8441#section-3, https://www.rfc-editor.org/rfc/rfc9113#section-6.5</remarks>
internal sealed class Http2SettingsWriter(PipeWriter inner) : PipeWriter
{
    private const int FrameHead = 9;
    private const int LengthBytes = 3;
    private const int Entry = 6;
    private const int EntryId = 2;
    private const int EnableConnectProtocol = 8;

    private Memory<byte> _written;
    private int _position;
    private int _length;
    private int _id;
    private bool _isOver;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        var memory = inner.GetMemory(sizeHint);
        _written = _isOver ? default : memory;
        return memory;
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => _isOver ? inner.GetSpan(sizeHint) : GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        if (!_isOver)
        {
            Edit(_written.Span[..bytes]);
        }

        inner.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        _isOver ? inner.WriteAsync(source, cancellationToken) : base.WriteAsync(source, cancellationToken);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    // The frame may come in pieces.
    private void Edit(Span<byte> bytes)
    {
        foreach (ref var value in bytes)
        {
            var position = _position++;
            if (position < LengthBytes)
            {
                _length = (_length << 8) | value;
            }
            else if (position >= FrameHead)
            {
                if (position >= FrameHead + _length)
                {
                    _isOver = true;
                    return;
                }

                var ofEntry = (position - FrameHead) % Entry;
                if (ofEntry < EntryId)
                {
                    _id = ((_id << 8) | value) & 0xFFFF;
                }
                else if (_id == EnableConnectProtocol)
                {
                    value = 0;
                }
            }
        }
    }
}
