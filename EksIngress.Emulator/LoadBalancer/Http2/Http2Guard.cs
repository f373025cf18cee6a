using EksIngress.Emulator.LoadBalancer.Targets;

namespace EksIngress.Emulator.LoadBalancer.Http2;

/// <summary>Watches over one stream of a client.</summary>
internal sealed class Http2Guard(HttpContext context, ListenerContext listener) : ExchangeGuard(listener), IDisposable
{
    private CancellationTokenRegistration _aborted;

    public void Open()
    {
        Listener.Sweep.Add(this);
        _aborted = context.RequestAborted.UnsafeRegister(static state => ((Http2Guard)state!).LoseClient(), this);
    }

    public void Dispose()
    {
        Listener.Sweep.Remove(this);
        _aborted.Dispose();
    }

    protected override void OnExpired()
    {
        // With the head gone, a reset of the stream is all that can still be said.
        if (context.Response.HasStarted)
        {
            context.Abort();
        }
        else
        {
            context.Request.BodyReader.CancelPendingRead();
        }
    }
}
