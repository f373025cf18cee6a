using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EksIngress.Emulator.LoadBalancer.Sockets;

/// <summary>A socket of TCP whose waits are those of a <see cref="SocketLoop"/>.</summary>
internal sealed class LoopSocket : IDisposable
{
    private readonly Socket _socket;
    private readonly Action? _hungUp;
    private int _isDisposed;
    private int _isWatched;

    /// <param name="socket">Belongs to this from now on.</param>
    /// <param name="hungUp">Called once or more when the peer has ended its side or the connection is lost; null when nobody asks.</param>
    public LoopSocket(Socket socket, SocketLoop loop, Action? hungUp)
    {
        _socket = socket;
        _socket.Blocking = false;
        _socket.NoDelay = true;
        _hungUp = hungUp;
        Loop = loop;
        Receiving = new ReceiveOperation(socket, loop);
        Sending = new SendOperation(socket, loop);
    }

    public SocketLoop Loop { get; }

    public ReceiveOperation Receiving { get; }

    public SendOperation Sending { get; }

    public SafeHandle Handle => _socket.SafeHandle;

    /// <summary>By which the loop knows it.</summary>
    public ulong Key { get; set; }

    /// <summary>Takes a socket that is connected into the loop.</summary>
    public void Open()
    {
        Sending.MarkReady();
        Watch();
    }

    /// <exception cref="SocketException">Nobody took the connection.</exception>
    /// <exception cref="IOException">There is no way to the address.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ConnectAsync(IPEndPoint endpoint)
    {
        var address = endpoint.Serialize();
        if (Epoll.Connect(Handle, address.Buffer[..address.Size]) is not 0 and var begun)
        {
            throw new IOException(Marshal.GetPInvokeErrorMessage(begun));
        }

        Watch();
        await Sending.RunAsync(default);
        if (_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is int and not 0 and var error)
        {
            throw new SocketException(error);
        }
    }

    /// <summary>Called by the loop.</summary>
    /// <param name="events">Flags of <see cref="Epoll"/>.</param>
    public void OnEvents(uint events)
    {
        var isOver = (events & (Epoll.PeerClosed | Epoll.HangUp | Epoll.Error)) != 0;
        if (isOver)
        {
            Receiving.SetEnd();
        }

        if (isOver || (events & Epoll.In) != 0)
        {
            Receiving.Signal();
        }

        if ((events & (Epoll.Out | Epoll.HangUp | Epoll.Error)) != 0)
        {
            Sending.Signal();
        }

        if (isOver)
        {
            _hungUp?.Invoke();
        }
    }

    /// <summary>Ends it so that the peer can tell that something is missing.</summary>
    public void Reset()
    {
        try
        {
            _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It has ended by itself.
        }

        Dispose();
    }

    /// <summary>Also ends what waits for it, with an exception there.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        if (Interlocked.Exchange(ref _isWatched, 0) == 1)
        {
            Loop.Remove(Key);
        }

        _socket.Dispose();
        Receiving.SignalFromOutside();
        Sending.SignalFromOutside();
    }

    private void Watch()
    {
        Loop.Add(this);
        Interlocked.Exchange(ref _isWatched, 1);
        if (Volatile.Read(ref _isDisposed) == 1 && Interlocked.Exchange(ref _isWatched, 0) == 1)
        {
            Loop.Remove(Key);
        }
    }
}
