using System.Diagnostics;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.LoadBalancer.Targets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace EksIngress.Emulator.LoadBalancer.Http1;

/// <summary>Serves the requests of one connection of HTTP/1, one after the other.</summary>
internal sealed class Http1Connection
{
    // Bodies that nobody reads are read over up to this size, so that the next request can be found.
    private const long MaxDiscarded = 1024 * 1024;

    // A client that is still sending gets this long to read why it was refused.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    private readonly ConnectionContext _connection;
    private readonly ListenerContext _listener;
    private readonly ClientLink _link;
    private readonly ProxyRequest _request;
    private readonly Http1RequestBody _body;
    private readonly Http1ResponseSink _sink;
    private readonly TargetExchange _exchange;
    private readonly HeadWriter _discarded = new();
    private long _start;
    private long _requestReceived;
    private bool _mustLinger;
    private long _tunnelReceived;
    private long _tunnelSent;

    public Http1Connection(ConnectionContext connection, ListenerContext listener, ClientInfo client)
    {
        _connection = connection;
        _listener = listener;
        _link = new ClientLink(connection, listener);
        _request = new ProxyRequest(client);
        _body = new Http1RequestBody(_link);
        _sink = new Http1ResponseSink(_link, _request, _body, listener);
        _exchange = new TargetExchange(listener, _link);
    }

    /// <summary>Ends with the connection's last request; what was written may still be on its way.</summary>
    public async Task RunAsync()
    {
        _link.Open();
        try
        {
            do
            {
                _request.Head.Clear();
                bool? isWhole = null;
                while (isWhole is null && BeginRead())
                {
                    isWhole = Take(await _link.Input.ReadAsync());
                }

                if (isWhole is not true)
                {
                    break;
                }
            }
            while (await ServeAsync());

            if (_mustLinger && !_link.IsClientGone)
            {
                await LingerAsync();
            }
        }
        catch (Exception exception) when (TargetExchange.IsFailure(exception))
        {
            // The client's end of the connection is gone: nothing is left to be said to it.
            _connection.Abort();
        }
        finally
        {
            _link.BeginClose(_listener.Program?.IdleTimeout ?? Linger);
        }
    }

    // False when no further request is taken.
    private bool BeginRead()
    {
        if (_link.IsStopping)
        {
            return false;
        }

        if (_listener.Program is { } program)
        {
            _link.SetDeadline(program.IdleTimeout);
        }

        return true;
    }

    // True when there is a request to be answered, false when there is none to come; null asks for more.
    private bool? Take(in ReadResult result)
    {
        var head = _request.Head;
        var isWhole = head.Append(result.Buffer, out var consumed);
        _link.Input.AdvanceTo(result.Buffer.GetPosition(consumed));
        if (isWhole)
        {
            return true;
        }

        if (_link.IsExpired)
        {
            // A connection without a request is closed without a word; half a request is told what was missing.
            if (head.Length > 0)
            {
                head.Refuse(StatusCodes.Status408RequestTimeout, Desync.RequestClass.Compliant, Desync.RequestReason.Compliant);
                return true;
            }

            return false;
        }

        return result.IsCompleted ? false : null;
    }

    // False when the connection ends with this request.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> ServeAsync()
    {
        _requestReceived = _listener.Time.GetTimestamp();
        if (_listener.Program is not { } program || program.IsSecure != _request.Client.IsSecure)
        {
            // Deleted, or not published yet; or the listener speaks another protocol since the connection was made.
            return false;
        }

        if (_request.Head.Fault != 0)
        {
            await RefuseAsync(program);
            return false;
        }

        _request.Read(program);
        _body.Start(_request.Head);
        using var activity = RequestSpan.Start(_request);
        _request.Activity = activity;
        var route = RequestRoute.Find(_request);
        if (route.IsGated)
        {
            route = await _listener.Gate.PassAsync(_request, route.Rule);
            // While a provider was asked, the client had nothing to send.
            _link.Resume();
        }

        // Nobody asks for it any more: as the current one it would be carried along by everything that waits.
        Activity.Current = null;
        RequestSpan.SetRoute(activity, route);
        var mayKeep = _request.Head.KeepsConnection && !RequestRoute.EndsConnections(_request) && !IsOld(program);
        _sink.Start(route.Choice.Cookies, mayKeep);
        if (route.Response is { } response)
        {
            return await AnswerAsync(route, response, activity);
        }

        var target = route.Choice.Target!;
        int statusCode;
        string? failure = null;
        target.Enter();
        try
        {
            await _exchange.RunAsync(target, _request, _body, _sink);
            statusCode = _exchange.TargetStatusCode;
            if (_exchange.Tunnel is { } tunnel)
            {
                await RunTunnelAsync(tunnel, target);
            }
        }
        catch (Exception exception) when (TargetExchange.IsFailure(exception))
        {
            (statusCode, failure) = await FailAsync(exception, target);
        }
        finally
        {
            target.Leave();
        }

        Complete(route, statusCode, failure, activity, _request);
        return _sink.KeepsConnection;
    }

