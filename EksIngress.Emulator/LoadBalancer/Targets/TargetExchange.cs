using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using EksIngress.Emulator.LoadBalancer.Http1;

namespace EksIngress.Emulator.LoadBalancer.Targets;

/// <summary>
/// One request to a target and its response, over HTTP/1.1. An object serves all requests of a client's connection, one after the other.
/// </summary>
internal sealed class TargetExchange(ListenerContext listener, ExchangeGuard guard)
{
    /// <summary>An ALB gives a target ten seconds to accept a connection, TLS included.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html</remarks>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly HeadWriter _sending = new();
    private readonly HeadWriter _pumping = new();
    private readonly ResponseHead _head = new();
    private ChunkedDecoder _decoder = new();
    private TargetConnection? _connection;
    private ClientBodyException? _bodyFailure;
    private bool _isHandshaking;
    private bool _wasCut;
    private volatile bool _isBodyBroken;

    public ExchangePhase Phase { get; private set; }

    /// <summary>The head of the final response went to the client.</summary>
    public bool HasStarted { get; private set; }

    public int TargetStatusCode { get; private set; }

    public long RequestSent { get; private set; }

    public long ResponseReceived { get; private set; }

    /// <summary>The target took the offer to go on with WebSocket; its connection is handed over.</summary>
    public TargetConnection? Tunnel { get; private set; }

    /// <summary>Makes the exchange. A failure leaves as an exception, to be told apart with <see cref="Classify"/>.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask RunAsync(TargetRuntime target, ProxyRequest request, IRequestBody body, ITargetResponseSink sink)
    {
        (Phase, HasStarted, TargetStatusCode, RequestSent, ResponseReceived) = (ExchangePhase.Connecting, false, 0, 0, 0);
        (_bodyFailure, _isBodyBroken, _isHandshaking, Tunnel) = (null, false, false, null);
        _wasCut = false;
        var endsConnection = RequestRoute.EndsConnections(request);
        var isReusable = false;
        try
        {
            _sending.Clear();
            TargetRequestWriter.Write(_sending, request, listener.Time.GetUtcNow(), endsConnection);
            if (!body.IsDone && !request.Head.ExpectsContinue)
            {
                body.TryMove(_sending);
            }

            var connection = await SendAsync(target, request.Program);
            RequestSent = listener.Time.GetTimestamp();
            Phase = ExchangePhase.Waiting;
            var pump = body.IsDone ? null : PumpAsync(connection, body, request.Program);
            try
            {
                // Not a method of its own: each one that waits is an object for each request.
                long received;
                do
                {
                    _head.Clear();
                    while (!_head.Scan(connection.Buffered))
                    {
                        if (!connection.Keep(await connection.ReadAsync()))
                        {
                            throw new IOException("the target closed the connection before its response was whole");
                        }
                    }

                    received = listener.Time.GetTimestamp();
                    guard.SetDeadline(received, request.Program.IdleTimeout);
                    _head.Parse(connection.Buffered[.._head.Length], request.Method == "HEAD");
                    if (_head.IsInterim)
                    {
                        await sink.WriteInterimAsync(_head, connection.Memory[.._head.Length]);
                        connection.Consume(_head.Length);
                    }
                }
                while (_head.IsInterim);

                // A head that announces bytes is held until the first of them: if they never come, the client is told so.
                TargetStatusCode = _head.StatusCode;
                while (_head.Framing == BodyFraming.Length && _head.ContentLength > 0 && connection.Buffered.Length == _head.Length)
                {
                    if (!connection.Keep(await connection.ReadAsync()))
                    {
                        throw new IOException("the target closed the connection before the body of its response");
                    }
                }

                BeginResponse(connection, request, sink);
                ResponseReceived = received;
                if (_head.StatusCode == StatusCodes.Status101SwitchingProtocols)
                {
                    await sink.FlushAsync();
                    Tunnel = connection;
                }
                else
                {
                    await RelayBodyAsync(connection, sink, request.Program.IdleTimeout);
                    isReusable = _head.KeepsConnection && connection.Buffered.IsEmpty
                        && (pump is null || (pump.IsCompleted && !_isBodyBroken && body.IsDone));
                }
            }
            finally
            {
                if (pump is not null)
                {
                    await EndAsync(pump, body);
                }
            }
        }
        finally
        {
            Release(target, request.Program, isReusable && !endsConnection);
        }
    }

    /// <summary>Status code for the client, and a name for what happened.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html</remarks>
    public (int StatusCode, string Failure) Classify(Exception exception)
    {
        if (_bodyFailure is not null)
        {
            return (_bodyFailure.StatusCode, TargetFailure.ClientBody);
        }

        if (exception is ClientBodyException ownBody)
        {
            return (ownBody.StatusCode, TargetFailure.ClientBody);
        }

        if (guard.IsClientGone)
        {
            return (460, TargetFailure.ClientClosed);
        }

        if (guard.IsExpired)
        {
            return (_isHandshaking ? StatusCodes.Status502BadGateway : StatusCodes.Status504GatewayTimeout, TargetFailure.TargetTimeout);
        }

        var failure = _wasCut ? TargetFailure.DeregistrationDelay
            : exception is MalformedResponseException ? TargetFailure.TargetResponseHeaders
            : Phase switch
            {
                ExchangePhase.Connecting => TargetFailure.TargetConnection,
                ExchangePhase.Sending => TargetFailure.TargetRequest,
                _ => TargetFailure.TargetResponse,
            };
        return (StatusCodes.Status502BadGateway, failure);
    }

