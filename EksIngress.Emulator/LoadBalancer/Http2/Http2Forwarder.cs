using System.Net;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.LoadBalancer.Targets;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace EksIngress.Emulator.LoadBalancer.Http2;

/// <summary>Passes requests on to targets of HTTP/2 and gRPC, without TLS by prior knowledge.</summary>
internal sealed class Http2Forwarder(IHttpForwarder forwarder) : IDisposable
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(10);

    private readonly HttpMessageInvoker _targets = new(TargetConnections.CreateHandler(ConnectionLifetime));

    public async Task<Http2Result> ForwardAsync(HttpContext context, ProxyRequest request, TargetChoice choice, ListenerContext listener)
    {
        var transformer = new Http2Transformer(request, choice.Cookies, listener.Time);
        var config = new ForwarderRequestConfig
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            ActivityTimeout = request.Program.IdleTimeout,
            AllowResponseBuffering = false,
        };
        var target = choice.Target!;
        var (received, sent) = (new CountingStream(context.Request.Body), new CountingStream(context.Response.Body));
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        context.Request.Body = received;
        context.Response.Body = sent;
        var error = await forwarder.SendAsync(context, target.Prefix, _targets, config, transformer, target.Cut);
        // What the load balancer says itself is no part of what went through.
        context.Features.Set(body);
        var exception = context.Features.Get<IForwarderErrorFeature>()?.Exception;
        return new Http2Result
        {
            StatusCode = error == ForwarderError.None || context.Response.HasStarted ? context.Response.StatusCode
                : context.RequestAborted.IsCancellationRequested ? 460
                : ForwardFailure.StatusCode(error, exception),
            Failure = error == ForwarderError.None ? null
                : target.Cut.IsCancellationRequested ? TargetFailure.DeregistrationDelay
                : ForwardFailure.Name(error),
            Detail = exception?.GetBaseException().Message,
            TargetStatusCode = transformer.TargetStatusCode,
            RequestSent = transformer.RequestSent,
            ResponseReceived = transformer.ResponseReceived,
            Received = received.Count,
            Sent = sent.Count,
        };
    }

    public void Dispose() => _targets.Dispose();
}
