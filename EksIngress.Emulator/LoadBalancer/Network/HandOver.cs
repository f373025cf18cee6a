using System.Net;
using System.Threading.Channels;
using EksIngress.Emulator.LoadBalancer.Sockets;
using Microsoft.AspNetCore.Connections;

namespace EksIngress.Emulator.LoadBalancer.Network;

/// <summary>
/// The way into a listener of an Application Load Balancer for connections that a Network Load Balancer took: its web server gets them as if it had
/// taken them itself, each with the client's own address. Nothing is copied, so that backpressure and the ends of both directions are the client's own.
/// </summary>
internal sealed class HandOver : EndPoint, IConnectionListener
{
    private readonly Channel<ConnectionContext> _connections = Channel.CreateUnbounded<ConnectionContext>(new UnboundedChannelOptions { SingleReader = true });

    EndPoint IConnectionListener.EndPoint => this;

    /// <returns>False when the listener takes no more connections.</returns>
    public bool TryPut(LoopConnection connection) => _connections.Writer.TryWrite(connection);

    async ValueTask<ConnectionContext?> IConnectionListener.AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _connections.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    ValueTask IConnectionListener.UnbindAsync(CancellationToken cancellationToken)
    {
        _connections.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    ValueTask IAsyncDisposable.DisposeAsync()
    {
        _connections.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public override string ToString() => "hand-over";
}