    /// <summary>True for what connections and messages can fail with; anything else is a mistake here.</summary>
    public static bool IsFailure(Exception exception) =>
        exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException or AuthenticationException;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TargetConnection> SendAsync(TargetRuntime target, ListenerProgram program)
    {
        while (true)
        {
            var connection = target.Connections.Rent();
            var isReused = connection is not null;
            if (connection is null)
            {
                connection = await ConnectAsync(target.Connections);
            }
            else
            {
                _connection = connection;
                guard.Attach(connection);
            }

            Phase = ExchangePhase.Sending;
            guard.SetDeadline(program.IdleTimeout);
            try
            {
                await connection.SendAsync(_sending.Memory);
                return connection;
            }
            catch (Exception exception) when (isReused && IsFailure(exception) && !guard.IsClientGone && !guard.IsExpired && !connection.WasCut)
            {
                // The target had closed it before the first byte: it saw nothing of the request, another connection does as well.
                guard.Detach();
                target.Connections.Drop(connection);
                _connection = null;
            }
        }
    }

    private async ValueTask<TargetConnection> ConnectAsync(TargetConnectionPool pool)
    {
        Phase = ExchangePhase.Connecting;
        guard.SetDeadline(ConnectTimeout);
        var connection = new TargetConnection(pool.Endpoint.AddressFamily);
        _connection = connection;
        pool.Add(connection, listener.Sweep);
        guard.Attach(connection);
        await connection.ConnectAsync(pool.Endpoint);
        if (pool.IsSecure)
        {
            _isHandshaking = true;
            await connection.SecureAsync();
            _isHandshaking = false;
        }

        return connection;
    }

    private async Task PumpAsync(TargetConnection connection, IRequestBody body, ListenerProgram program)
    {
        try
        {
            while (!body.IsDone)
            {
                _pumping.Clear();
                await body.MoveAsync(_pumping);
                guard.SetDeadline(program.IdleTimeout);
                await connection.SendAsync(_pumping.Memory);
            }
        }
        catch (ClientBodyException exception)
        {
            _bodyFailure = exception;
            guard.CutTarget();
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            // The target takes no more; what it answers, if it does, says why.
            _isBodyBroken = true;
        }
    }

    private async Task EndAsync(Task pump, IRequestBody body)
    {
        if (!pump.IsCompleted)
        {
            // The target has answered: it does not want the rest.
            body.Stop();
            guard.CutTarget();
        }

        await pump;
    }

    private void BeginResponse(TargetConnection connection, ProxyRequest request, ITargetResponseSink sink)
    {
        if (_head.StatusCode == StatusCodes.Status101SwitchingProtocols && !request.Head.IsWebSocket)
        {
            throw new MalformedResponseException("the target switches to a protocol that nobody asked for");
        }

        Phase = ExchangePhase.Receiving;
        sink.WriteHead(_head, connection.Buffered[.._head.Length]);
        HasStarted = true;
        connection.Consume(_head.Length);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask RelayBodyAsync(TargetConnection connection, ITargetResponseSink sink, TimeSpan idleTimeout)
    {
        _decoder.Clear();
        var remaining = _head.ContentLength;
        var isDone = _head.Framing == BodyFraming.None;
        while (true)
        {
            isDone = isDone || Relay(connection, sink, ref remaining);
            if (isDone)
            {
                sink.WriteEnd(_decoder.Trailers.Span);
            }

            await sink.FlushAsync();
            if (isDone)
            {
                return;
            }

            guard.SetDeadline(idleTimeout);
            if (!await connection.FillAsync())
            {
                isDone = _head.Framing == BodyFraming.UntilClose
                    ? true
                    : throw new IOException("the target closed the connection within its response");
            }
        }
    }

    // Passes on what is buffered; true at the end of the body.
    private bool Relay(TargetConnection connection, ITargetResponseSink sink, ref long remaining)
    {
        switch (_head.Framing)
        {
            case BodyFraming.Chunked:
                while (!connection.Buffered.IsEmpty && !_decoder.IsDone)
                {
                    var used = _decoder.Decode(connection.Buffered, out var payload);
                    if (_decoder.IsBad)
                    {
                        throw new MalformedResponseException("the chunks of the response are malformed");
                    }

                    sink.WriteBody(payload);
                    connection.Consume(used);
                }

                return _decoder.IsDone;
            case BodyFraming.Length:
                var count = (int)Math.Min(connection.Buffered.Length, remaining);
                sink.WriteBody(connection.Buffered[..count]);
                connection.Consume(count);
                remaining -= count;
                return remaining == 0;
            default:
                sink.WriteBody(connection.Buffered);
                connection.Consume(connection.Buffered.Length);
                return false;
        }
    }

    private void Release(TargetRuntime target, ListenerProgram program, bool isReusable)
    {
        if (_connection is not { } connection)
        {
            return;
        }

        _connection = null;
        if (Tunnel is not null)
        {
            return;
        }

        guard.Detach();
        _wasCut = connection.WasCut;
        if (isReusable)
        {
            connection.IdleDeadline = listener.After(listener.Time.GetTimestamp(), program.IdleTimeout);
            target.Connections.Return(connection);
        }
        else
        {
            target.Connections.Drop(connection);
        }
    }
}
