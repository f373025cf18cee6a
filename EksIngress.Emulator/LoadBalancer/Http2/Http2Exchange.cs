using System.Diagnostics;
using System.Globalization;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.LoadBalancer.Http1;
using EksIngress.Emulator.LoadBalancer.Targets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace EksIngress.Emulator.LoadBalancer.Http2;

/// <summary>One request of HTTP/2 and its response. An object serves several streams of a connection, one after the other.</summary>
internal sealed class Http2Exchange(ListenerContext listener, Http2Forwarder forwarder)
{
    private DefaultHttpContext? _context;
    private ProxyRequest? _request;
    private long _received;
    private long _ownBody;

    private DefaultHttpContext Context => _context ?? throw new InvalidOperationException("There is no request.");

    public void Begin(IFeatureCollection features)
    {
        if (_context is null)
        {
            _context = new DefaultHttpContext(features);
        }
        else
        {
            _context.Initialize(features);
        }
    }

    public void End() => _context?.Uninitialize();

    public async Task RunAsync()
    {
        var guard = Context.Features.GetRequiredFeature<Http2IdleGuard>();
        guard.Enter();
        try
        {
            await ServeAsync();
        }
        finally
        {
            guard.Leave();
        }
    }

    private async Task ServeAsync()
    {
        _received = listener.Time.GetTimestamp();
        _ownBody = 0;
        var client = Context.Features.GetRequiredFeature<ClientInfo>();
        if (listener.Program is not { IsSecure: true } program)
        {
            Context.Abort();
            return;
        }

        if (client.CountRequest() >= ListenerContext.MaxRequestsPerHttp2Connection
            || listener.Time.GetElapsedTime(client.FirstRequest(_received), _received) > program.ClientKeepAlive)
        {
            // The server says GOAWAY and serves what is under way.
            Context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        }

        var request = _request?.Client == client ? _request : _request = new ProxyRequest(client);
        Load(request.Head);
        request.Read(program);
        using var activity = RequestSpan.Start(request);
        request.Activity = activity;
        var route = RequestRoute.Find(request);
        if (route.IsGated)
        {
            route = await listener.Gate.PassAsync(request, route.Rule);
        }

        RequestSpan.SetRoute(activity, route);
        if (route.Response is { } response)
        {
            await WriteLocalAsync(request, response);
            Complete(request, route, new Http2Result { StatusCode = response.StatusCode, Failure = route.Failure }, activity);
            return;
        }

        var target = route.Choice.Target!;
        target.Enter();
        try
        {
            var result = route.Choice.Group!.ProtocolVersion == "HTTP1"
                ? await ForwardAsync(request, route)
                : await forwarder.ForwardAsync(Context, request, route.Choice, listener);
            if (result.Failure is not null)
            {
                await FailAsync(request, target, result);
            }

            Complete(request, route, result, activity);
        }
        finally
        {
            target.Leave();
        }
    }

    private async Task<Http2Result> ForwardAsync(ProxyRequest request, RequestRoute route)
    {
        using var guard = new Http2Guard(Context, listener);
        guard.Open();
        var body = new Http2RequestBody(Context, request.Head, guard);
        var sink = new Http2ResponseSink(Context, request.Program, route.Choice.Cookies);
        var exchange = new TargetExchange(listener, guard);
        var (statusCode, failure, detail) = (0, default(string), default(string));
        try
        {
            await exchange.RunAsync(route.Choice.Target!, request, body, sink);
            statusCode = exchange.TargetStatusCode;
        }
        catch (Exception exception) when (TargetExchange.IsFailure(exception))
        {
            (statusCode, failure) = exchange.Classify(exception);
            detail = exception.GetBaseException().Message;
        }

        return new Http2Result
        {
            StatusCode = exchange.HasStarted ? exchange.TargetStatusCode : statusCode,
            Failure = failure,
            Detail = detail,
            TargetStatusCode = exchange.TargetStatusCode,
            RequestSent = exchange.RequestSent,
            ResponseReceived = exchange.ResponseReceived,
            Received = body.Received,
            Sent = sink.Sent,
        };
    }

