using EksIngress.Emulator.LoadBalancer.Targets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace EksIngress.Emulator.LoadBalancer.Http2;

/// <summary>
/// Ends a connection of HTTP/2 that has had no request for as long as the load balancer allows. The time is looked up whenever it is asked for, so that
/// a change reaches connections that are open; the web server would keep the time that it began to wait with.
/// </summary>
internal sealed class Http2IdleGuard(ConnectionContext connection, ListenerContext listener) : IExpiring
{
    private int _streams;
    private long _since = listener.Time.GetTimestamp();
    private bool _isOver;

    /// <summary>A request begins.</summary>
    public void Enter() => Interlocked.Increment(ref _streams);

    /// <summary>A request that began is over.</summary>
    public void Leave()
    {
        Volatile.Write(ref _since, listener.Time.GetTimestamp());
        Interlocked.Decrement(ref _streams);
    }

    public void Expire(long timestamp)
    {
        if (_isOver || Volatile.Read(ref _streams) > 0 || listener.Program is not { } program || timestamp <= listener.After(Volatile.Read(ref _since), program.IdleTimeout))
        {
            return;
        }

        _isOver = true;
        // GOAWAY; a request that comes in this moment is still answered.
        connection.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>().RequestClose();
    }
}
