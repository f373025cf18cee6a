using System.Text;
using EksIngress.Emulator.LoadBalancer.Http1;
using EksIngress.Emulator.LoadBalancer.Targets;
using Yarp.ReverseProxy.Forwarder;
using IResponseCookies = EksIngress.Emulator.LoadBalancer.Exchanges.IResponseCookies;

namespace EksIngress.Emulator.LoadBalancer.Http2;

/// <summary>Makes the request to a target of HTTP/2 out of the client's, with the same headers that targets of HTTP/1.1 get.</summary>
internal sealed class Http2Transformer(ProxyRequest request, IResponseCookies? cookies, TimeProvider time) : HttpTransformer
{
    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>0 while the target did not answer.</summary>
    public int TargetStatusCode { get; private set; }

    public long RequestSent { get; private set; }

    public long ResponseReceived { get; private set; }

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext,
        HttpRequestMessage proxyRequest,
        string destinationPrefix,
        CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.RequestUri = new Uri(destinationPrefix + (request.TransformedUrl ?? request.RawTarget), Verbatim);
        RemoveEnding(proxyRequest);

        proxyRequest.Headers.Host = TargetRequestWriter.Host(request) ?? request.HostHeader;
        if (request.Program.ForwardedForMode == "append")
        {
            var received = httpContext.Request.Headers["X-Forwarded-For"];
            var client = TargetRequestWriter.ForwardedAddress(request);
            Set(proxyRequest, "X-Forwarded-For", received.Count == 0 ? client : $"{string.Join(", ", received.ToArray())}, {client}");
        }

        Set(proxyRequest, "X-Forwarded-Proto", request.Program.Scheme);
        Set(proxyRequest, "X-Forwarded-Port", request.Program.PortText);
        AmznTraceId.Write(request.TraceIdBytes, request.FindHeader(HeaderKind.TraceId), time.GetUtcNow());
        Set(proxyRequest, "X-Amzn-Trace-Id", request.TraceId);
        AddTls(proxyRequest);
        AddTrace(httpContext, proxyRequest);
        RequestSent = time.GetTimestamp();
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext,
        HttpResponseMessage? proxyResponse,
        CancellationToken cancellationToken)
    {
        var answers = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse is null)
        {
            return answers;
        }

        ResponseReceived = time.GetTimestamp();
        TargetStatusCode = (int)proxyResponse.StatusCode;
        if (!request.Program.SendServerHeader)
        {
            httpContext.Response.Headers.Remove("Server");
        }

        Http2ResponseSink.AddOwnHeaders(httpContext.Response, request.Program, cookies);
        return answers;
    }

    private void RemoveEnding(HttpRequestMessage proxyRequest)
    {
        var head = request.Head;
        foreach (ref readonly var field in head.Fields)
        {
            if (field.Kind is not (HeaderKind.ContentLength or HeaderKind.Host) && !TargetRequestWriter.IsPassedOn(request, field))
            {
                var name = Encoding.Latin1.GetString(head.Name(field));
                proxyRequest.Headers.Remove(name);
                proxyRequest.Content?.Headers.Remove(name);
            }
        }
    }

    private void AddTls(HttpRequestMessage proxyRequest)
    {
        if (request.Program.SendTlsHeaders && request.Client is { TlsProtocol: { } protocol, TlsCipher: { } cipher })
        {
            Set(proxyRequest, request.Program.TlsHeaders.OfVersion, protocol);
            Set(proxyRequest, request.Program.TlsHeaders.OfCipherSuite, cipher);
        }

        foreach (var (name, value) in request.Client.CertificateHeaders)
        {
            Set(proxyRequest, request.Program.TlsHeaders.Of(name), value);
        }

        foreach (var (name, value) in request.IdentityHeaders)
        {
            Set(proxyRequest, name, value);
        }
    }

    // The forwarder leaves the trace context to its handler, which is told to add none.
    private void AddTrace(HttpContext httpContext, HttpRequestMessage proxyRequest)
    {
        var (parent, state) = request.Activity is { Id: { } id } activity
            ? (id, activity.TraceStateString)
            : (httpContext.Request.Headers.TraceParent.ToString(), httpContext.Request.Headers.TraceState.ToString());
        SetOrRemove(proxyRequest, "traceparent", parent);
        SetOrRemove(proxyRequest, "tracestate", state);
    }

    private static void SetOrRemove(HttpRequestMessage proxyRequest, string name, string? value)
    {
        proxyRequest.Headers.Remove(name);
        if (!string.IsNullOrEmpty(value))
        {
            proxyRequest.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static void Set(HttpRequestMessage proxyRequest, string name, string value) => SetOrRemove(proxyRequest, name, value);
}