    private async Task FailAsync(ProxyRequest request, TargetRuntime target, Http2Result result)
    {
        if (Context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
            return;
        }

        LoadBalancerLog.ForwardFailed(listener.Logger, request.Program.LoadBalancerName, target.Authority, result.Failure!, result.Detail);
        if (Context.Response.HasStarted)
        {
            Context.Abort();
            return;
        }

        // What was prepared of the target's response is not the load balancer's page.
        Context.Response.Clear();
        await WriteLocalAsync(request, AlbResponses.Page(result.StatusCode));
    }

    // The form of HTTP/1 of what came: rules, limits and headers are then the same for all.
    private void Load(RequestHead head)
    {
        var http = Context.Request;
        head.LoadRequestLine(http.Method, Context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        foreach (var (name, values) in http.Headers)
        {
            foreach (var value in values)
            {
                head.LoadHeader(name, value ?? "");
            }
        }

        head.KeepsConnection = true;
        if (Context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false })
        {
            head.Framing = http.ContentLength is null ? BodyFraming.Chunked : BodyFraming.Length;
            head.ContentLength = http.ContentLength ?? 0;
        }
    }

    private async Task WriteLocalAsync(ProxyRequest request, LocalResponse local)
    {
        var response = Context.Response;
        if (request.Program.SendServerHeader)
        {
            response.Headers.Server = AlbResponses.ServerName;
        }

        foreach (var (name, value) in request.Program.InsertedHeaders)
        {
            response.Headers[name] = value;
        }

        if (request.IsGrpc && local.StatusCode >= 400)
        {
            // Clients of gRPC read a status of their own, in a response without a message.
            response.ContentType = "application/grpc";
            response.Headers["grpc-status"] = GrpcStatus.Of(local.StatusCode).ToString(CultureInfo.InvariantCulture);
            response.Headers["grpc-message"] = Uri.EscapeDataString($"{local.StatusCode} {AlbResponses.Phrase(local.StatusCode)}".TrimEnd());
            return;
        }

        response.StatusCode = local.StatusCode;
        if (local.Location is not null)
        {
            response.Headers.Location = local.Location;
        }

        foreach (var (name, value) in local.Headers ?? [])
        {
            response.Headers.Append(name, value);
        }

        if (AlbResponses.HasBody(local.StatusCode))
        {
            response.ContentType = local.ContentType;
            response.ContentLength = local.Body.Length;
            if (request.Method != "HEAD" && local.Body.Length > 0)
            {
                _ownBody = local.Body.Length;
                await response.BodyWriter.WriteAsync(local.Body);
            }
        }
    }

    // As the text of HTTP/1 would have it: what it is packed into depends on what the connection carried before.
    private long SentHead()
    {
        const int StatusLine = 14;
        if (Context.RequestAborted.IsCancellationRequested && !Context.Response.HasStarted)
        {
            return 0;
        }

        long length = StatusLine;
        foreach (var (name, values) in Context.Response.Headers)
        {
            foreach (var value in values)
            {
                length += name.Length + (value?.Length ?? 0) + 4;
            }
        }

        return length;
    }

    private void Complete(ProxyRequest request, in RequestRoute route, in Http2Result result, Activity? activity)
    {
        RequestSpan.Stop(activity, request, result.StatusCode, result.Failure);
        listener.Completed(new ExchangeRecord
        {
            Program = request.Program,
            Client = request.Client,
            Kind = request.IsGrpc ? ExchangeKind.Grpcs : ExchangeKind.H2,
            Request = request,
            Rule = route.Rule,
            TargetGroup = route.Choice.Group,
            Target = route.Response is null ? route.Choice.Target : null,
            StatusCode = result.StatusCode,
            TargetStatusCode = result.TargetStatusCode,
            ReceivedBytes = request.Head.Length + result.Received,
            SentBytes = SentHead() + result.Sent + _ownBody,
            RequestReceived = _received,
            RequestSent = result.RequestSent,
            ResponseReceived = result.ResponseReceived,
            Completed = listener.Time.GetTimestamp(),
            Classification = request.Head.Class,
            ClassificationReason = request.Head.Reason,
            Failure = result.Failure,
            RedirectUrl = route.Response?.Location,
            Authentication = route.Authentication,
        });
    }
}
