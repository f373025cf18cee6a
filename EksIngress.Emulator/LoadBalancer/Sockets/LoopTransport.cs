using System.Net;
using System.Net.Sockets;
using EksIngress.Emulator.LoadBalancer.Network;
using Microsoft.AspNetCore.Connections;

namespace EksIngress.Emulator.LoadBalancer.Sockets;

/// <summary>Gives a web server connections that live in a <see cref="SocketLoop"/>.</summary>
internal sealed class LoopTransport : IConnectionListenerFactory
{
    private const int Backlog = 512;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        if (endpoint is HandOver handOver)
        {
            return ValueTask.FromResult<IConnectionListener>(handOver);
        }

        Socket? socket = new(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endpoint);
            socket.Listen(Backlog);
#pragma warning disable CA2000 // It belongs to the web server.
            var listener = new LoopListener(socket);
#pragma warning restore CA2000
            socket = null;
            return ValueTask.FromResult<IConnectionListener>(listener);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException(exception.Message, exception);
        }
        finally
        {
            socket?.Dispose();
        }
    }
}
