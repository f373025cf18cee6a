using System.IO.Pipelines;
using EksIngress.Emulator.LoadBalancer.Targets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace EksIngress.Emulator.LoadBalancer.Http1;

/// <summary>A client's connection of HTTP/1, with what may end it.</summary>
internal sealed class ClientLink(ConnectionContext connection, ListenerContext listener) : ExchangeGuard(listener)
{
    private volatile bool _isClosing;
    private volatile bool _isStopping;

    public PipeReader Input => connection.Transport.Input;

    public PipeWriter Output => connection.Transport.Output;

    /// <summary>The listener is being deleted: no further request is taken.</summary>
    public bool IsStopping => _isStopping;

    public void Open()
    {
        Listener.Sweep.Add(this);
        connection.ConnectionClosed.UnsafeRegister(static state => ((ClientLink)state!).OnClosed(), this);
        connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested
            .UnsafeRegister(static state => ((ClientLink)state!).Stop(), this);
    }

    /// <summary>The connection may take that long to send what is left; then it is cut.</summary>
    public void BeginClose(TimeSpan timeout)
    {
        _isClosing = true;
        SetDeadline(timeout);
        if (IsClientGone)
        {
            Listener.Sweep.Remove(this);
        }
    }

    /// <summary>Goes on after a time-out that was answered.</summary>
    public void Resume() => ForgetExpiry();

    /// <summary>Ends the connection so that the client can tell that something is missing.</summary>
    public void Abort(string reason) => connection.Abort(new ConnectionAbortedException(reason));

    protected override void OnExpired()
    {
        if (_isClosing)
        {
            Abort("The client did not take the rest in time.");
        }

        Input.CancelPendingRead();
        Output.CancelPendingFlush();
    }

    private void OnClosed()
    {
        LoseClient();
        Listener.Sweep.Remove(this);
    }

    // No further request; one that runs is served.
    private void Stop()
    {
        _isStopping = true;
        Input.CancelPendingRead();
    }
}