    private async ValueTask RefuseAsync(ListenerProgram program)
    {
        _request.ReadNothing(program);
        _body.Start(new RequestHead());
        _sink.Start(null, mayKeep: false);
        _mustLinger = true;
        using var activity = RequestSpan.Start(_request);
        var fault = _request.Head.Fault;
        // 408 answers a time-out.
        _link.Resume();
        await _sink.WriteLocalAsync(AlbResponses.Page(fault), keepsConnection: false);
        Complete(default, fault, null, activity, request: null);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> AnswerAsync(RequestRoute route, LocalResponse response, Activity? activity)
    {
        var isBlocked = route.Rule is null && response.StatusCode == StatusCodes.Status400BadRequest;
        var keeps = !isBlocked && (_body.IsDone || (!_request.Head.ExpectsContinue && await DiscardBodyAsync()));
        await _sink.WriteLocalAsync(response, keeps);
        _mustLinger = !_body.IsDone || isBlocked;
        Complete(route, response.StatusCode, route.Failure, activity, _request);
        return _sink.KeepsConnection;
    }

    private async ValueTask<(int StatusCode, string Failure)> FailAsync(Exception exception, TargetRuntime target)
    {
        var (statusCode, failure) = _exchange.Classify(exception);
        if (_link.IsClientGone)
        {
            return (_exchange.HasStarted ? _exchange.TargetStatusCode : statusCode, failure);
        }

        Activity.Current = _request.Activity;
        LoadBalancerLog.ForwardFailed(_listener.Logger, _request.Program.LoadBalancerName, target.Authority, failure, exception.GetBaseException().Message);
        Activity.Current = null;
        if (_exchange.HasStarted)
        {
            _link.Abort("The response of the target ended early.");
            _sink.Cut();
            return (_exchange.TargetStatusCode, failure);
        }

        _link.Resume();
        _mustLinger = !_body.IsDone;
        await _sink.WriteLocalAsync(AlbResponses.Page(statusCode), _body.IsDone && failure != TargetFailure.ClientBody);
        return (statusCode, failure);
    }

    private async ValueTask RunTunnelAsync(TargetConnection connection, TargetRuntime target)
    {
        try
        {
            var (received, sent) = await new Tunnel(_link, connection, _request.Program.IdleTimeout).RunAsync();
            (_tunnelReceived, _tunnelSent) = (received, sent);
        }
        finally
        {
            _link.Detach();
            target.Connections.Drop(connection);
        }
    }

    // False when there is too much of it, or it is malformed.
    private async ValueTask<bool> DiscardBodyAsync()
    {
        try
        {
            while (!_body.IsDone && _body.Received < MaxDiscarded)
            {
                _discarded.Clear();
                await _body.MoveAsync(_discarded);
                _link.SetDeadline(_request.Program.IdleTimeout);
            }

            return _body.IsDone;
        }
        catch (ClientBodyException)
        {
            return false;
        }
    }

    // Past its time, a connection ends with the next response.
    private bool IsOld(ListenerProgram program)
    {
        if (_start == 0)
        {
            _start = _requestReceived;
            return false;
        }

        return _listener.Time.GetElapsedTime(_start, _requestReceived) > program.ClientKeepAlive;
    }

    // A close with unread bytes would reset the connection under the response that says why.
    private async Task LingerAsync()
    {
        if (_request.Client.TlsProtocol is not null || _connection.Features.Get<IConnectionSocketFeature>() is not { Socket: { } socket })
        {
            return;
        }

        socket.Shutdown(SocketShutdown.Send);
        _link.SetDeadline(Linger);
        for (long discarded = 0; discarded < MaxDiscarded;)
        {
            var result = await _link.Input.ReadAsync();
            discarded += result.Buffer.Length;
            _link.Input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted || _link.IsExpired || _link.IsStopping)
            {
                return;
            }
        }
    }

    private void Complete(in RequestRoute route, int statusCode, string? failure, Activity? activity, ProxyRequest? request)
    {
        RequestSpan.Stop(activity, _request, statusCode, failure);
        var isForwarded = route.Rule is not null && route.Response is null;
        _listener.Completed(new ExchangeRecord
        {
            Program = _request.Program,
            Client = _request.Client,
            Kind = Kind(isForwarded),
            Request = request,
            Rule = route.Rule,
            TargetGroup = route.Choice.Group,
            Target = isForwarded ? route.Choice.Target : null,
            StatusCode = statusCode,
            TargetStatusCode = isForwarded ? _exchange.TargetStatusCode : 0,
            ReceivedBytes = _request.Head.Length + _body.Received + _tunnelReceived,
            SentBytes = _sink.Sent + _tunnelSent,
            RequestReceived = _requestReceived,
            RequestSent = isForwarded ? _exchange.RequestSent : 0,
            ResponseReceived = isForwarded ? _exchange.ResponseReceived : 0,
            Completed = _listener.Time.GetTimestamp(),
            Classification = _request.Head.Class,
            ClassificationReason = _request.Head.Reason,
            Failure = failure,
            RedirectUrl = route.Response?.Location,
            Authentication = route.Authentication,
        });
    }

    private ExchangeKind Kind(bool isForwarded)
    {
        var isSecure = _request.Program.Scheme == "https";
        return isForwarded && _exchange.Tunnel is not null
            ? isSecure ? ExchangeKind.Wss : ExchangeKind.Ws
            : isSecure ? ExchangeKind.Https : ExchangeKind.Http;
    }
}
