using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>One port of one ClusterIP.</summary>
internal sealed partial class ServiceListener : IAsyncDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly Socket _socket;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private volatile IPEndPoint[] _endpoints = [];
    private uint _next;

    private ServiceListener(Socket socket, IPAddress address, ILogger logger)
    {
        _socket = socket;
        _logger = logger;
        Address = address;
        _accepting = AcceptAsync();
    }

    public IPAddress Address { get; }

    /// <summary>Ready endpoints; swapped whole. Empty refuses connections.</summary>
    public IReadOnlyList<IPEndPoint> Endpoints
    {
        get => _endpoints;
        set => _endpoints = [.. value];
    }

    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public static ServiceListener Start(IPAddress address, int port, ILogger logger)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return new(socket, address, logger);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Stops listening. Open connections live on, as those through a removed Service do.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _socket.Dispose();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _socket.AcceptAsync(_stopping.Token);
            }
            catch (Exception exception) when (_stopping.IsCancellationRequested && exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var owned = client;
        client.NoDelay = true;
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (!await ConnectAsync(server))
        {
            // A reset, as a Service without ready endpoints gives.
            client.LingerState = new LingerOption(true, 0);
            return;
        }

        await Task.WhenAll(PumpAsync(client, server), PumpAsync(server, client));
    }

    private async Task<bool> ConnectAsync(Socket server)
    {
        var endpoints = _endpoints;
        if (endpoints.Length == 0)
        {
            return false;
        }

        var endpoint = endpoints[Interlocked.Increment(ref _next) % (uint)endpoints.Length];
        try
        {
            await server.ConnectAsync(endpoint);
            return true;
        }
        catch (SocketException exception)
        {
            LogNotReached(endpoint, exception.Message);
            return false;
        }
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer)) > 0)
            {
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // One side reset the connection; so does the other.
            Reset(from);
            Reset(to);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Endpoint {Endpoint} was not reached: {Reason}", EventName = "EndpointNotReached")]
    private partial void LogNotReached(IPEndPoint endpoint, string reason);
}
