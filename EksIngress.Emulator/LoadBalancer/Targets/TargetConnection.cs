using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using EksIngress.Emulator.LoadBalancer.Sockets;

namespace EksIngress.Emulator.LoadBalancer.Targets;

/// <summary>
/// A connection to a target and what it has sent. While nobody uses it, the socket tells when the target closes it; with TLS, where bytes
/// come that are for TLS itself, a read is pending, and it is the read that gets the next response.
/// </summary>
internal sealed class TargetConnection : IDisposable
{
    private const int BufferSize = 16 * 1024;

    private static readonly SslClientAuthenticationOptions TlsOptions = new()
    {
        TargetHost = "",
#pragma warning disable CA5359 // An ALB encrypts to its targets and does not validate their certificates.
        RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
    };

    private readonly LoopSocket _socket;
    private byte[] _buffer = new byte[BufferSize];
    private SslStream? _tls;
    private int _start;
    private int _end;
    private bool _isArmed;
    private ValueTask<int> _pending;

#pragma warning disable CA2000 // The loop's socket closes it.
    public TargetConnection(AddressFamily family) =>
        _socket = new LoopSocket(new Socket(family, SocketType.Stream, ProtocolType.Tcp), SocketLoop.Choose(), hungUp: null);
#pragma warning restore CA2000

    /// <summary>Where what waits for it runs.</summary>
    public SocketLoop Loop => _socket.Loop;

    /// <summary>Somebody else ended it: the deregistration delay was over.</summary>
    public bool WasCut { get; private set; }

    /// <summary>Timestamp after which it is not kept without work.</summary>
    public long IdleDeadline { get; set; }

    public ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_start, _end - _start);

    /// <inheritdoc cref="Buffered"/>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(_start, _end - _start);

    /// <summary>True while the target neither closed it nor said anything unasked.</summary>
    public bool IsUsable => _isArmed && (_tls is null ? !_socket.Receiving.IsReady : !_pending.IsCompleted);

    public ValueTask ConnectAsync(IPEndPoint endpoint) => _socket.ConnectAsync(endpoint);

    public Task SecureAsync()
    {
        _tls = new SslStream(new LoopStream(_socket));
        return _tls.AuthenticateAsClientAsync(TlsOptions);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_tls is not null)
        {
            return _tls.WriteAsync(bytes);
        }

        var sent = _socket.Sending.RunAsync(bytes);
        if (!sent.IsCompletedSuccessfully)
        {
            return FinishAsync(sent);
        }

        // Nobody cancels it.
        _ = sent.Result;
        return ValueTask.CompletedTask;
    }

    /// <summary>Reads more behind what is buffered.</summary>
    /// <returns>False at the end of what the target sends.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> FillAsync() => Keep(await ReadAsync());

    /// <summary>As <see cref="FillAsync"/> for who waits often: the number of bytes that came is to be told to <see cref="Keep"/>.</summary>
    public ValueTask<int> ReadAsync()
    {
        var wasArmed = _isArmed;
        _isArmed = false;
        if (wasArmed && _tls is not null)
        {
            return _pending;
        }

        MakeRoom();
        return ReceiveAsync();
    }

    /// <returns>False at the end of what the target sends.</returns>
    public bool Keep(int count)
    {
        _end += count;
        return count > 0;
    }

    public void Consume(int count)
    {
        _start += count;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }

    /// <summary>Makes it ready to wait for its next request. Nothing may be buffered.</summary>
    /// <returns>False when it was ended meanwhile.</returns>
    public bool TryArm()
    {
        _start = _end = 0;
        if (_tls is null)
        {
            return _isArmed = _socket.Receiving.IsSilent;
        }

        try
        {
#pragma warning disable CA2012 // It is awaited once, by the next read.
            _pending = ReceiveAsync();
#pragma warning restore CA2012
            return _isArmed = true;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Ends it under whoever uses it.</summary>
    public void Cut()
    {
        WasCut = true;
        Dispose();
    }

    /// <summary>Also ends what waits for it, with an exception there.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        _tls?.Dispose();
    }

    private ValueTask<int> ReceiveAsync()
    {
        var free = _buffer.AsMemory(_end);
        return _tls is null ? _socket.Receiving.RunAsync(free) : _tls.ReadAsync(free);
    }

    private static async ValueTask FinishAsync(ValueTask<bool> sent) => await sent;

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
        {
            return;
        }

        if (_start > 0)
        {
            Buffered.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        else
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }
}
