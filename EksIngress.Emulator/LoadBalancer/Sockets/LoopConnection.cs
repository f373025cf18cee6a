using System.Globalization;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace EksIngress.Emulator.LoadBalancer.Sockets;

/// <summary>A client's connection, as the web server wants to have it.</summary>
internal class LoopConnection : DefaultConnectionContext, IConnectionSocketFeature, IDuplexPipe
{
    private static long s_last;

    private readonly CancellationTokenSource _closed = new();
    private readonly LoopSocket _socket;
    private int _isClosed;

    public LoopConnection(Socket socket, SocketLoop loop)
        : base(Interlocked.Increment(ref s_last).ToString("x", CultureInfo.InvariantCulture))
    {
        Socket = socket;
        LocalEndPoint = socket.LocalEndPoint;
        RemoteEndPoint = socket.RemoteEndPoint;
        ConnectionClosed = _closed.Token;
        _socket = new LoopSocket(socket, loop, HangUp);
        Input = new LoopReader(_socket.Receiving);
        Output = new LoopWriter(_socket.Sending, HangUp);
        Transport = this;
        Features.Set<IConnectionSocketFeature>(this);
    }

    public Socket Socket { get; }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    /// <summary>Bytes that came and went so far.</summary>
    protected long Moved => _socket.Receiving.Total + _socket.Sending.Total;

    /// <summary>Takes it into the loop.</summary>
    public void Open() => _socket.Open();

    public override void Abort(ConnectionAbortedException abortReason)
    {
        _socket.Reset();
        HangUp();
    }

    public override ValueTask DisposeAsync()
    {
        try
        {
            Socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It has ended by itself.
        }

        _socket.Dispose();
        HangUp();
        return base.DisposeAsync();
    }

    private void HangUp()
    {
        // The loop and whoever uses the connection may find out at the same time: one of them tells, and nobody takes the source away from it.
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            _closed.Cancel();
            _closed.Dispose();
        }
    }
}
