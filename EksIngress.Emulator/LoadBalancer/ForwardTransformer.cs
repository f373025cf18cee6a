using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Yarp.ReverseProxy.Forwarder;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>Makes the request to the target out of the client's: the same, but for the headers that an ALB writes.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html</remarks>
internal sealed class ForwardTransformer(ProxyRequest request) : HttpTransformer
{
    private const string ForwardedFor = "X-Forwarded-For";
    private const string ForwardedProto = "X-Forwarded-Proto";
    private const string ForwardedPort = "X-Forwarded-Port";

    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private static readonly SearchValues<char> ValidNameCharacters =
        SearchValues.Create("-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext,
        HttpRequestMessage proxyRequest,
        string destinationPrefix,
        CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);

        var program = request.Program;
        // The path goes out byte for byte: an ALB decodes and normalizes nothing.
        var pathAndQuery = request.TargetAuthority is null
            ? request.RawTarget
            : request.Query.Length == 0 ? request.Path : $"{request.Path}?{request.Query}";
        proxyRequest.RequestUri = new Uri(destinationPrefix + pathAndQuery, Verbatim);

        var headers = proxyRequest.Headers;
        if (program.DropInvalidHeaders)
        {
            DropInvalidHeaders(httpContext, proxyRequest);
        }

        SetHost(httpContext, proxyRequest);
        SetForwardedFor(httpContext, proxyRequest);
        Set(proxyRequest, ForwardedProto, program.Scheme);
        Set(proxyRequest, ForwardedPort, program.PortText);
        Set(proxyRequest, AmznTraceId.HeaderName, request.TraceId!);

        if (request.Activity is { Id: { } id } activity)
        {
            Set(proxyRequest, "traceparent", id);
            headers.Remove("tracestate");
            if (!string.IsNullOrEmpty(activity.TraceStateString))
            {
                headers.TryAddWithoutValidation("tracestate", activity.TraceStateString);
            }
        }
        else
        {
            // Nobody records here; the client's own context goes on.
            Copy(httpContext, proxyRequest, "traceparent");
            Copy(httpContext, proxyRequest, "tracestate");
        }
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

        var headers = httpContext.Response.Headers;
        if (!request.Program.SendServerHeader)
        {
            headers.Remove("Server");
        }

        foreach (var (name, value) in request.Program.InsertedHeaders)
        {
            headers[name] = value;
        }

        return answers;
    }

    private void SetHost(HttpContext httpContext, HttpRequestMessage proxyRequest)
    {
        var hosts = httpContext.Request.Headers.Host;
        var host = hosts.Count > 0 ? hosts[0] ?? "" : "";
        var program = request.Program;
        if (!program.PreserveHost)
        {
            var port = program.Listener.Port;
            if (port is 80 or 443)
            {
                host = request.Host;
            }
            else if (host.Length > 0 && host.Length == Alb.Matching.RequestTarget.HostWithoutPort(host).Length)
            {
                host = $"{host}:{program.PortText}";
            }
        }

        proxyRequest.Headers.Host = host.Length == 0 ? null : host;
    }

    private void SetForwardedFor(HttpContext httpContext, HttpRequestMessage proxyRequest)
    {
        switch (request.Program.ForwardedForMode)
        {
            case "preserve":
                break;
            case "remove":
                proxyRequest.Headers.Remove(ForwardedFor);
                break;
            default:
                var received = httpContext.Request.Headers[ForwardedFor];
                var client = Client(httpContext.Connection);
                // Several lines become one, as they mean the same.
                Set(proxyRequest, ForwardedFor, received.Count == 0 ? client : $"{string.Join(", ", received.ToArray())}, {client}");
                break;
        }
    }

    private string Client(ConnectionInfo connection)
    {
        var address = connection.RemoteIpAddress ?? IPAddress.None;
        if (!request.Program.ForwardedForPort)
        {
            return address.ToString();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? string.Create(CultureInfo.InvariantCulture, $"[{address}]:{connection.RemotePort}")
            : string.Create(CultureInfo.InvariantCulture, $"{address}:{connection.RemotePort}");
    }

    private static void DropInvalidHeaders(HttpContext httpContext, HttpRequestMessage proxyRequest)
    {
        foreach (var (name, _) in httpContext.Request.Headers)
        {
            if (name.AsSpan().ContainsAnyExcept(ValidNameCharacters))
            {
                proxyRequest.Headers.Remove(name);
                proxyRequest.Content?.Headers.Remove(name);
            }
        }
    }

    private static void Copy(HttpContext httpContext, HttpRequestMessage proxyRequest, string name)
    {
        proxyRequest.Headers.Remove(name);
        if (httpContext.Request.Headers[name] is { Count: > 0 } values)
        {
            proxyRequest.Headers.TryAddWithoutValidation(name, values.ToString());
        }
    }

    private static void Set(HttpRequestMessage proxyRequest, string name, string value)
    {
        proxyRequest.Headers.Remove(name);
        proxyRequest.Headers.TryAddWithoutValidation(name, value);
    }
}
